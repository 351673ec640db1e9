import { el } from "../dom.js";
import { t } from "../i18n.js";
import { may } from "../permissions.js";
import * as requests from "../requests.js";
import { actionButton } from "./action.js";
import { choices, copyable, field } from "./bits.js";
import { saveExport } from "./user-export.js";

const VERIFICATIONS = {
  send: { sendCode: {} },
  return: { returnCode: {} },
  verified: { isVerified: true },
};

/** The buttons for what the caller may do to a user in its present state. */
export function userActions({ user, code, context, changed, gone }) {
  const target = { userId: user.userId, organizationId: user.details.resourceOwner };
  const can = (action) => may(context.me, action, target);
  const button = (action, rest) =>
    actionButton({ label: t(`action.${action}`), text: t(`action.${action}.text`), done: changed, context, ...rest });
  const state = (verb, danger) => button(verb, { request: () => requests.changeState(user.userId, verb), danger });
  const phone = user.human?.phone ?? {};
  const isUnproved = phone.phone && !phone.isVerified;
  return [
    user.human && can("set") && button("set", setting(user, can)),
    isUnproved && can("resend") && button("resend", resending(user, can)),
    isUnproved && can("vouch") && button("vouch", { request: () => requests.vouchForPhone(user.userId) }),
    phone.phone &&
      can("remove") &&
      button("remove", { request: () => requests.removePhone(user.userId), danger: true }),
    user.state === "USER_STATE_ACTIVE" && can("lock") && state("lock", true),
    user.state === "USER_STATE_LOCKED" && can("unlock") && state("unlock"),
    user.state !== "USER_STATE_INACTIVE" && can("deactivate") && state("deactivate", true),
    user.state === "USER_STATE_INACTIVE" && can("reactivate") && state("reactivate"),
    can("exportUser") && button("export", exporting(user)),
    can("delete") && button("delete", { ...deleting(user), done: gone }),
  ].filter(Boolean);
}

function setting(user, can) {
  const ways = ["send", can("setReturning") && "return", can("setVerified") && "verified"].filter(Boolean);
  return {
    fields: () => [
      field(
        t("field.phone"),
        el("input", { name: "phone", type: "tel", autocomplete: "off", required: true, maxlength: 200 }),
        t("field.phone.hint"),
      ),
      verification(ways),
    ],
    request: (form) =>
      requests.setPhone(user.userId, form.get("phone").trim(), VERIFICATIONS[form.get("verification")]),
    tell: tellCode,
  };
}

function resending(user, can) {
  const ways = ["send", can("resendReturning") && "return"].filter(Boolean);
  return {
    fields: () => verification(ways),
    request: (form) => requests.resendPhoneCode(user.userId, VERIFICATIONS[form.get("verification")]),
    tell: tellCode,
  };
}

function exporting({ userId }) {
  return { request: () => requests.exportUser(userId), tell: (answer) => saveExport(userId, answer) };
}

function deleting({ userId }) {
  const typed = () =>
    el("input", { name: "typed", autocomplete: "off", required: true, pattern: literally(userId), title: userId });
  return {
    fields: () => [el("p", {}, el("code", {}, userId)), field(t("field.typed"), typed())],
    request: () => requests.deleteUser(userId),
    danger: true,
  };
}

/** A pattern of HTML, a regular expression, that only this text matches. */
function literally(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function verification(ways) {
  return choices(
    "verification",
    t("field.verification"),
    ways.map((way) => [way, t(`verification.${way}`)]),
  );
}

function tellCode({ verificationCode }) {
  return verificationCode
    ? el("p", { class: "code" }, t("code.returned"), " ", copyable(verificationCode, t("copy.code")))
    : null;
}
