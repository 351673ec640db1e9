import { problem } from "./problem.js";

/** Nothing is drawn anew while somebody is in the middle of something. */
const BUSY = "dialog, [data-draft]";

/**
 * Shows what is read, and again whenever that has changed, as long as the page is open. What was open stays open, and
 * the focus stays where it was.
 *
 * @param read reads the facts
 * @param draw makes the nodes that show the facts; it is given a function that reads and draws again at once
 * @param everyMs how long it waits before it reads again
 */
export async function keepFresh(main, { read, draw, everyMs, context, signal }) {
  let shown = "";
  try {
    await refresh();
  } catch (error) {
    if (!signal.aborted) {
      main.replaceChildren(problem(error, context));
    }
    return;
  }
  const timer = setInterval(look, everyMs);
  signal.addEventListener("abort", () => clearInterval(timer));

  async function refresh(isAsked = false) {
    const facts = await read();
    const text = JSON.stringify(facts);
    const isWanted = isAsked || (text !== shown && (shown === "" || !document.querySelector(BUSY)));
    if (!signal.aborted && isWanted) {
      keepingPlace(main, () => main.replaceChildren(...draw(facts, () => refresh(true))));
      shown = text;
    }
  }

  async function look() {
    if (!document.hidden && !document.querySelector(BUSY)) {
      await refresh().catch((error) => {
        clearInterval(timer);
        if (!signal.aborted) {
          main.prepend(problem(error, context));
        }
      });
    }
  }
}

/** Draws anew, and leaves open what was open and the focus where it was. */
function keepingPlace(main, redraw) {
  const open = [...main.querySelectorAll("details[open]")].map(({ dataset }) => dataset.key);
  const { activeElement: focused } = document;
  const place = [...main.querySelectorAll(focused.localName)].indexOf(focused);
  redraw();
  main.querySelectorAll("details").forEach((details) => (details.open ||= open.includes(details.dataset.key)));
  const there = main.querySelectorAll(focused.localName)[place];
  if (there?.textContent === focused.textContent) {
    there.focus({ preventScroll: true });
  }
}
