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
export const readClock = () => ask("clock");
export const setClock = (fields) => ask("clock", fields);
export const copyTalk = (user, chat) => ask(`talk?${query({ user, chat })}`).then((answer) => answer.yaml);
export const replayTalks = (yaml) => ask("replay", { yaml }).then((answer) => answer.people || []);
