import { fetchToken, users, welcome } from "../development.js";
import { el } from "../dom.js";
import { currentLanguage, t } from "../i18n.js";
import { copyButton } from "../parts/bits.js";
import { inboxList } from "../parts/inbox.js";
import { go, href } from "../router.js";
import { userChoices } from "./sign-in.js";

const LINKS = [
  ["/openapi-ui/", "developer.api"],
  ["/openapi", "developer.openapi"],
  ["/health", "developer.health"],
  ["/metrics", "developer.metrics"],
];

/** What a page has to have for that; /my-token stands for what gives the page a token of who is signed in there. */
const SOURCE = (origin, user) => `<script type="module" src="${origin}/console/userphone-verify.js"></script>
<userphone-verify api="${origin}" user="${user}"></userphone-verify>
<script type="module">
  const element = document.querySelector("userphone-verify");
  element.token = async () => (await fetch("/my-token")).text();
  element.addEventListener("verified", ({ detail }) => console.log(detail.phone));
</script>`;

/** Development mode: whom to be, what to paste into a shell, and what would have been sent by SMS. */
export async function show(main, { context, signal }) {
  /** Signs in, and goes to where there is something to do. */
  async function signInAs(user) {
    await context.signInAs(user);
    go(href("find"));
  }
  const [all, first] = await Promise.all([users(), welcome()]);
  const token = ({ token: path, kind }) =>
    copyButton(() => fetchToken(path), t("copy.token.of", { name: t(`person.${kind}`) }), t("copy.token"));
  main.append(
    el("h1", {}, t("page.developer")),
    el("p", { class: "quiet" }, t("developer.text")),
    el(
      "div",
      { class: "columns" },
      el(
        "div",
        {},
        el("section", {}, el("h2", {}, t("developer.users")), userChoices(all, { signInAs }, token)),
        el(
          "section",
          {},
          el("h2", {}, t("developer.first")),
          el("ol", { class: "steps" }, first.steps.map(step)),
          el("p", { class: "quiet" }, first.again),
        ),
        el(
          "section",
          {},
          el("h2", {}, t("developer.verify")),
          el("p", { class: "quiet" }, t("developer.verify.text")),
          el("div", { class: "stack" }, verifySample(all)),
        ),
        el(
          "section",
          {},
          el("h2", {}, t("developer.more")),
          links(),
          el("p", { class: "quiet" }, t("developer.data"), " ", el("code", {}, first.data)),
        ),
      ),
      el("section", { id: "inbox" }, el("h2", {}, t("inbox")), inboxList(signal)),
    ),
  );
}

function step({ title, command }) {
  return el(
    "li",
    {},
    el(
      "div",
      { class: "row" },
      el("span", {}, title),
      copyButton(() => command, `${t("copy")}: ${title}`),
    ),
    el("pre", { tabindex: "0", "aria-label": title }, el("code", {}, command)),
  );
}

/** The screen on which people add their number, as a page shows it, and what stands in that page. */
function verifySample(all) {
  const { id, token: path } = all.find(({ kind }) => kind === "user");
  const sample = el("userphone-verify", { api: location.origin, user: id, lang: currentLanguage() });
  sample.token = () => fetchToken(path);
  import("../../userphone-verify.js");
  return [
    el("div", { class: "card sample" }, sample),
    el(
      "details",
      {},
      el("summary", {}, t("developer.verify.source")),
      el("pre", { tabindex: "0" }, el("code", {}, SOURCE(location.origin, id))),
      copyButton(() => SOURCE(location.origin, id), t("developer.verify.copy")),
    ),
  ];
}

function links() {
  return el(
    "ul",
    { class: "links" },
    LINKS.map(([path, key]) => el("li", {}, el("a", { href: path }, t(key)))),
  );
}
