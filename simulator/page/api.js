// The simulator's control API (the routes under /_/). LINE's own API, which the bot calls, is not used here.

async function ask(path, body = undefined) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(`/_/${path}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message || answer.error || `HTTP ${response.status}`);
  return answer;
}

function query(fields) {
  const present = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return new URLSearchParams(present).toString();
}

export const listPeople = () => ask("people").then((answer) => answer.people || []);
// Somebody new has not added the account yet, as in LINE.
export const addPerson = (name) => ask("people", { name, friend: false });
export const addGroup = (name, members) => ask("groups", { name, members });
export const listGroups = () => ask("groups").then((answer) => answer.groups || []);
export const listChats = (user) => ask(`chats/${encodeURIComponent(user)}`).then((answer) => answer.chats || []);
export const act = (fields) => ask("act", fields);
export const readTimeline = (user, chat, after) => ask(`timeline?${query({ user, chat, after })}`);
export const readRichMenu = (user) => ask(`richmenu?${query({ user })}`).then((answer) => answer.richMenu || null);
export const readQuota = () => ask("quota");
export const readLog = (kind, after) => ask(`${kind}?${query({ after })}`);

// `handlers` has one function per type of happening; `opened` runs at each (re)connection, so that what
// was missed in between can be fetched from the timeline. EventSource reconnects by itself.
export function openStream(user, handlers) {
  const stream = new EventSource(`/_/stream?${query({ user })}`);
  const receive = (event) => {
    const happening = parseEvent(event.data);
    handlers[happening.type ?? event.type]?.(happening);
  };
  stream.addEventListener("open", () => handlers.opened());
  stream.addEventListener("error", () => handlers.lost());
  for (const type of ["message", "item", "changed", "typing", "read", "unsend", "richmenu", "blocked"]) stream.addEventListener(type, receive);
  return () => stream.close();
}

function parseEvent(data) {
  try {
    return JSON.parse(data) || {};
  } catch {
    return {};
  }
}
