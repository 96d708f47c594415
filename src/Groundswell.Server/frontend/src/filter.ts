// Filters the services at once. Where the page shows only some of them, the server searches instead.

let legend: string | null = null;

export function filterServices(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-find=client]");
  const name = form?.elements.namedItem("q");
  const category = form?.elements.namedItem("category");
  if (!(name instanceof HTMLInputElement) || !(category instanceof HTMLSelectElement)) return;
  const wanted = name.value.trim().toLocaleLowerCase();
  const isFiltered = wanted !== "" || category.value !== "";
  const isHit = (row: Element): boolean => {
    const link = row.querySelector("a");
    return `${link?.textContent ?? ""} ${link?.getAttribute("href") ?? ""}`.toLocaleLowerCase().includes(wanted);
  };
  for (const card of document.querySelectorAll<HTMLElement>(".now li")) {
    card.hidden = !isHit(card) || (category.value !== "" && card.dataset["c"] !== category.value);
  }
  // What these name stands in the list too.
  for (const names of document.querySelectorAll<HTMLElement>(".maybe")) names.hidden = isFiltered;
  let found = 0;
  for (const section of document.querySelectorAll<HTMLElement>("section.cat")) {
    const isWanted = category.value === "" || section.dataset["k"] === category.value;
    let shown = 0;
    for (const row of section.querySelectorAll<HTMLElement>("li")) {
      row.hidden = !isWanted || !isHit(row);
      shown += row.hidden ? 0 : 1;
    }
    section.hidden = shown === 0;
    found += shown;
  }
  const words = document.getElementById("found");
  if (words) {
    legend ??= words.textContent;
    const text = !isFiltered ? legend : found === 0 ? "No service matches." : found === 1 ? "1 service found." : `${found} services found.`;
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
