/**
 * Who is signed in. The token is in the memory of the page only. Where it comes from, an issuer or development mode, is
 * a source: {token(): a promise of one, forget(token): that one is of no use any more, signOut()}.
 */
let source = null;
let me = null;
let from = null;

/** @param issuer the name of the issuer that the tokens come from; none in development mode */
export function begin(newSource, issuer = null) {
  source = newSource;
  from = issuer;
}

export function issuer() {
  return from;
}

export function setMe(answer) {
  me = answer;
}

/** The answer of GetMe; null while nobody is signed in. */
export function whoami() {
  return me;
}

export async function token() {
  return source.token();
}

/** Has another token fetched in the place of one that the API has refused. */
export function forgetToken(refused) {
  source.forget(refused);
}

export async function signOut() {
  const left = source;
  source = null;
  me = null;
  await left?.signOut();
}
