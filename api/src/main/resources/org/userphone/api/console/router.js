/** Places in the console are in the fragment of its address: #/user/42, #/messages?state=WAITING. */
export function place(hash = location.hash) {
  const [path, query] = hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/").map(decodeURIComponent);
  return { name, id: rest.join("/"), query: new URLSearchParams(query) };
}

export function href(name, id, query = {}) {
  const path = id === undefined ? name : `${name}/${encodeURIComponent(id)}`;
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `#/${path}${asked ? `?${asked}` : ""}`;
}

/** Goes there, or shows the present place again. */
export function go(to) {
  if (location.hash === to) {
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = to;
  }
}

/** Goes there without a step in the history of the browser. */
export function redirect(to) {
  location.replace(to);
}
