import { el } from "../dom.js";
import { t } from "../i18n.js";
import { pages } from "../pages.js";
import { href } from "../router.js";

/** Draws what is around a page, and gives the place for the page itself. */
export function frame(context, current) {
  const main = el("main", { id: "main", tabindex: "-1" });
  document.body.replaceChildren(
    el("a", { class: "skip", href: "#main", onclick: (event) => skip(event, main) }, t("skip")),
    el(
      "header",
      {},
      el(
        "div",
        { class: "bar" },
        el("a", { class: "brand", href: "#/find" }, "userphone"),
        menu(context, current),
        who(context),
      ),
    ),
    main,
    el("footer", {}, context.config.development ? el("span", {}, t("development")) : null, languages(context)),
  );
  return main;
}

function skip(event, main) {
  event.preventDefault(); // the fragment is the place in the console
  main.focus();
}

function menu(context, current) {
  const shown = pages.filter((page) => !page.isHidden && page.isFor(context) && (context.me || page.isOpen));
  const link = ({ name }) =>
    el("a", { href: href(name), "aria-current": name === current.name ? "page" : null }, t(`page.${name}`));
  return el("nav", { "aria-label": t("menu") }, shown.map(link));
}

/** Who is signed in, what they may do, and the way out. */
function who(context) {
  const { me } = context;
  if (!me) {
    return null;
  }
  const list = (key, items) =>
    items?.length
      ? [
          el("dt", {}, t(key)),
          el(
            "dd",
            {},
            items.map((item) => el("code", {}, item)),
          ),
        ]
      : [];
  return el(
    "details",
    { class: "who" },
    el("summary", {}, el("span", { class: "name" }, me.userId)),
    el(
      "div",
      { class: "card" },
      el(
        "dl",
        { class: "facts" },
        list("who.roles", me.roles),
        list("who.organization", me.organizationId ? [me.organizationId] : []),
        list("who.everywhere", me.permissions),
        list("who.at-home", me.organizationPermissions),
      ),
      el("button", { type: "button", onclick: context.signOut }, t("signout")),
    ),
  );
}

function languages(context) {
  const chosen = document.documentElement.lang;
  const option = (tag) => el("option", { value: tag, selected: tag === chosen }, own(tag));
  const select = el("select", { onchange: ({ target }) => context.speak(target.value) }, context.languages.map(option));
  return el("label", {}, t("language"), " ", select);
}

/** A language by its own name. */
function own(tag) {
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag);
}
