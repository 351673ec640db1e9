/**
 * Which events are asked for, page by page. The API has no offset for events: the next page begins at the time of the
 * last event, and leaves out as many as were shown of that time. A cursor is {at, skip}.
 */

/** The columns of a table of events. */
const COLUMNS = {
  time: ({ creationDate }) => creationDate,
  type: ({ type }) => type.type,
  about: ({ aggregate }) => aggregate.type.type,
  id: ({ aggregate }) => aggregate.id,
  organization: ({ aggregate }) => aggregate.resourceOwner,
  sequence: ({ sequence }) => sequence,
  editor: ({ editor }) => editor?.userId ?? editor?.service,
  payload: ({ payload }) => (payload && Object.keys(payload).length > 0 ? JSON.stringify(payload) : ""),
};

/**
 * Events as the rows of a table.
 *
 * @param cut a last row that says that there are more events; none if there are not
 */
export function rows(events, cut) {
  const names = Object.keys(COLUMNS);
  return [names, ...events.map((event) => names.map((name) => COLUMNS[name](event))), ...(cut ? [[cut]] : [])];
}

/** The types of events, by what they are about. */
export const TYPES = {
  user: [
    "user.human.added",
    "user.machine.added",
    "user.username.changed",
    "user.external_id.changed",
    "user.human.profile.changed",
    "user.human.email.changed",
    "user.human.email.code.added",
    "user.human.email.verified",
    "user.human.email.verification.failed",
    "user.human.phone.changed",
    "user.human.phone.code.added",
    "user.human.phone.code.sent",
    "user.human.phone.verified",
    "user.human.phone.verification.failed",
    "user.human.phone.removed",
    "user.human.phone.message.retried",
    "user.human.phone.message.given.up",
    "user.human.limit.exceeded",
    "user.locked",
    "user.unlocked",
    "user.deactivated",
    "user.reactivated",
    "user.removed",
  ],
  org: ["org.customtext.set", "org.customtext.template.removed"],
  instance: [
    "instance.sms.configtwilio.added",
    "instance.sms.configtwilio.changed",
    "instance.sms.configtwilio.token.changed",
    "instance.sms.confighttp.added",
    "instance.sms.confighttp.changed",
    "instance.sms.configactivated",
    "instance.sms.configdeactivated",
    "instance.sms.configordered",
    "instance.sms.configremoved",
    "instance.limit.cleared",
    "instance.customtext.set",
    "instance.customtext.template.removed",
  ],
};

/** Most events of one call. */
const MAX_LIMIT = 1000;

/** Most events of a file. */
export const MAX_IN_FILE = 10_000;

/** The filter of ListEvents that the words of an address mean; times there are those of who reads. */
export function filterOf(query) {
  const text = (name) => query.get(name) || undefined;
  const time = (name) => (query.get(name) ? new Date(query.get(name)).toISOString() : undefined);
  const list = (name) => (query.get(name) ? [query.get(name)] : undefined);
  return {
    asc: query.get("order") === "oldest" || undefined,
    aggregateTypes: list("about"),
    eventTypes: list("type"),
    aggregateId: text("id"),
    editorUserId: text("editor"),
    resourceOwner: text("organization"),
    range: { since: time("from"), until: time("to") },
  };
}

/** The same filter from a cursor on, for so many events and those that are left out again. */
export function from(filter, cursor, most) {
  const range = cursor.at ? { ...filter.range, [filter.asc ? "since" : "until"]: cursor.at } : filter.range;
  return { ...filter, range, limit: Math.min(MAX_LIMIT, most + cursor.skip) };
}

/** Where the events begin that follow these. */
export function after(events, cursor) {
  const { creationDate: at } = events.at(-1);
  const skip = events.filter(({ creationDate }) => creationDate === at).length;
  return { at, skip: at === cursor.at ? cursor.skip + skip : skip };
}

/**
 * Reads page after page, until there is no more or there are enough.
 *
 * @param ask makes the call for a filter, and promises its events
 * @param told is called with the number of events so far
 * @returns the events, and whether there are more
 */
export async function collect(filter, ask, most = MAX_IN_FILE, told = () => {}) {
  const all = [];
  let cursor = { skip: 0 };
  for (;;) {
    const asked = from(filter, cursor, MAX_LIMIT);
    const found = await ask(asked);
    const events = found.slice(cursor.skip);
    all.push(...events);
    told(Math.min(all.length, most));
    const isEnd = found.length < asked.limit;
    if (isEnd || events.length === 0 || all.length > most) {
      return { events: all.slice(0, most), isCut: !isEnd || all.length > most };
    }
    cursor = after(events, cursor);
  }
}
