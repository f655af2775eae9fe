/** One row of the live list, and the heading of a group. */
import { say } from "../../../words/say";
import { make, setChip, setHidden, setText, slot } from "../../lib/dom";
import { grouped } from "../../lib/pin";
import { elapsed } from "../../lib/time";
import { reasonLabel, stateLabel } from "../../lib/words";
import { isPresentIn, type LiveAgent, type LiveRow } from "./rows";

export const SEATS = 5;

export interface Look {
  place: number;
  selected: boolean;
  current: boolean;
  now: number;
  /** Whether the reader may watch sessions here. */
  mayWatch: boolean;
}

/** Fills a copy of the row's template. */
export function fillLive(element: HTMLElement, row: LiveRow, look: Look): void {
  element.dataset["session"] = row.id;
  element.id = `live-${row.id}`;
  element.className = `grid-row${look.current ? " is-current" : ""}${row.state === "ended" ? " row-off" : ""}`;
  element.setAttribute("aria-rowindex", String(look.place + 2));
  element.setAttribute("aria-selected", String(look.selected));
  setHidden(slot(element, "cells"), false);
  setHidden(slot(element, "group-cell"), true);
  const box = slot<HTMLInputElement>(element, "select");
  box.checked = look.selected;
  box.setAttribute("aria-label", say("lists-select-one", { name: row.customer }));
  setChip(slot(element, "state"), row.state, stateLabel(row.state));
  setText(slot(element, "reason"), row.endReason ? reasonLabel(row.endReason) : "");
  const customer = slot<HTMLAnchorElement>(element, "customer");
  const address = `/admin/sessions/${encodeURIComponent(row.id)}`;
  if (customer.getAttribute("href") !== address) customer.href = address;
  customer.dir = "auto";
  setText(customer, row.customer);
  setHidden(slot(element, "anonymous"), row.identified);
  setText(slot(element, "pin"), row.pin ? grouped(row.pin) : "–");
  setHidden(slot(element, "contested"), !row.contested);
  fillAgents(slot(element, "agents"), row.agents);
  setText(slot(element, "seats"), say("lists-seats-of", { taken: isPresentIn(row), total: SEATS }));
  setText(slot(element, "site"), row.site || "–");
  showAge(element, row, look.now);
  const watch = slot<HTMLAnchorElement>(element, "watch");
  setHidden(watch, row.state !== "active" || !look.mayWatch);
  const way = `/agent?watch=${encodeURIComponent(row.id)}`;
  if (watch.getAttribute("href") !== way) watch.href = way;
  watch.setAttribute("aria-label", say("together-watch-of", { name: row.customer }));
  const end = slot<HTMLButtonElement>(element, "end");
  setHidden(end, row.state === "ended");
  end.setAttribute("aria-label", say("lists-end-of", { name: row.customer }));
}

/** How long it has lived; the only part that changes by itself. */
export function showAge(element: HTMLElement, row: LiveRow, now: number): void {
  setText(slot(element, "age"), elapsed((row.endedAt ?? now) - row.startedAt));
}

function fillAgents(holder: HTMLElement, agents: LiveAgent[]): void {
  const names = agents.map(({ name, present }) => (present ? name : say("lists-left", { name })));
  const text = names.join(", ");
  if (holder.title === text && holder.childElementCount > 0) return;
  holder.title = text;
  if (agents.length === 0) holder.replaceChildren(make("span", "muted", say("lists-nobody-yet")));
  else holder.replaceChildren(...agents.flatMap(({ present }, i) => [...(i > 0 ? [", "] : []), make("bdi", present ? "" : "agent-gone", names[i] ?? "")]));
}

/** Makes a row's element the heading of a group. */
export function fillGroup(element: HTMLElement, group: { key: string; name: string; count: number; open: boolean }, look: Look): void {
  delete element.dataset["session"];
  element.id = `group-${look.place}`;
  element.className = `grid-row grid-group${look.current ? " is-current" : ""}`;
  element.setAttribute("aria-rowindex", String(look.place + 2));
  element.removeAttribute("aria-selected");
  setHidden(slot(element, "cells"), true);
  setHidden(slot(element, "group-cell"), false);
  const button = slot<HTMLButtonElement>(element, "group");
  button.dataset["group"] = group.key;
  button.setAttribute("aria-expanded", String(group.open));
  setText(button, `${group.name || say("lists-nobody-yet")} (${group.count})`);
}
