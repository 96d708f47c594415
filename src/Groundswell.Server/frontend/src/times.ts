// Times come in UTC; here all of them become the reader's own, in the page's language, and the page says in which zone.

const language = "en-GB";

const clockForm = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayForm = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "long", hourCycle: "h23" });

export const clock = (at: Date): string => clockForm.format(at);
export const day = (at: Date): string => dayForm.format(at);
export const moment = (at: Date): string => `${day(at)} ${clock(at)}`;

function zone(): string {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return name === "Etc/UTC" ? "UTC" : name.replaceAll("_", " ");
}

export function localiseTimes(root: ParentNode): void {
  const now = root.querySelector<HTMLTimeElement>("time[data-now]");
  const today = now ? day(new Date(now.dateTime)) : "";
  for (const time of root.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.valueOf())) continue;
    time.title = `${full.format(at)} (${time.dateTime})`;
    time.textContent = time.className === "c" && day(at) === today ? clock(at) : moment(at);
  }
  // Words of a drawing cannot hold elements: a pair of braces stands for each time.
  for (const words of root.querySelectorAll("[data-at]")) {
    const times = (words.getAttribute("data-at") ?? "").split(" ").map((seconds) => new Date(Number(seconds) * 1000));
    words.textContent = (words.getAttribute("data-words") ?? "").replaceAll("{}", () => {
      const at = times.shift();
      return at === undefined ? "" : clock(at);
    });
  }
  for (const name of root.querySelectorAll("[data-zone]")) name.textContent = zone();
}
