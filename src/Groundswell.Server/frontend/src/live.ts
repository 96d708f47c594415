// Hears that this page has changed, fetches it, and renews the parts marked data-live.
import { failed, heard } from "./contact.ts";
import { filterServices } from "./filter.ts";
import { morph } from "./morph.ts";
import { localiseTimes } from "./times.ts";

const spread = 4_000; // readers come back over some seconds, not at one instant
const longestPause = 120_000;
const longestTry = 10_000; // while the node is gone
const longestSilence = 40_000; // it beats every 15 seconds
const patience = 10_000;

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

/** Whether the node answered, be it that the page is gone. */
async function renew(): Promise<boolean> {
  try {
    const response = await fetch(watched, { cache: "no-cache", credentials: "omit", signal: AbortSignal.timeout(patience) });
    if (response.status >= 502) return false;
    if (response.ok) apply(await response.text());
    return true;
  } catch {
    return false;
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
  let silence: number | undefined;
  const end = (): void => {
    source.close();
    window.clearTimeout(silence);
    document.removeEventListener("visibilitychange", leave);
  };
  const leave = (): void => {
    if (document.visibilityState !== "hidden") return;
    end();
    followWhenSeen();
  };
  // A node that lost its power closes no connection: it only falls silent.
  const hear = (): void => {
    heard();
    window.clearTimeout(silence);
    silence = window.setTimeout(() => {
      end();
      void check();
    }, longestSilence);
  };
  source.addEventListener("open", () => {
    failures = 0;
    hear();
  });
  source.addEventListener("beat", hear);
  source.addEventListener("changed", () => {
    hear();
    renewSoon();
  });
  source.addEventListener("error", () => {
    // A browser gives up for good on an error status, and else retries at a fixed pace: both are done here instead.
    end();
    void check();
  });
  document.addEventListener("visibilitychange", leave);
}

// That there is no connection for news may have other reasons than a dead node: whether it answers says which.
async function check(): Promise<void> {
  const isThere = await renew();
  if (isThere) heard();
  else failed();
  const longest = isThere ? longestPause : longestTry;
  const pause = Math.min(longest, 2_000 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random() / 2);
  failures += 1;
  window.setTimeout(isThere ? followWhenSeen : checkWhenSeen, pause);
}

function whenSeen(act: () => void): void {
  if (document.visibilityState !== "hidden") {
    act();
    return;
  }
  // A tab that nobody looks at holds no connection, and asks at once when somebody does again.
  document.addEventListener("visibilitychange", () => void check(), { once: true });
}

const followWhenSeen = (): void => whenSeen(connect);
const checkWhenSeen = (): void => whenSeen(() => void check());

export function startLive(): void {
  if (!document.querySelector("[data-live=now],[data-live=verdict],[data-live=open]") || !("EventSource" in window)) return;
  // A search result is one answer, not a page to follow; but it too says when its node is gone.
  if (location.search === "" || location.search.startsWith("?reported=")) followWhenSeen();
  else window.setInterval(() => void ping(), longestSilence / 2);
}

async function ping(): Promise<void> {
  if (document.visibilityState === "hidden") return;
  try {
    const response = await fetch("/healthz", { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(patience) });
    if (response.status >= 502) failed();
    else heard();
  } catch {
    failed();
  }
}
