import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged, between } from "./arrange";
import { EVERYTHING, fromSearch, narrows, toSearch } from "./query";
import { fromSnapshot, idOf, type LiveRow } from "./rows";

const NOW = 1_795_000_000_000;
const row = (id: string, more: Partial<LiveRow> = {}): LiveRow => ({
  id, state: "waiting", startedAt: NOW - 60_000, customer: "Kim", userId: "", identified: false, contested: false, pin: "482913", site: "shop", agents: [], endReason: null, endedAt: null, ...more,
});
const ids = (rows: LiveRow[], query: object): string[] => arranged(rows, { ...EVERYTHING, ...query }, NOW, new Set()).shown.map(({ id }) => id);

test("a snapshot becomes rows, and what is none is left out", () => {
  const rows = fromSnapshot({ sites: ["shop"], agents: ["Ada"], rows: [["AYkKXayWd0u8zrMCCZqAVw", 2, NOW, "Kim", "crm-1", 3, "482913", 0, [1]], ["x", 2], null, ["AYkKXayWd0u8zrMCCZqAVw", 9, 0, "", "", 0, "", -1, []]] });
  assert.equal(rows.length, 1);
  assert.deepEqual(rows[0], row("01890a5d-ac96-774b-bcce-b302099a8057", { state: "active", startedAt: NOW, userId: "crm-1", identified: true, contested: true, agents: [{ name: "Ada", present: true }] }));
  assert.deepEqual(fromSnapshot("nonsense"), []);
  assert.equal(idOf("short"), "");
});

test("an address holds what is shown, and no more than that", () => {
  const query = { ...EVERYTHING, state: "waiting", q: "a&b=\"c", wait: 5, sort: "wait", group: "agent" } as const;
  assert.deepEqual(fromSearch(`?${toSearch(query)}`), query);
  assert.equal(toSearch(EVERYTHING), "");
  assert.deepEqual(fromSearch("?state=nonsense&sort=x&wait=-4&group=y"), EVERYTHING);
  assert.ok(!narrows({ ...EVERYTHING, sort: "wait", group: "site" }) && narrows({ ...EVERYTHING, q: "x" }));
});

test("rows are found by state, site, agent, customer, wait, names and whole PINs", () => {
  const rows = [row("a"), row("b", { state: "active", site: "blog", agents: [{ name: "Ada", present: true }], pin: "111111" }), row("c", { startedAt: NOW - 600_000, customer: "Lee", userId: "crm-9", pin: "222222" })];
  assert.deepEqual(ids(rows, { state: "active" }), ["b"]);
  assert.deepEqual(ids(rows, { site: "shop" }), ["a", "c"]);
  assert.deepEqual(ids(rows, { agent: "ada" }), ["b"]);
  assert.deepEqual(ids(rows, { customer: "crm-9" }), ["c"]);
  assert.deepEqual(ids(rows, { wait: 5 }), ["c"]);
  assert.deepEqual(ids(rows, { q: "222 222" }), ["c"]);
  assert.deepEqual(ids(rows, { q: "2222" }), []);
  assert.deepEqual(ids(rows, { q: "le" }), ["c"]);
});

test("the longest wait comes first, and those nobody waits in come last", () => {
  const rows = [row("new"), row("old", { startedAt: NOW - 600_000 }), row("helped", { state: "active", startedAt: NOW - 900_000 })];
  assert.deepEqual(ids(rows, { sort: "wait" }), ["old", "new", "helped"]);
  assert.deepEqual(ids(rows, { sort: "length" }), ["helped", "old", "new"]);
  assert.deepEqual(ids(rows, {}), ["new", "old", "helped"]);
});

test("groups have headings, the biggest first, and can be closed", () => {
  const rows = [row("a", { customer: "Lee" }), row("b"), row("c")];
  const { items } = arranged(rows, { ...EVERYTHING, group: "customer" }, NOW, new Set(["kim"]));
  assert.deepEqual(items.map((item) => (item.kind === "group" ? `${item.name} ${item.count} ${item.open}` : item.row.id)), ["Kim 2 false", "Lee 1 true", "a"]);
});

test("a range runs both ways and skips headings", () => {
  const { items } = arranged([row("a", { startedAt: 3 }), row("b", { startedAt: 2 }), row("c", { startedAt: 1 })], { ...EVERYTHING, group: "site" }, NOW, new Set());
  assert.deepEqual(between(items, "c", "a"), ["a", "b", "c"]);
  assert.deepEqual(between(items, "b", "b"), ["b"]);
  assert.deepEqual(between(items, "gone", "b"), []);
});
