/** What somebody may mean by what they type: whom and which messages to look for. */
import { listUsers, searchMessages } from "./requests.js";

const MAX_FOUND = 20;
const LOOKS_LIKE_A_NUMBER = /^[+(]?[\d\s().\-/\u00a0]{5,}$/;
const CONTAINS = "TEXT_QUERY_METHOD_CONTAINS_IGNORE_CASE";

export function isNumber(text) {
  return LOOKS_LIKE_A_NUMBER.test(text.trim());
}

/** The users whom a text may mean: by number, id, name, username and e-mail address. */
export function usersMeant(text, withNumber = isNumber(text)) {
  const wanted = text.trim();
  const queries = [
    { inUserIdsQuery: { userIds: [wanted] } },
    { userNameQuery: { userName: wanted, method: CONTAINS } },
    { displayNameQuery: { displayName: wanted, method: CONTAINS } },
    { emailQuery: { emailAddress: wanted, method: CONTAINS } },
  ];
  if (withNumber) {
    queries.push({ phoneQuery: { written: wanted } });
  }
  return listUsers([{ orQuery: { queries } }], MAX_FOUND);
}

/** The messages that a text may mean: by their own id, the provider's reference, the request's id and the number. */
export function messagesMeant(text) {
  const wanted = text.trim();
  const by = (filter) => searchMessages({ ...filter, limit: MAX_FOUND });
  const ids = [by({ messageId: wanted }), by({ reference: wanted }), by({ requestId: wanted })];
  return isNumber(wanted) ? [...ids, by({ phone: wanted })] : ids;
}

/** The one user whom everything that was found is about; undefined if it is about several or nobody. */
export function onlyUser(users, messages) {
  const ids = new Set([...users.map(({ userId }) => userId), ...messages.map(({ userId }) => userId).filter(Boolean)]);
  return ids.size === 1 ? [...ids][0] : undefined;
}
