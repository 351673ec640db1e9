/**
 * <userphone-verify user="…">: the screen on which people add their phone number and enter the code that comes by SMS, for
 * pages of any origin that userphone.cors.origins names. docs/verify-element.md tells how it is put into a page.
 */
export const WORDS = {
  en: {
    loading: "Loading …",
    number: "Phone number",
    country: "Country",
    send: "Send code",
    sent: "We have sent a code by SMS to {phone}.",
    code: "Code from the SMS",
    confirm: "Confirm",
    again: "Send a new code",
    "again-in": "New code in {time}",
    change: "Use another number",
    verified: "{phone} is verified.",
    retry: "Try again",
    "error.number": "This is not a phone number that can be called. Check it and the country.",
    "error.taken": "This number belongs to another account.",
    "error.refused": "We cannot send an SMS to this number. Use another one.",
    "error.wrong": "This code is wrong, or no longer valid. Look at the newest SMS.",
    "error.none": "This code can no longer be entered. Ask for a new one.",
    "error.tries": "Too many wrong codes. Ask for a new one.",
    "error.soon": "A code was sent a moment ago.",
    "error.many": "Too many codes were asked for. Try again later.",
    "error.busy": "This does not work right now. Try again.",
    "error.user": "This account cannot have a phone number.",
    "error.token": "You are no longer signed in.",
    "error.network": "The service cannot be reached. Check the network and try again.",
    "error.other": "Something went wrong. Try again later.",
  },
  de: {
    loading: "Wird geladen …",
    number: "Telefonnummer",
    country: "Land",
    send: "Code senden",
    sent: "Wir haben einen Code per SMS an {phone} gesendet.",
    code: "Code aus der SMS",
    confirm: "Bestätigen",
    again: "Neuen Code senden",
    "again-in": "Neuer Code in {time}",
    change: "Andere Nummer verwenden",
    verified: "{phone} ist bestätigt.",
    retry: "Noch einmal versuchen",
    "error.number": "Das ist keine Telefonnummer, die man anrufen kann. Prüfen Sie die Nummer und das Land.",
    "error.taken": "Diese Nummer gehört zu einem anderen Konto.",
    "error.refused": "An diese Nummer können wir keine SMS senden. Verwenden Sie eine andere.",
    "error.wrong": "Dieser Code ist falsch oder nicht mehr gültig. Sehen Sie in der neusten SMS nach.",
    "error.none": "Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.",
    "error.tries": "Zu viele falsche Codes. Fordern Sie einen neuen an.",
    "error.soon": "Eben erst wurde ein Code gesendet.",
    "error.many": "Es wurden zu viele Codes angefordert. Versuchen Sie es später noch einmal.",
    "error.busy": "Das geht gerade nicht. Versuchen Sie es noch einmal.",
    "error.user": "Zu diesem Konto kann es keine Telefonnummer geben.",
    "error.token": "Sie sind nicht mehr angemeldet.",
    "error.network": "Der Dienst ist nicht erreichbar. Prüfen Sie das Netz und versuchen Sie es noch einmal.",
    "error.other": "Etwas ist schiefgegangen. Versuchen Sie es später noch einmal.",
  },
  fr: {
    loading: "Chargement …",
    number: "Numéro de téléphone",
    country: "Pays",
    send: "Envoyer le code",
    sent: "Nous avons envoyé un code par SMS au {phone}.",
    code: "Code reçu par SMS",
    confirm: "Confirmer",
    again: "Envoyer un nouveau code",
    "again-in": "Nouveau code dans {time}",
    change: "Utiliser un autre numéro",
    verified: "{phone} est confirmé.",
    retry: "Réessayer",
    "error.number": "Ce n’est pas un numéro que l’on peut appeler. Vérifiez le numéro et le pays.",
    "error.taken": "Ce numéro appartient à un autre compte.",
    "error.refused": "Nous ne pouvons pas envoyer de SMS à ce numéro. Utilisez-en un autre.",
    "error.wrong": "Ce code est faux ou n’est plus valable. Regardez le SMS le plus récent.",
    "error.none": "Ce code n’est plus valable. Demandez-en un nouveau.",
    "error.tries": "Trop de codes erronés. Demandez-en un nouveau.",
    "error.soon": "Un code vient d’être envoyé.",
    "error.many": "Trop de codes ont été demandés. Réessayez plus tard.",
    "error.busy": "Cela ne fonctionne pas en ce moment. Réessayez.",
    "error.user": "Ce compte ne peut pas avoir de numéro de téléphone.",
    "error.token": "Vous n’êtes plus connecté.",
    "error.network": "Le service est injoignable. Vérifiez le réseau et réessayez.",
    "error.other": "Une erreur s’est produite. Réessayez plus tard.",
  },
};

