/** What the list shows, as it stands in the address. Pure. */

export const SORTS = ["started", "wait", "length"] as const;
export type Sort = (typeof SORTS)[number];
export const GROUPS = ["", "customer", "agent", "site"] as const;
export type Group = (typeof GROUPS)[number];

export interface Query {
  /** Empty: every live one. */
  state: string;
  q: string;
  site: string;
  agent: string;
  customer: string;
  /** Minutes that nobody has come for, at least; 0 for any. */
  wait: number;
  sort: Sort;
  group: Group;
}

export const EVERYTHING: Query = { state: "", q: "", site: "", agent: "", customer: "", wait: 0, sort: "started", group: "" };
const STATES = ["starting", "waiting", "active", "recovering"];

/** Reads an address's query; what cannot be read narrows nothing. */
export function fromSearch(search: string): Query {
  const given = new URLSearchParams(search);
  const text = (name: string): string => (given.get(name) ?? "").trim().slice(0, 80);
  const one = <T extends string>(name: string, of: readonly T[], otherwise: T): T => of.find((value) => value === given.get(name)) ?? otherwise;
  const minutes = Number(given.get("wait") ?? 0);
  return {
    state: one("state", STATES, ""),
    q: text("q"),
    site: text("site"),
    agent: text("agent"),
    customer: text("customer"),
    wait: Number.isFinite(minutes) && minutes > 0 ? Math.floor(minutes) : 0,
    sort: one("sort", SORTS, "started"),
    group: one("group", GROUPS, ""),
  };
}

/** The shortest query that [`fromSearch`] reads as `query`; empty for everything. */
export function toSearch(query: Query): string {
  const search = new URLSearchParams();
  for (const name of Object.keys(EVERYTHING) as (keyof Query)[]) {
    if (query[name] !== EVERYTHING[name]) search.set(name, String(query[name]));
  }
  return search.toString();
}

/** Whether anything narrows the list. */
export function narrows(query: Query): boolean {
  return toSearch({ ...query, sort: "started", group: "" }) !== "";
}
