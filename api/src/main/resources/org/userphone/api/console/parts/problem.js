import { Refusal, SignedOut } from "../api.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { SignInFailed } from "../oidc.js";

/** What went wrong, as the API tells it, and what can be done. */
export function problem(error, context) {
  if (error instanceof SignedOut) {
    const again = el("button", { type: "button", class: "primary", onclick: context.signInAgain }, t("signin.again"));
    return box(t("problem.signed-out"), again);
  }
  if (error instanceof SignInFailed) {
    return box(t(error.key), error.message ? el("p", {}, error.message) : null);
  }
  if (error instanceof Refusal) {
    return refusal(error);
  }
  console.error(error);
  return box(error instanceof TypeError ? t("problem.unreachable") : t("problem.unknown"), null);
}

function refusal(error) {
  const facts = [
    ["problem.reason", [error.reason, error.cause].filter(Boolean).join(" · ")],
    ["problem.id", error.id],
    ["problem.request", error.requestId],
    ["problem.documents", error.help?.url],
  ].filter(([, value]) => value);
  const said = error.help?.description && error.help.description !== error.message ? error.help.description : null;
  return box(
    error.httpStatus >= 500 ? `${t("problem.server")} ${error.message}` : error.message,
    said ? el("p", {}, said) : null,
    error.violations.length > 0
      ? el(
          "ul",
          {},
          error.violations
            .filter(({ field }) => field)
            .map(({ field, description }) => el("li", {}, el("code", {}, field), " ", description)),
        )
      : null,
    error.retryAfter > 0 ? el("p", {}, t("problem.retry", { n: Math.ceil(error.retryAfter) })) : null,
    facts.length > 0
      ? el(
          "dl",
          { class: "facts" },
          facts.map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, el("code", {}, value))]),
        )
      : null,
  );
}

function box(title, ...rest) {
  return el("div", { class: "problem", role: "alert" }, el("p", { class: "title" }, title), rest);
}
