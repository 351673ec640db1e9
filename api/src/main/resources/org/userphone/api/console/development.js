/** What development mode offers: users to sign in as, requests to paste, and the inbox. */
export const users = () => read("/dev/users.json");
export const welcome = () => read("/dev/welcome.json");
export const inbox = () => read("/inbox.json");

async function read(path) {
  const answer = await fetch(path);
  const said = await answer.json();
  if (!answer.ok) {
    throw new Error(said.message);
  }
  return said;
}

/** A source of tokens of one of these users, as session.js has it. */
export function tokensOf({ token: path }) {
  let current = null;
  return {
    async token() {
      current ??= fetchToken(path);
      return current;
    },
    forget() {
      current = null;
    },
    signOut() {},
  };
}

export async function fetchToken(path) {
  const answer = await fetch(path);
  if (!answer.ok) {
    throw new Error(`HTTP ${answer.status}`);
  }
  return answer.text();
}
