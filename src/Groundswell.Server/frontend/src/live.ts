// Hears that this page has changed, fetches it, and renews the parts marked data-live.
import { filterServices } from "./filter.ts";
import { morph } from "./morph.ts";
import { localiseTimes } from "./times.ts";

const spread = 4_000; // readers come back over some seconds, not at one instant
const longestPause = 120_000;

let failures = 0;
let pending: number | undefined;

// A form that was sent back lies at an address of its own; the page around it is the service's.
const watched = location.pathname.replace(/\/report$/, "");

function verdict(): string {
  return document.querySelector("[data-verdict]")?.textContent?.trim() ?? "";
}

function say(text: string): void {
  const place = document.getElementById("say");
  if (place) place.textContent = text;
}

function apply(html: string): void {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  // Before comparing, so that times which stay the same count as the same.
  localiseTimes(fresh);
  const before = verdict();
  for (const region of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const next = fresh.querySelector(`[data-live="${CSS.escape(region.dataset["live"] ?? "")}"]`);
    if (next) morph(region, next);
  }
  document.title = fresh.title;
  document.documentElement.dataset["tag"] = fresh.documentElement.dataset["tag"] ?? "";
  filterServices();
  document.dispatchEvent(new Event("groundswell:renewed"));
  const after = verdict();
  if (after !== before) say(`Changed: ${after}`);
}

async function renew(): Promise<void> {
  try {
    const response = await fetch(watched, { cache: "no-cache", credentials: "omit" });
    if (response.ok) apply(await response.text());
  } catch {
    // The page stays as it is; the next change, or the reader, tries again.
  }
}

function renewSoon(): void {
  if (pending !== undefined) return;
  pending = window.setTimeout(() => {
    pending = undefined;
    void renew();
  }, Math.random() * spread);
}

function connect(): void {
  const query = new URLSearchParams({ page: watched, have: document.documentElement.dataset["tag"] ?? "" });
  const source = new EventSource(`/live?${query}`);
  const leave = (): void => {
    if (document.visibilityState !== "hidden") return;
    source.close();
    document.removeEventListener("visibilitychange", leave);
    connectWhenSeen();
  };
  source.addEventListener("open", () => {
    failures = 0;
  });
  source.addEventListener("changed", renewSoon);
  source.addEventListener("error", () => {
    // A browser gives up for good on an error status, and else retries at a fixed pace: both are done here instead.
    source.close();
    document.removeEventListener("visibilitychange", leave);
    const pause = Math.min(longestPause, 2_000 * 2 ** Math.min(failures, 6));
    failures += 1;
    window.setTimeout(connectWhenSeen, pause * (0.5 + Math.random()));
  });
  document.addEventListener("visibilitychange", leave);
}

// A tab that nobody looks at holds no connection.
function connectWhenSeen(): void {
  if (document.visibilityState !== "hidden") {
    connect();
    return;
  }
  document.addEventListener("visibilitychange", connectWhenSeen, { once: true });
}

export function startLive(): void {
  // A search result is one answer, not a page to follow.
  if (location.search === "" || location.search.startsWith("?reported=")) {
    if (document.querySelector("[data-live=now],[data-live=verdict],[data-live=open]") && "EventSource" in window) connectWhenSeen();
  }
}
