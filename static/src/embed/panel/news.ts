/** Which events a change of state is, for `Cobroker.on`. Pure. */
import type { Help, Live } from "../help-state";
import type { CobrokerEvents } from "../public";
import { namesOf, type Say } from "./wording";

type News = { [Name in keyof CobrokerEvents]: readonly [Name, CobrokerEvents[Name]] }[keyof CobrokerEvents];

const NOBODY: Pick<Live, "pin" | "validUntil" | "helpers" | "reconnecting"> = { pin: null, validUntil: null, helpers: [], reconnecting: false };

export function newsOf(before: Help, now: Help, say: Say): News[] {
  if (now.phase === "ended" && before.phase !== "ended") return [["ended", { reason: now.reason }]];
  if (now.phase === "failed" && before.phase !== "failed") return [["failed", { failure: now.failure }]];
  if (now.phase !== "live") return [];
  return liveNews(before.phase === "live" ? before : { ...now, ...NOBODY }, now, say);
}

function liveNews(before: Live, now: Live, say: Say): News[] {
  const news: News[] = [];
  if (now.pin !== null && (now.pin !== before.pin || now.validUntil !== before.validUntil)) news.push(["pin", { pin: now.pin, validUntil: now.validUntil }]);
  for (const name of missing(now, before, say)) news.push(["joined", { name }]);
  for (const name of missing(before, now, say)) news.push(["left", { name }]);
  if (now.reconnecting && !before.reconnecting) news.push(["reconnecting", {}]);
  return news;
}

/** Names of those in `some` who are not in `others`. */
function missing(some: Live, others: Live, say: Say): string[] {
  const known = others.helpers.map(({ id }) => id);
  return namesOf({ ...some, helpers: some.helpers.filter(({ id }) => known.indexOf(id) < 0) }, say);
}
