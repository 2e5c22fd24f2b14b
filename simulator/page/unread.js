// How many messages of each chat one person has not seen in this window. What was seen is remembered over a reload.
import { readTimeline } from "./api.js";

export function makeUnread(user) {
  const counts = new Map();
  const key = (chat) => `seen:${user}:${chat}`;
  const readSeen = (chat) => Number(sessionStorage.getItem(key(chat))) || 0;

  async function recount(chat) {
    const seen = readSeen(chat.id);
    if ((chat.lastSeq ?? 0) <= seen) return counts.set(chat.id, 0);
    const { items = [] } = await readTimeline(user, chat.id, seen).catch(() => ({}));
    return counts.set(chat.id, items.filter((item) => isNews(item)).length);
  }

  const isNews = (item) => item.from !== user && Boolean(item.message?.type);
  const count = (chat) => counts.get(chat) ?? 0;
  return {
    count,
    recount,
    add: (chat, item) => isNews(item) && counts.set(chat, count(chat) + 1),
    see: (chat, seq) => {
      counts.set(chat, 0);
      if (seq > readSeen(chat)) sessionStorage.setItem(key(chat), String(seq));
    },
    total: (except) => [...counts].reduce((sum, [chat, number]) => (chat === except ? sum : sum + number), 0),
  };
}

export const writeCount = (count) => (count > 99 ? "99+" : String(count));
