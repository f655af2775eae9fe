/** Which rows are shown, in which order, under which headings. Pure: the present comes in. */
import type { LiveRow } from "./rows";
import type { Query } from "./query";

export type Item = { kind: "row"; row: LiveRow } | { kind: "group"; key: string; name: string; count: number; open: boolean };

/** The items of the list; groups in `closed` show their heading only. */
export function arranged(rows: Iterable<LiveRow>, query: Query, now: number, closed: ReadonlySet<string>): { items: Item[]; shown: LiveRow[] } {
  const shown = [...rows].filter((row) => matches(row, query, now)).sort(order(query.sort));
  if (query.group === "") return { items: shown.map((row) => ({ kind: "row", row })), shown };
  const groups = new Map<string, { name: string; rows: LiveRow[] }>();
  for (const row of shown) {
    const { key, name } = groupOf(row, query.group);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { name, rows: [row] });
  }
  const biggest = [...groups].sort(([, a], [, b]) => b.rows.length - a.rows.length || a.name.localeCompare(b.name));
  const items: Item[] = [];
  for (const [key, { name, rows: members }] of biggest) {
    const open = !closed.has(key);
    items.push({ kind: "group", key, name, count: members.length, open });
    if (open) for (const row of members) items.push({ kind: "row", row });
  }
  return { items, shown };
}

/** Whether a row is meant. One that ended while it was looked at stays until it is taken away. */
export function matches(row: LiveRow, query: Query, now: number): boolean {
  const inState = query.state === "" || row.state === query.state;
  const atSite = query.site === "" || row.site === query.site;
  return inState && atSite && waits(row, query.wait, now) && hasAgent(row, query.agent) && isOf(row, query.customer) && hasText(row, query.q);
}

function waits(row: LiveRow, minutes: number, now: number): boolean {
  return minutes === 0 || (isWaiting(row) && now - row.startedAt >= minutes * 60_000);
}

function hasAgent(row: LiveRow, name: string): boolean {
  return name === "" || row.agents.some((agent) => same(agent.name, name));
}

function isOf(row: LiveRow, customer: string): boolean {
  return customer === "" || row.userId === customer || has(row.customer, customer);
}

function hasText(row: LiveRow, q: string): boolean {
  if (q === "") return true;
  if (has(row.customer, q) || has(row.userId, q) || row.id === q || row.agents.some((agent) => has(agent.name, q))) return true;
  const pin = q.replace(/[\s-]/g, "").toUpperCase();
  return pin !== "" && row.pin.toUpperCase() === pin;
}

const has = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Nobody has come yet. */
export function isWaiting(row: LiveRow): boolean {
  return row.state === "starting" || row.state === "waiting";
}

function order(sort: Query["sort"]): (a: LiveRow, b: LiveRow) => number {
  const newest = (a: LiveRow, b: LiveRow): number => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1);
  if (sort === "started") return newest;
  const oldest = (a: LiveRow, b: LiveRow): number => -newest(a, b);
  if (sort === "length") return oldest;
  return (a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || oldest(a, b);
}

/** Customers nobody vouched for are not one because they have the same name, but that is how people look for them. */
function groupOf(row: LiveRow, by: Query["group"]): { key: string; name: string } {
  if (by === "site") return { key: row.site, name: row.site };
  if (by === "customer") return row.userId ? { key: `=${row.userId}`, name: row.customer } : { key: row.customer.toLowerCase(), name: row.customer };
  const names = row.agents.filter((agent) => agent.present).map((agent) => agent.name);
  return { key: names.join(", ").toLowerCase(), name: names.join(", ") };
}

/** The rows between two, both included, in the order shown. */
export function between(items: readonly Item[], a: string, b: string): string[] {
  const ids = items.flatMap((item) => (item.kind === "row" ? [item.row.id] : []));
  const places = [ids.indexOf(a), ids.indexOf(b)].sort((x, y) => x - y);
  return places[0] === -1 ? [] : ids.slice(places[0], (places[1] ?? 0) + 1);
}