/** What is said of a refusal, by its id (docs/errors.md). */
export const ERRORS = {
  "PHONE-so0wa": "error.number",
  "PHONE-Zt0NV": "error.number",
  "USERPHONE-nI1mp": "error.number",
  "USERPHONE-vN1qu": "error.taken",
  "USERPHONE-dC7ny": "error.refused",
  "USERPHONE-dT9pe": "error.refused",
  "USERPHONE-bR3kr": "error.refused",
  "COMMAND-eis9R": "error.wrong",
  "PHONE-5xrra88eq8": "error.none",
  "USERPHONE-tR1es": "error.tries",
  "USERPHONE-wA1ts": "error.soon",
  "USERPHONE-nU5mb": "error.many",
  "USERPHONE-uS3rs": "error.many",
  "USERPHONE-aD4rs": "error.many",
  "USERPHONE-pR3fx": "error.many",
  "USERPHONE-cO7ny": "error.many",
  "USERPHONE-bU6gt": "error.many",
  "USERPHONE-sC1hg": "error.many",
  "USERPHONE-cD2un": "error.busy",
  "COMMAND-ieJ2e": "error.user",
  "QUERY-Dfbg2": "error.user",
};
const NOT_CHANGED = "COMMAND-Uch5e";
const NOBODY_IS_SIGNED_IN = 401;
const NOBODY_MAY = 403;

/** Two letters that are a region of CLDR, and no country with telephones. */
const NO_COUNTRIES = [
  "EU",
  "EZ",
  "QO",
  "UN",
  "XA",
  "XB",
  "ZZ",
  "AQ",
  "BV",
  "HM",
  "TF",
  "GS",
  "UM",
  "CP",
  "CQ",
  "DG",
  "EA",
  "IC",
];

