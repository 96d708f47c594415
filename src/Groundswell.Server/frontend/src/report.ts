// A report that cannot be sent stays in its form and is sent when the node is back. Without scripts the form posts itself.
import { failed, heard, whenHeard } from "./contact.ts";
import { localiseTimes } from "./times.ts";

const patience = 15_000;

async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button.go");
  if (button?.disabled) return;
  if (button) button.disabled = true;
  let response: Response | undefined;
  try {
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    response = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), credentials: "omit", signal: AbortSignal.timeout(patience) });
  } catch {
    // No answer at all: it is kept.
  }
  if (button) button.disabled = false;
  if (response === undefined || response.status >= 502) {
    keep(form);
    return;
  }
  heard();
  if (response.redirected) {
    location.assign(response.url);
    return;
  }
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = fresh.querySelector(".report");
  if (!next) {
    form.submit(); // what was answered is a page of its own
    return;
  }
  localiseTimes(fresh);
  form.closest(".report")?.replaceWith(document.importNode(next, true));
  document.getElementById("faults")?.focus();
}

function keep(form: HTMLFormElement): void {
  if (!form.querySelector("[data-unsent]")) {
    const note = document.createElement("p");
    note.className = "note stale";
    note.dataset["unsent"] = "";
    note.setAttribute("role", "status");
    note.textContent = "Not sent yet: there is no connection. Your report stays here, and is sent as soon as there is one.";
    form.append(note);
  }
  failed();
  whenHeard(() => void send(form));
}

export function startReports(): void {
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.closest(".report")) {
      event.preventDefault();
      void send(event.target);
    }
  });
}
