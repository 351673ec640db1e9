import { call } from "../api.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { checkToken } from "../requests.js";
import { href } from "../router.js";
import { field, when, words } from "./bits.js";
import { codes, factList } from "./facts.js";
import { problem } from "./problem.js";

/** A box for a token, and what a call with it would be told. The token leaves the page when it is checked. */
export function tokenCheck({ context, signal }) {
  const input = el("input", {
    name: "token",
    type: "password",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 32768,
  });
  const reveal = el("button", { type: "button", "aria-pressed": "false", onclick: toggle }, t("token.show"));
  const told = el("div", { class: "told", role: "status" });
  return el(
    "section",
    { "aria-label": t("token") },
    el("h2", {}, t("token")),
    el(
      "form",
      { class: "stack card", onsubmit: submit },
      field(t("token.label"), input, t("token.hint")),
      el("div", { class: "buttons" }, el("button", { class: "primary" }, t("token.check")), reveal),
    ),
    told,
  );

  function toggle() {
    show(input.type === "password");
  }

  function show(isShown) {
    input.type = isShown ? "text" : "password";
    reveal.setAttribute("aria-pressed", String(isShown));
  }

  async function submit(event) {
    event.preventDefault();
    const token = input.value.replace(/^\s*Bearer\s+/i, "").replace(/\s/g, "");
    input.value = "";
    show(false);
    try {
      told.replaceChildren(...answer(await call(checkToken(token), signal)));
    } catch (error) {
      if (!signal.aborted) {
        told.replaceChildren(problem(error, context));
      }
    }
  }
}

function answer(checked) {
  const sentence = checked.accepted
    ? t("token.accepted", { user: checked.caller.userId })
    : words(`token.${checked.reason}`, checked.message);
  return [
    el("p", { class: `verdict ${checked.accepted ? "good" : "bad"}` }, sentence),
    checked.accepted ? whose(checked.caller) : null,
    ...(checked.claims ? says(checked.claims, checked.accepted) : []),
  ].filter(Boolean);
}

function whose(caller) {
  return factList(
    [
      ["token.user", el("a", { href: href("user", caller.userId) }, caller.userId)],
      ["token.organization", codes([caller.organizationId].filter(Boolean))],
      ["token.issuer", codes([caller.issuer])],
      ["token.roles", codes(caller.roles)],
      ["token.everywhere", codes(caller.permissions)],
      ["token.at-home", codes(caller.organizationPermissions)],
    ],
    { isCard: true },
  );
}

/** What the token says is shown as it is: of one that is refused, anybody may have made it. */
function says(claims, isAccepted) {
  return [
    isAccepted ? null : el("p", { class: "quiet" }, t("token.unproven")),
    factList(
      [
        ["token.expires", claims.expiresAt && when(claims.expiresAt)],
        ["token.not-before", claims.notBefore && when(claims.notBefore)],
        ["token.issued", claims.issuedAt && when(claims.issuedAt)],
        ["token.iss", codes([claims.issuer].filter(Boolean))],
        ["token.aud", codes(claims.audiences)],
        ["token.kid", codes([claims.keyId].filter(Boolean))],
        ["token.alg", codes([claims.algorithm].filter(Boolean))],
      ],
      { isCard: true },
    ),
  ];
}