const STYLE = `
  :host {
    display: block;
    --ink: var(--userphone-ink, #1c2026);
    --quiet: var(--userphone-quiet, #5a6270);
    --paper: var(--userphone-paper, #ffffff);
    --edge: var(--userphone-edge, #858c98);
    --accent: var(--userphone-accent, #1a5aa8);
    --on-accent: var(--userphone-on-accent, #ffffff);
    --bad: var(--userphone-bad, #a3232b);
    --radius: var(--userphone-radius, 8px);
    max-width: 26rem;
    color: var(--ink);
    font: var(--userphone-font, 1rem/1.5 system-ui, sans-serif);
    overflow-wrap: anywhere;
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --ink: var(--userphone-ink, light-dark(#1c2026, #e7e9ed));
      --quiet: var(--userphone-quiet, light-dark(#5a6270, #a2aab6));
      --paper: var(--userphone-paper, light-dark(#ffffff, #1c1f25));
      --edge: var(--userphone-edge, light-dark(#858c98, #6f7885));
      --accent: var(--userphone-accent, light-dark(#1a5aa8, #8db9f2));
      --on-accent: var(--userphone-on-accent, light-dark(#ffffff, #0d1a2b));
      --bad: var(--userphone-bad, light-dark(#a3232b, #f5a09f));
    }
  }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  form { display: flex; flex-direction: column; gap: 0.9rem; }
  p { margin: 0; }
  label { display: flex; flex-direction: column; gap: 0.25rem; color: var(--quiet); font-size: 0.875rem; }
  input, select, button {
    min-height: 2.75rem;
    padding: 0.4rem 0.9rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-size: 1rem;
  }
  input, select { width: 100%; }
  [name=code] { font-size: 1.375rem; letter-spacing: 0.2em; font-variant-numeric: tabular-nums; }
  [aria-invalid] { border-color: var(--bad); }
  button { cursor: pointer; font-weight: 550; }
  button:disabled { cursor: default; opacity: 0.75; }
  button[part~=primary] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
  .links { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; }
  .links button { flex: 1 1 auto; font-weight: 400; font-variant-numeric: tabular-nums; }
  [part=error] { color: var(--bad); }
  [part=error]:empty { display: none; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

/** Why a call was refused: {id, reason, status, retryAfter: seconds, message}. */
class Refused extends Error {
  constructor(status, { message = "", details = [] }) {
    const detail = (type) => details.find((one) => one["@type"].endsWith(`/${type}`)) ?? {};
    super(message);
    this.status = status;
    this.id = detail("zitadel.v1.ErrorDetail").id;
    this.reason = detail("google.rpc.ErrorInfo").reason;
    this.retryAfter = parseFloat(detail("google.rpc.RetryInfo").retryDelay ?? "0");
  }
}

/**
 * Attributes: user, whose number it is; api, where userphone is, unless it is where this module came from; country, two
 * letters, which is chosen first; countries, which ones can be chosen; lang; letters, if codes may have some.
 *
 * Properties: token, a function that promises an access token of the user; words, in the place of those in WORDS, by their
 * keys, or by the id of a refusal.
 *
 * Events: verified, with {user, phone}; error, with {id, reason, status, retryAfter, message}.
 */
export class UserphoneVerify extends HTMLElement {
  static observedAttributes = ["api", "user", "lang", "country", "countries", "letters"];

  #root = this.attachShadow({ mode: "open", delegatesFocus: true });
  #token = null;
  #words = {};
  #phone = "";
  #resendAt = 0;
  #ahead = 0;
  #view = () => this.#loading();
  #timer = 0;
  #reading = null;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    this.#token = this.#early("token") ?? this.#token;
    this.#words = this.#early("words") ?? this.#words;
    this.#read();
  }

  /** What a page has set before this module was there. */
  #early(name) {
    const value = Object.hasOwn(this, name) ? this[name] : undefined;
    delete this[name];
    return value;
  }

  disconnectedCallback() {
    this.#reading?.abort();
    clearInterval(this.#timer);
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) {
      return;
    }
    if (name === "user" || name === "api") {
      this.#read();
    } else {
      this.#draw();
    }
  }

  get token() {
    return this.#token;
  }

  set token(source) {
    this.#token = source;
    this.#read();
  }

  get words() {
    return this.#words;
  }

  set words(words) {
    this.#words = words ?? {};
    this.#draw();
  }

  /** Finds out where the user stands, after a reload, too. */
  async #read() {
    this.#reading?.abort();
    if (!this.isConnected || !this.#token || !this.getAttribute("user")) {
      this.#show(() => this.#loading());
      return;
    }
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    try {
      const { user } = await this.#call("GET", "", undefined, signal);
      const { phone = "", isVerified = false } = user.human?.phone ?? {};
      this.#phone = phone;
      const isPending = phone && !isVerified && (await this.#wait(signal));
      signal.throwIfAborted();
      this.#show(() => (isVerified ? this.#verified() : phone ? this.#code() : this.#number()));
      if (phone && !isVerified && !isPending) {
        this.#complain("error.none");
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#show(() => this.#unavailable());
        this.#tell(error);
      }
    }
  }

  /** Asks from when on another code can be sent, and whether there is one that can be entered. */
  async #wait(signal) {
    const { pending, resendAt } = await this.#call("GET", "/phone/code", undefined, signal);
    this.#resendAt = resendAt ? Date.parse(resendAt) + this.#ahead : 0;
    return pending;
  }

  async #call(method, path, body, signal) {
    const answer = await this.#send(method, path, body, signal);
    const last = answer.status === NOBODY_IS_SIGNED_IN ? await this.#send(method, path, body, signal) : answer;
    const said = await last.json().catch(() => ({}));
    if (!last.ok) {
      throw new Refused(last.status, said);
    }
    if (method === "POST" && said.details?.changeDate) {
      this.#ahead = Date.now() - Date.parse(said.details.changeDate);
    }
    return said;
  }

  async #send(method, path, body, signal) {
    const api = this.getAttribute("api") ?? new URL(import.meta.url).origin;
    const headers = { Authorization: `Bearer ${await this.#fetchToken()}` };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    const region = this.#field("country")?.value;
    if (region) {
      headers["X-Userphone-Region"] = region;
    }
    return fetch(`${api.replace(/\/$/, "")}/v2/users/${encodeURIComponent(this.getAttribute("user"))}${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
      signal,
    });
  }

  async #fetchToken() {
    try {
      return await this.#token();
    } catch (error) {
      console.error(error); // a mistake of the page, which its own people are to see
      throw new Refused(NOBODY_IS_SIGNED_IN, {});
    }
  }

  #loading() {
    return [element("p", { part: "hint", role: "status" }, this.#say("loading"))];
  }

  #unavailable() {
    return [this.#form(() => this.#read(), this.#button("retry", { part: "button primary" }))];
  }

  #number() {
    const chosen = this.getAttribute("country") ?? new Intl.Locale(navigator.language).maximize().region;
    const options = this.#countries().map(([code, name]) =>
      element("option", { value: code, selected: code === chosen }, name),
    );
    return [
      this.#form(
        () => this.#set(),
        this.#label(
          "country",
          element("select", { name: "country", part: "select", autocomplete: "country" }, ...options),
        ),
        this.#label("number", input({ name: "number", type: "tel", autocomplete: "tel-national", maxlength: 200 })),
        this.#button("send", { part: "button primary" }),
      ),
    ];
  }

  #code() {
    const code = input({
      name: "code",
      type: "text",
      inputmode: this.hasAttribute("letters") ? "text" : "numeric",
      autocomplete: "one-time-code",
      autocapitalize: "characters",
      spellcheck: "false",
      maxlength: 20,
    });
    const again = this.#button("again", {
      type: "button",
      part: "button",
      onclick: () => this.#act(() => this.#resend()),
    });
    const count = () => {
      const left = Math.max(0, Math.ceil((this.#resendAt - Date.now()) / 1000));
      again.disabled = left > 0;
      again.textContent = left > 0 ? this.#say("again-in", { time: clock(left) }) : this.#say("again");
    };
    count();
    clearInterval(this.#timer);
    this.#timer = setInterval(count, 500);
    const change = this.#button("change", {
      type: "button",
      part: "button",
      onclick: () => this.#show(() => this.#number(), true),
    });
    return [
      this.#form(
        () => this.#verify(),
        element("p", { part: "hint" }, this.#say("sent", { phone: `\u2066${this.#phone}\u2069` })),
        this.#label("code", code),
        this.#button("confirm", { part: "button primary" }),
        element("div", { class: "links" }, again, change),
      ),
    ];
  }

  #verified() {
    return [
      this.#form(
        () => this.#show(() => this.#number(), true),
        element(
          "p",
          { part: "hint", role: "status", tabindex: "-1" },
          this.#say("verified", { phone: `\u2066${this.#phone}\u2069` }),
        ),
        this.#button("change", { part: "button" }),
      ),
    ];
  }

  async #set() {
    const phone = this.#field("number").value.trim();
    try {
      await this.#call("POST", "/phone", { phone, sendCode: {} });
    } catch (error) {
      if (error.id !== NOT_CHANGED) {
        throw error;
      }
    }
    await this.#goOn();
  }

  /** Shows what comes next for the number that the user has now. */
  async #goOn() {
    const { user } = await this.#call("GET", "");
    this.#phone = user.human.phone.phone;
    if (user.human.phone.isVerified) {
      this.#show(() => this.#verified(), true);
      return;
    }
    await this.#wait();
    this.#show(() => this.#code(), true);
  }

  async #resend() {
    await this.#call("POST", "/phone/resend", { sendCode: {} });
    await this.#goOn();
  }

  async #verify() {
    await this.#call("POST", "/phone/verify", { verificationCode: this.#field("code").value.trim() });
    this.#show(() => this.#verified(), true);
    this.#dispatch("verified", { user: this.getAttribute("user"), phone: this.#phone });
  }

  /** Does something that somebody asked for, once at a time, and tells why it did not work. */
  async #act(work) {
    const buttons = [...this.#root.querySelectorAll("[type=submit]")];
    buttons.forEach((button) => (button.disabled = true));
    this.#clear();
    try {
      await work();
    } catch (error) {
      this.#tell(error);
    }
    buttons.forEach((button) => (button.disabled = false));
  }

  #clear() {
    this.#root.querySelector("[part=error]").textContent = "";
    this.#root.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  }

  #tell(error) {
    const { id, status = 0, reason, retryAfter = 0, message } = error;
    const key = ERRORS[id] ?? keyOf(status);
    if (key === "error.soon") {
      this.#resendAt = Date.now() + retryAfter * 1000;
    }
    this.#complain(id in this.#words ? id : key);
    const field = this.#root.querySelector("input");
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
    this.#dispatch("error", { id, reason, status, retryAfter, message });
  }

  #complain(key) {
    this.#root.querySelector("[part=error]").textContent = this.#say(key);
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #form(work, ...children) {
    const submit = (event) => {
      event.preventDefault();
      this.#act(work);
    };
    const error = element("p", { part: "error", id: "error", role: "alert" });
    const form = element("form", { part: "form", onsubmit: submit }, ...children);
    form.insertBefore(error, form.querySelector("[type=submit]"));
    return form;
  }

  #label(key, control) {
    return element("label", { part: "label" }, this.#say(key), control);
  }

  #button(key, properties) {
    return element("button", { type: "submit", ...properties }, this.#say(key));
  }

  #field(name) {
    return this.#root.querySelector(`[name=${name}]`);
  }

  /** The countries that can be chosen, with their names in the language of the reader. */
  #countries() {
    const names = new Intl.DisplayNames([this.#language()], { type: "region", fallback: "none" });
    const asked = this.getAttribute("countries")
      ?.split(/[\s,]+/)
      .filter(Boolean);
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const all = () =>
      letters
        .flatMap((first) => letters.map((second) => first + second))
        .filter((code) => names.of(code) && !NO_COUNTRIES.includes(code) && isOfToday(code));
    return (asked ?? all())
      .map((code) => [code, names.of(code) ?? code])
      .sort(([, a], [, b]) => a.localeCompare(b, this.#language()));
  }

  #language() {
    const wanted = this.closest("[lang]")?.lang || navigator.language;
    const primary = wanted.toLowerCase().split("-")[0];
    return primary in WORDS ? primary : "en";
  }

  #say(key, places = {}) {
    const text = this.#words[key] ?? WORDS[this.#language()][key];
    return text.replace(/\{(\w+)\}/g, (_, name) => places[name] ?? "");
  }

  /** @param isAsked whether somebody has done something, who is then led to where it goes on */
  #show(view, isAsked = false) {
    clearInterval(this.#timer);
    this.#view = view;
    this.#draw();
    if (isAsked) {
      this.#root.querySelector("input, [tabindex]")?.focus();
    }
  }

  #draw() {
    this.#root.replaceChildren(...this.#view());
  }
}

/** Whether a region is called so: UK is GB, and DD is DE by now. */
function isOfToday(code) {
  return new Intl.Locale(`und-${code}`).region === code;
}

/** What is said of an answer that has no id of its own; 0 is none at all. */
function keyOf(status) {
  if (status === 0) {
    return "error.network";
  }
  if (status === NOBODY_IS_SIGNED_IN || status === NOBODY_MAY) {
    return "error.token";
  }
  return status >= 500 ? "error.busy" : "error.other";
}

function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

function input(properties) {
  return element("input", { part: "input", required: true, "aria-describedby": "error", ...properties });
}

/** Minutes and seconds: 1:05. */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

customElements.define("userphone-verify", UserphoneVerify);
