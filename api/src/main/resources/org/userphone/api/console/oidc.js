/**
 * Sign-in by OpenID Connect: authorization code with PKCE (RFC 7636), as a public client. The tab keeps state, nonce and
 * verifier while it is away at the issuer; tokens are kept in memory only.
 */
import { SignedOut } from "./api.js";

const AWAY = "userphone.signing-in";
const MAX_EARLY_SECONDS = 30;

/** The address of the console without anything behind it, as it is registered at the issuer. */
function redirectUri() {
  return location.origin + location.pathname;
}

/** What went wrong on the way to the issuer or back; the key of a message, and what the issuer said. */
export class SignInFailed extends Error {
  constructor(key, said = "") {
    super(said);
    this.key = key;
  }
}

async function discover({ issuer }) {
  const answer = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const metadata = answer.ok ? await answer.json() : {};
  if (metadata.issuer !== issuer) {
    throw new SignInFailed("signin.failed.issuer", metadata.issuer ?? `HTTP ${answer.status}`);
  }
  return metadata;
}

/** Leaves for the issuer; the page is loaded again when the person comes back. */
export async function leaveFor(client) {
  if (!crypto.subtle) {
    throw new SignInFailed("signin.failed.insecure");
  }
  const metadata = await discover(client);
  const away = { name: client.name, state: random(), nonce: random(), verifier: random(), route: location.hash };
  sessionStorage.setItem(AWAY, JSON.stringify(away));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(away.verifier));
  const url = new URL(metadata.authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: client.client,
    redirect_uri: redirectUri(),
    scope: client.scope,
    state: away.state,
    nonce: away.nonce,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  };
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
  location.assign(url);
}

/** Whether the page was loaded by an issuer that sends somebody back. */
export function isReturn() {
  const said = new URLSearchParams(location.search);
  return said.has("code") || said.has("error");
}

/**
 * Takes what the issuer has sent along: {source: of tokens, as session.js has it, name: of the issuer}. The place in the
 * console at which the person left is the address again.
 *
 * @throws SignInFailed if the issuer has refused, or what it sent is not for this tab
 */
export async function comeBack(clients) {
  const said = new URLSearchParams(location.search);
  const away = JSON.parse(sessionStorage.getItem(AWAY) ?? "{}");
  sessionStorage.removeItem(AWAY);
  history.replaceState(null, "", redirectUri() + (away.route ?? ""));
  const client = clients.find(({ name }) => name === away.name);
  if (!client || !away.state || said.get("state") !== away.state) {
    throw new SignInFailed("signin.failed.state");
  }
  if (said.has("iss") && said.get("iss") !== client.issuer) {
    throw new SignInFailed("signin.failed.issuer", said.get("iss"));
  }
  if (said.has("error")) {
    throw new SignInFailed("signin.failed.refused", said.get("error_description") ?? said.get("error"));
  }
  const metadata = await discover(client);
  const tokens = await ask(metadata, {
    grant_type: "authorization_code",
    code: said.get("code"),
    redirect_uri: redirectUri(),
    client_id: client.client,
    code_verifier: away.verifier,
  });
  checkIdToken(tokens.id_token, client, away.nonce);
  return { source: new Tokens(client, metadata, tokens), name: client.name };
}

async function ask(metadata, parameters) {
  const answer = await fetch(metadata.token_endpoint, { method: "POST", body: new URLSearchParams(parameters) });
  const said = await answer.json();
  if (!answer.ok) {
    throw new SignInFailed("signin.failed.refused", said.error_description ?? said.error);
  }
  return said;
}

/** The token comes from the issuer itself, so that its signature need not be checked (OpenID Connect Core 3.1.3.7, 6). */
export function checkIdToken(idToken, { issuer, client }, nonce, now = Date.now()) {
  const claims = claimsOf(idToken);
  const isForUs = [claims.aud].flat().includes(client) && (claims.azp === undefined || claims.azp === client);
  if (claims.iss !== issuer || !isForUs || claims.nonce !== nonce || !(claims.exp * 1000 > now)) {
    throw new SignInFailed("signin.failed.token");
  }
}

function claimsOf(jwt) {
  try {
    const bytes = Uint8Array.from(atob(jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new SignInFailed("signin.failed.token");
  }
}

/** The tokens of one sign-in, renewed before they expire as long as the issuer lets us. */
class Tokens {
  #client;
  #metadata;
  #current;
  #goodUntil;
  #renewal = null;

  constructor(client, metadata, tokens) {
    this.#client = client;
    this.#metadata = metadata;
    this.#take(tokens);
  }

  #take(tokens) {
    this.#current = { ...this.#current, ...tokens };
    const life = tokens.expires_in ?? Infinity;
    this.#goodUntil = Date.now() + (life - Math.min(MAX_EARLY_SECONDS, life / 10)) * 1000;
  }

  async token() {
    if (Date.now() >= this.#goodUntil && this.#current.refresh_token) {
      await this.#renew();
    }
    return this.#current.access_token;
  }

  forget(refused) {
    if (refused === this.#current.access_token) {
      this.#goodUntil = 0;
    }
  }

  /** Calls that notice at the same time that the token is too old share one renewal. */
  #renew() {
    this.#renewal ??= ask(this.#metadata, {
      grant_type: "refresh_token",
      refresh_token: this.#current.refresh_token,
      client_id: this.#client.client,
    })
      .then((tokens) => this.#take(tokens))
      .catch(() => {
        throw new SignedOut();
      })
      .finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  /** Ends the session at the issuer, too (OpenID Connect RP-Initiated Logout 1.0). */
  signOut() {
    if (this.#metadata.end_session_endpoint) {
      const url = new URL(this.#metadata.end_session_endpoint);
      url.searchParams.set("id_token_hint", this.#current.id_token);
      url.searchParams.set("client_id", this.#client.client);
      url.searchParams.set("post_logout_redirect_uri", redirectUri());
      location.assign(url);
    }
  }
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
