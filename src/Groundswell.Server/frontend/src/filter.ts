// Filters the services at once. Where the page shows only some of them, the server searches instead.

export function filterServices(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-find=client]");
  const name = form?.elements.namedItem("q");
  const category = form?.elements.namedItem("category");
  if (!(name instanceof HTMLInputElement) || !(category instanceof HTMLSelectElement)) return;
  const wanted = name.value.trim().toLocaleLowerCase();
  let found = 0;
  for (const section of document.querySelectorAll<HTMLElement>("section.cat")) {
    const isWanted = category.value === "" || section.dataset["k"] === category.value;
    let shown = 0;
    for (const row of section.querySelectorAll<HTMLElement>("li")) {
      const link = row.querySelector("a");
      const isHit = isWanted && `${link?.textContent ?? ""} ${link?.getAttribute("href") ?? ""}`.toLocaleLowerCase().includes(wanted);
      row.hidden = !isHit;
      shown += isHit ? 1 : 0;
    }
    section.hidden = shown === 0;
    found += shown;
  }
  const words = document.getElementById("found");
  if (words && (wanted !== "" || category.value !== "")) {
    const text = found === 0 ? "No service matches." : found === 1 ? "1 service found." : `${found} services found.`;
    if (words.textContent !== text) words.textContent = text;
  }
}

export function startFilter(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-find=client]");
  if (!form || location.search !== "") return;
  form.addEventListener("input", filterServices);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filterServices();
  });
  // A value that the browser kept across a reload filters too.
  filterServices();
}
