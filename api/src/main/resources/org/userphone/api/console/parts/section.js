import { el } from "../dom.js";
import { loading } from "./bits.js";
import { problem } from "./problem.js";

/**
 * A section of a page that is read by itself, so that what goes wrong in it leaves the others alone.
 *
 * @param read promises what is shown
 */
export function section(title, read, { context, signal }) {
  const body = el("div", {}, loading());
  fill();
  return el("section", { "aria-label": title }, el("h2", {}, title), body);

  async function fill() {
    try {
      body.replaceChildren(...[await read()].flat(Infinity).filter(Boolean));
    } catch (error) {
      if (!signal.aborted) {
        body.replaceChildren(problem(error, context));
      }
    }
  }
}
