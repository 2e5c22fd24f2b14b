// One live connection for all phones of the page, because a browser opens only six to one server: with one each, the
// second window would wait for the first. Every phone joins with its user and one function for each type of happening.

const TYPES = ["message", "item", "changed", "typing", "read", "unsend", "richmenu", "blocked", "chats"];
const AGAIN = 3000;

export function makeStream() {
  const listeners = new Map();
  const state = { source: null, isPlanned: false, timer: 0 };

  function reopen() {
    state.isPlanned = false;
    clearTimeout(state.timer);
    state.source?.close();
    if (listeners.size === 0) return;
    const source = new EventSource(`/_/stream?user=${[...listeners.keys()].map(encodeURIComponent).join(",")}`);
    state.source = source;
    source.addEventListener("open", () => tellAll("opened"));
    source.addEventListener("error", () => {
      tellAll("lost");
      // It tries again by itself after a broken line, but not after an answer that was no stream.
      if (source.readyState === EventSource.CLOSED) state.timer = setTimeout(reopen, AGAIN);
    });
    for (const type of TYPES) source.addEventListener(type, receive);
  }

  const tellAll = (what) => [...listeners.values()].forEach((handlers) => handlers[what]());

  function receive(event) {
    const happening = parseEvent(event.data);
    listeners.get(happening.user)?.[happening.type ?? event.type]?.(happening);
  }

  // Several phones join at the start of the page; the connection is opened once for all.
  function plan() {
    if (!state.isPlanned) setTimeout(reopen);
    state.isPlanned = true;
  }

  function join(user, handlers) {
    listeners.set(user, handlers);
    plan();
    return () => {
      listeners.delete(user);
      plan();
    };
  }

  return { join };
}

function parseEvent(data) {
  try {
    return JSON.parse(data) || {};
  } catch {
    return {};
  }
}
