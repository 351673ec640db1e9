import { users } from "../development.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { problem } from "../parts/problem.js";
import { href } from "../router.js";

/** The way in: at an issuer, or as a user of development mode. */
export async function show(main, { context, failure }) {
  main.classList.add("narrow");
  main.append(
    el("h1", {}, t("signin.title")),
    failure ? problem(failure, context) : "",
    ...(context.config.development ? await inDevelopment(context) : atIssuers(context)),
  );
}

function atIssuers(context) {
  const { issuers } = context.config;
  const button = (client) =>
    el(
      "button",
      { type: "button", class: "primary wide", "data-issuer": client.name, onclick: () => context.signInAt(client) },
      issuers.length === 1 ? t("signin.only") : t("signin.at", { name: client.name }),
      el("small", {}, new URL(client.issuer).host),
    );
  return [el("p", { class: "quiet" }, t("signin.text")), el("div", { class: "stack" }, issuers.map(button))];
}

async function inDevelopment(context) {
  return [
    el("p", { class: "quiet" }, t("signin.development")),
    userChoices(await users(), context),
    el("p", {}, el("a", { href: href("developer") }, t("signin.developer"))),
  ];
}

/** The users of development mode, each with a button to go on as it. */
export function userChoices(all, context, beside = () => null) {
  const one = (user) =>
    el(
      "li",
      { class: "card person" },
      el(
        "div",
        {},
        el("strong", {}, t(`person.${user.kind}`)),
        el("p", { class: "quiet" }, t(`person.${user.kind}.text`)),
      ),
      el(
        "div",
        { class: "buttons" },
        beside(user),
        el("button", { type: "button", "data-user": user.kind, onclick: () => context.signInAs(user) }, t("signin.as")),
      ),
    );
  return el("ul", { class: "stack plain-list" }, all.map(one));
}
