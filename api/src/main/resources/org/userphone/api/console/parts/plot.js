import uPlot from "../uplot.js";
import { el } from "../dom.js";
import { number, t } from "../i18n.js";
import { table } from "./bits.js";

const HEIGHT_PX = 220;
const DARK = matchMedia("(prefers-color-scheme: dark)");

/**
 * Lines over time, and the same as a table for those who do not see them.
 *
 * @param title what they show
 * @param points the sums of hours or days, each with its start in milliseconds
 * @param lines of each line the key of its name, the name of its value in the sums, and its colour, a variable of the
 *     style sheet
 * @param time writes the time of a point
 */
export function plot({ title, points, lines, time }) {
  const place = el("div", { class: "plot", role: "img", "aria-label": title });
  const data = [points.map(({ start }) => start / 1000), ...lines.map(({ value }) => points.map((sum) => sum[value]))];
  let drawn = null;
  const size = new ResizeObserver(() => {
    if (!place.isConnected) {
      end();
    } else if (drawn?.width !== place.clientWidth) {
      draw();
    }
  });
  size.observe(place);
  DARK.addEventListener("change", draw);
  const columns = ["overview.time", ...lines.map(({ key }) => key)];
  const rows = points.map((sum) => [time(sum.start), ...lines.map(({ value }) => number(sum[value]))]).reverse();
  return el(
    "figure",
    { class: "card" },
    el("figcaption", {}, title),
    place,
    el("details", { "data-key": title }, el("summary", {}, t("overview.table")), table(title, columns, rows)),
  );

  function draw() {
    drawn?.destroy();
    place.replaceChildren();
    const colour = (name) => getComputedStyle(place).getPropertyValue(name);
    const font = `12px ${getComputedStyle(place).fontFamily}`;
    const axis = {
      stroke: colour("--quiet"),
      font,
      ticks: { show: false },
      grid: { stroke: colour("--line"), width: 1 },
    };
    drawn = new uPlot(
      {
        width: place.clientWidth,
        height: HEIGHT_PX,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
        scales: { y: { range: (_, __, most) => [0, (most || 1) * 1.05] } },
        axes: [
          { ...axis, values: (_, at) => at.map((seconds) => time(seconds * 1000)), space: 90 },
          { ...axis, values: (_, at) => at.map((value) => number(value)), size: 56 },
        ],
        series: [
          { label: t("overview.time"), value: (_, seconds) => (seconds === null ? "–" : time(seconds * 1000)) },
          ...lines.map((line) => ({
            label: t(line.key),
            value: (_, value) => (value === null ? "–" : number(value)),
            stroke: colour(line.colour),
            width: 2,
            dash: line.dash,
            points: { show: points.length < 2 },
          })),
        ],
      },
      data,
      place,
    );
  }

  function end() {
    size.disconnect();
    DARK.removeEventListener("change", draw);
    drawn?.destroy();
  }
}
