import { startFilter } from "./filter.ts";
import { startLive } from "./live.ts";
import { startReports } from "./report.ts";
import { localiseTimes } from "./times.ts";

localiseTimes(document);
startFilter();
startLive();
startReports();
document.getElementById("faults")?.focus();

const charts = document.querySelectorAll<HTMLElement>("figure[data-chart]");
if (charts.length > 0) {
  const { startCharts } = await import("./chart.ts");
  startCharts(charts);
}
