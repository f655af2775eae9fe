/** Which sessions are open on this page, in which order, and which is shown. Pure, and kept for a reload of this browser tab. */

export interface OpenTab {
  readonly sessionId: string;
  readonly customerName: string;
  readonly identified: boolean;
  /** Where the desk is found again without a new token: its address without the token. Empty where that cannot be. */
  readonly deskPage: string;
  readonly admissionId: string;
  /** When it was opened here, milliseconds since 1970. */
  readonly since: number;
  /** The notes are open beside the desk. */
  readonly notes: boolean;
  /** Which of those of the same name it is, from 1: people without a name have the same one. */
  readonly twin: number;
}

/** What stands on the tab. */
export function nameOf({ customerName, twin }: OpenTab): string {
  return twin > 1 ? `${customerName} (${twin})` : customerName;
}

export interface TabList {
  readonly tabs: readonly OpenTab[];
  /** A session's id, or `null` for the first tab, where PINs are typed. */
  readonly shown: string | null;
}

/** More desks than this on one page are more than a person can help in, and a browser can draw. */
export const MOST_TABS = 8;

export const NO_TABS: TabList = { tabs: [], shown: null };

/** With `tab` at the end, or in its place if it is open, and shown. `null`: there is no room. */
export function opened(list: TabList, tab: OpenTab): TabList | null {
  const known = list.tabs.some(({ sessionId }) => sessionId === tab.sessionId);
  if (!known && list.tabs.length >= MOST_TABS) return null;
  const numbered = { ...tab, twin: twinOf(list, tab) };
  const tabs = known ? list.tabs.map((other) => (other.sessionId === tab.sessionId ? numbered : other)) : [...list.tabs, numbered];
  return { tabs, shown: tab.sessionId };
}

/** The one it has, or the first that is free: no other tab changes its name because of it. */
function twinOf({ tabs }: TabList, { sessionId, customerName }: OpenTab): number {
  const namesakes = tabs.filter((other) => other.customerName === customerName);
  const own = namesakes.find((other) => other.sessionId === sessionId);
  if (own) return own.twin;
  let twin = 1;
  while (namesakes.some((other) => other.twin === twin)) twin += 1;
  return twin;
}

/** With the notes of a session open, or not. */
export function withNotes(list: TabList, sessionId: string, notes: boolean): TabList {
  return { ...list, tabs: list.tabs.map((tab) => (tab.sessionId === sessionId ? { ...tab, notes } : tab)) };
}

/** Without it. The first tab is shown then, so that the next PIN can be typed. */
export function closed(list: TabList, sessionId: string): TabList {
  const tabs = list.tabs.filter((tab) => tab.sessionId !== sessionId);
  return { tabs, shown: list.shown === sessionId ? null : list.shown };
}

export function shown(list: TabList, sessionId: string | null): TabList {
  const known = sessionId === null || list.tabs.some((tab) => tab.sessionId === sessionId);
  return known ? { ...list, shown: sessionId } : list;
}

/** The tab at a place: 0 is the one for PINs. `undefined` where there is none. */
export function at(list: TabList, place: number): string | null | undefined {
  return place === 0 ? null : list.tabs[place - 1]?.sessionId;
}

/** What was kept, read field by field: other versions of this page may have written it. `now`: what began at a time nobody wrote down begins then. */
export function asTabList(value: unknown, now: number): TabList {
  const given = (value ?? {}) as { tabs?: unknown; shown?: unknown };
  const tabs = (Array.isArray(given.tabs) ? given.tabs : []).flatMap((one: unknown): OpenTab[] => {
    const { sessionId, customerName, identified, deskPage, admissionId, since, notes, twin } = (one ?? {}) as Record<string, unknown>;
    const text = (field: unknown): string => (typeof field === "string" ? field.slice(0, 500) : "");
    const number = (field: unknown, otherwise: number): number => (typeof field === "number" && Number.isSafeInteger(field) ? field : otherwise);
    const about = { customerName: text(customerName), identified: identified === true, deskPage: text(deskPage), admissionId: text(admissionId), since: number(since, now), notes: notes === true, twin: number(twin, 1) };
    return text(sessionId) ? [{ sessionId: text(sessionId), ...about }] : [];
  });
  const unique = tabs.filter((tab, place) => tabs.findIndex(({ sessionId }) => sessionId === tab.sessionId) === place).slice(0, MOST_TABS);
  return shown({ tabs: unique, shown: null }, typeof given.shown === "string" ? given.shown : null);
}
