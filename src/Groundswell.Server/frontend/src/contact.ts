// Whether the node is there. A page that cannot reach it says so, keeps what it shows but greys it, and after a while no longer holds it for true.
import { clock } from "./times.ts";

const briefly = 15_000; // a restart is no loss
const doubted = 5 * 60_000; // from then on nothing that was true is said still

let heardAt = Date.now();
let failedSince: number | undefined;
let forget: number | undefined;
const waiting: (() => void)[] = [];

export const isLost = (): boolean => document.documentElement.classList.contains("lost");

/** Calls back once, when the node is next heard of. */
export function whenHeard(act: () => void): void {
  waiting.push(act);
}

export function heard(): void {
  heardAt = Date.now();
  failedSince = undefined;
  if (isLost()) {
    window.clearInterval(forget);
    document.documentElement.classList.remove("lost");
    document.getElementById("lost")?.remove();
  }
  for (const act of waiting.splice(0)) act();
}

export function failed(): void {
  const now = Date.now();
  failedSince ??= now;
  if (isLost() || (now - failedSince < briefly && now - heardAt < 4 * briefly)) return;
  document.documentElement.classList.add("lost");
  const shown = document.querySelector<HTMLTimeElement>("time[data-now]");
  const banner = document.createElement("p");
  banner.id = "lost";
  banner.className = "lostnote";
  banner.setAttribute("role", "alert");
  banner.textContent = `No connection since ${clock(new Date(failedSince))}.${shown ? ` What this page shows is of ${clock(new Date(shown.dateTime))}.` : ""} Trying again.`;
  document.body.prepend(banner);
  forget = window.setInterval(doubt, 5_000);
}

function doubt(): void {
  if (failedSince === undefined || Date.now() - failedSince < doubted) return;
  window.clearInterval(forget);
  const verdict = document.querySelector("[data-verdict]");
  if (!verdict) return;
  (verdict.querySelector(".v") ?? verdict).textContent = "Not known";
  document.title = `Not known · ${document.title}`;
}
