// Shows the report form of one service on a page of another site, and sends what is filled in. The server puts the facts in place of the mark.
((facts) => {
  "use strict";
  const script = document.currentScript;
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const symptom = make("select", { name: "symptom", required: true }, make("option", { value: "", textContent: "Choose" }),
    ...facts.symptoms.map(([value, textContent]) => make("option", { value, textContent })));
  const comment = make("textarea", { name: "comment", maxLength: 500, rows: 2 });
  const button = make("button", { type: "submit", textContent: "Report" });
  const says = make("p", { role: "status" });
  const form = make("form", {}, make("p", { className: "title", textContent: `Problems with ${facts.name}?` }),
    make("label", {}, "What fails", symptom), make("label", {}, "Anything else (optional)", comment), button, says,
    make("p", {}, make("a", { href: `${facts.node}/services/${facts.service}`, target: "_blank", rel: "noopener", textContent: "How it stands" })));
  const style = new CSSStyleSheet();
  style.replaceSync("form{font:inherit;display:grid;gap:.6em;max-width:26em}p{margin:0}.title{font-weight:600}label{display:grid;gap:.2em}" +
    "select,textarea,button{font:inherit;padding:.4em;min-height:2.4em;box-sizing:border-box;width:100%}");
  const host = make("div", {});
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [style];
  root.append(form);
  script.after(host);

  let key = "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    says.textContent = "";
    // The same report sent again after a broken line counts once.
    key ||= Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    try {
      const response = await fetch(`${facts.node}/api/v1/reports?key=${encodeURIComponent(facts.key)}`, {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ service: facts.service, symptom: symptom.value, comment: comment.value || undefined, idempotency_key: key }),
      });
      const answer = await response.json();
      if (response.ok) {
        key = "";
        form.reset();
        says.textContent = answer.counted ? "Thank you, your report counts." : "Thank you. You reported this within the last half hour already.";
      } else {
        const wait = response.headers.get("Retry-After");
        says.textContent = wait ? `Too many reports come just now. Please try again in ${wait} seconds.` : answer.detail;
      }
    } catch {
      says.textContent = "It could not be sent. Please try again.";
    }
    button.disabled = false;
  });
})(/*facts*/);
