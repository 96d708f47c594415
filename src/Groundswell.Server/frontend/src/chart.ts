// Puts values under the pointer: the server's picture gives way to one drawn here from the same figures.
import uPlot from "uplot";
import { clock, day, moment } from "./times.ts";

const height = 220;

function numbers(text: string | undefined): (number | null)[] {
  return text ? text.split(" ").map((value) => (value === "-" ? null : Number(value))) : [];
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function figures(figure: HTMLElement): uPlot.AlignedData {
  const from = Number(figure.dataset["from"]);
  const step = Number(figure.dataset["step"]);
  const reports = numbers(figure.dataset["reports"]);
  return [
    reports.map((_, i) => from + i * step),
    numbers(figure.dataset["lower"]),
    numbers(figure.dataset["upper"]),
    numbers(figure.dataset["expected"]),
    reports,
  ];
}

function shade(figure: HTMLElement): (plot: uPlot) => void {
  return (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = colour("--incident");
    for (const span of (figure.dataset["incidents"] ?? "").split(" ").filter((s) => s !== "")) {
      const [from = 0, to = 0] = span.split("-").map(Number);
      const left = Math.max(bbox.left, plot.valToPos(from, "x", true));
      const right = Math.min(bbox.left + bbox.width, plot.valToPos(to, "x", true));
      if (right > left) ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
    }
    ctx.restore();
  };
}

function tick(seconds: number): string {
  const at = new Date(seconds * 1000);
  return at.getHours() === 0 && at.getMinutes() === 0 ? day(at) : clock(at);
}

// With no pointer over the chart, the legend shows the latest step.
function showLatest(plot: uPlot): void {
  const last = plot.data[0].length - 1;
  if (plot.cursor.idx == null && plot.legend.idx !== last) plot.setLegend({ idx: last });
}

function draw(figure: HTMLElement, island: HTMLElement): uPlot {
  const ink = colour("--dim");
  const grid = { stroke: colour("--line"), width: 1 };
  const value = (_: uPlot, v: number | null): string => (v === null ? "–" : v.toLocaleString("en-GB", { maximumFractionDigits: 1 }));
  const usual = (plot: uPlot, v: number | null, _: number, at: number | null): string =>
    at === null || v === null ? "–" : `${value(plot, v)} (${value(plot, plot.data[1]?.[at] ?? null)} to ${value(plot, plot.data[2]?.[at] ?? null)})`;
  const font = "12px system-ui, sans-serif";
  return new uPlot(
    {
      width: island.clientWidth,
      height,
      cursor: { y: false, drag: { x: false, y: false } },
      legend: { live: true },
      padding: [8, 20, 0, 0],
      scales: { y: { range: (_, _min, max) => [0, Math.max(4, max * 1.05)] } },
      axes: [
        { stroke: ink, grid: { show: false }, ticks: grid, font, space: 76, size: 32, values: (_, splits) => splits.map(tick) },
        { stroke: ink, grid, ticks: { show: false }, font, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 5e4, 1e5, 1e6] },
      ],
      series: [
        { label: "Time", value: (_, v) => (v === null ? "–" : moment(new Date(v * 1000))) },
        { label: "Lowest usual", class: "u-band", points: { show: false } },
        { label: "Highest usual", class: "u-band", points: { show: false } },
        { label: "Usual", value: usual, stroke: colour("--usual"), dash: [4, 4], points: { show: false } },
        { label: "Reports", value, stroke: colour("--reports"), width: 2, points: { show: false } },
      ],
      bands: [{ series: [2, 1], fill: colour("--band") }],
      hooks: { drawClear: [shade(figure)], ready: [showLatest], setCursor: [showLatest], setData: [showLatest] },
    },
    figures(figure),
    island,
  );
}

function start(figure: HTMLElement): void {
  const island = figure.querySelector<HTMLElement>("[data-island]");
  if (!island) return;
  let plot: uPlot | undefined;
  const redraw = (): void => {
    plot?.destroy();
    plot = draw(figure, island);
  };
  figure.classList.add("drawn");
  redraw();
  new ResizeObserver(() => {
    if (plot && island.clientWidth > 0 && island.clientWidth !== plot.width) plot.setSize({ width: island.clientWidth, height });
  }).observe(island);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  document.addEventListener("groundswell:renewed", () => {
    figure.classList.add("drawn");
    plot?.setData(figures(figure));
  });
}

export function startCharts(all: Iterable<HTMLElement>): void {
  for (const figure of all) start(figure);
}
