import { el } from "../dom.js";
import { t } from "../i18n.js";

/**
 * A list whose order people change, by dragging or by buttons, and then save or discard. While it is changed it has the
 * attribute data-draft.
 *
 * @param items what is in the list, each with an id
 * @param name what people call an item
 * @param show makes the node of an item, with its controls in it
 * @param saving makes the button that saves; it is given a function that returns the items in their present order
 * @param discard shows the list as it was
 */
export function sortable({ items, name, show, saving, discard }) {
  const byId = new Map(items.map((item) => [item.id, item]));
  const status = el("p", { role: "status", class: "quiet" });
  const list = el("ol", { class: "order plain-list", ondragover: drag, ondrop: drag });
  const current = () => [...list.children].map(({ dataset }) => byId.get(dataset.id));
  const draft = el(
    "div",
    { class: "note row", hidden: true },
    el("span", {}, t("order.changed")),
    saving(current),
    el("button", { type: "button", onclick: discard }, t("order.discard")),
  );
  list.append(...items.map(entry));
  mark();
  return el("div", {}, draft, list, status);

  function entry(item) {
    const move = (key, sign, act) =>
      el(
        "button",
        {
          type: "button",
          class: "small",
          "data-move": key,
          "aria-label": t(`order.${key}`, { name: name(item) }),
          onclick: () => (act(line) ? moved(item) : null),
        },
        sign,
      );
    const grip = el(
      "span",
      {
        class: "grip",
        "aria-hidden": "true",
        draggable: "true",
        ondragstart: (event) => begin(event, line),
        ondragend: () => end(line, item),
      },
      "⠿",
    );
    const controls = el("span", { class: "controls" }, grip, move("up", "↑", up), move("down", "↓", down));
    const line = el("li", { "data-id": item.id }, show(item, controls));
    return line;
  }

  /** The neighbour is moved, so that the button that was pressed keeps the focus. */
  function up(line) {
    const neighbour = line.previousElementSibling;
    if (neighbour) {
      line.after(neighbour);
    }
    return neighbour;
  }

  function down(line) {
    const neighbour = line.nextElementSibling;
    if (neighbour) {
      line.before(neighbour);
    }
    return neighbour;
  }

  function begin({ dataTransfer }, line) {
    list.dataset.draft = "";
    line.classList.add("dragged");
    dataTransfer.effectAllowed = "move";
    dataTransfer.setData("text/plain", line.dataset.id);
    dataTransfer.setDragImage(line, 0, 0);
  }

  function drag(event) {
    const dragged = list.querySelector(".dragged");
    const over = event.target.closest(".order > li");
    if (dragged && over) {
      event.preventDefault();
      const { top, height } = over.getBoundingClientRect();
      over[event.clientY > top + height / 2 ? "after" : "before"](dragged);
    }
  }

  function end(line, item) {
    line.classList.remove("dragged");
    moved(item);
  }

  function moved(item) {
    const place = current().indexOf(item) + 1;
    status.textContent = t("order.moved", { name: name(item), place, all: items.length });
    mark();
  }

  function mark() {
    const isChanged = current().some((item, i) => item !== items[i]);
    draft.hidden = !isChanged;
    list.toggleAttribute("data-draft", isChanged);
    [...list.children].forEach((line, i) => {
      line.querySelector("[data-move=up]").setAttribute("aria-disabled", i === 0);
      line.querySelector("[data-move=down]").setAttribute("aria-disabled", i === items.length - 1);
    });
  }
}
