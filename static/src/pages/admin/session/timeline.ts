/** What happened, oldest first. */
import { say } from "../../../words/say";
import { byId, copyTemplate, setHidden, setText, slot } from "../../lib/dom";
import type { AgentInSession } from "../../lib/sessions";
import { showTime } from "../../lib/times";
import { actorName, timelineSentence } from "../../lib/words";
import { prettyData, unanswered, whoLeft, type Story, type TimelineEntry } from "./story";

/** Adds what is new. Entries never change, and an open one stays open. */
export function showTimeline({ entries, invites }: Story, agents: readonly AgentInSession[]): void {
  const list = byId("timeline");
  const shown = new Set([...list.children].map((item) => (item as HTMLElement).dataset["key"]));
  for (const entry of entries) if (!shown.has(String(entry.seq))) list.append(entryItem(entry, whoLeft(entry, agents) ?? actorName(entry.actor)));
  for (const { key, at, name } of unanswered(invites)) if (!shown.has(key)) insert(list, item(key, at, "invite_expired", name), at);
  setHidden(byId("timeline-empty"), list.childElementCount > 0);
}

/** At its time, among entries that may be there already. */
function insert(list: HTMLElement, item: HTMLElement, at: string): void {
  const moment = Date.parse(at);
  const later = [...list.children].find((other) => Date.parse(other.querySelector("time")?.dateTime ?? "") > moment);
  list.insertBefore(item, later ?? null);
}

function entryItem(entry: TimelineEntry, name: string): HTMLElement {
  const key = String(entry.seq);
  const made = item(key, entry.at, entry.kind, name);
  const data = prettyData(entry.data);
  setHidden(slot(made, "details"), data === "");
  setText(slot(made, "of"), ` ${say("session-details-of", { number: key })}`);
  const pre = slot(made, "data");
  setText(pre, data);
  pre.setAttribute("aria-label", say("session-data-of", { number: key }));
  return made;
}

function item(key: string, at: string, kind: string, actor: string): HTMLElement {
  const made = copyTemplate<HTMLLIElement>("timeline-row");
  made.dataset["key"] = key;
  made.classList.add(`event-${kind.replace(/[^a-z_]/g, "")}`);
  setText(slot(made, "sentence"), timelineSentence(kind, actor));
  showTime(slot(made, "at"), at);
  return made;
}
