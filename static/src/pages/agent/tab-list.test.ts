import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asTabList, at, closed, MOST_TABS, nameOf, NO_TABS, opened, shown, withNotes, type OpenTab, type TabList } from "./tab-list";

const tab = (sessionId: string): OpenTab => ({ sessionId, customerName: `Customer ${sessionId}`, identified: false, deskPage: "", admissionId: "a", since: 1, notes: false, twin: 1 });

test("tabs come at the end, come back in their place, and leave the first one shown", () => {
  let list = opened(opened(NO_TABS, tab("a")) as TabList, tab("b")) as TabList;
  assert.equal(list.shown, "b");
  list = opened(list, { ...tab("a"), customerName: "Grace" }) as TabList;
  assert.deepEqual([list.tabs.map(({ sessionId }) => sessionId), list.shown, list.tabs[0]?.customerName], [["a", "b"], "a", "Grace"]);
  assert.deepEqual([at(list, 0), at(list, 2), at(list, 3)], [null, "b", undefined]);
  assert.equal(closed(list, "b").shown, "a");
  assert.equal(closed(list, "a").shown, null);
  assert.equal(shown(list, "nowhere").shown, "a");
});

test("people without a name are told apart by numbers that stay theirs", () => {
  const nameless = (sessionId: string): OpenTab => ({ ...tab(sessionId), customerName: "Customer" });
  let list = ["a", "b", "c"].reduce<TabList>((now, id) => opened(now, nameless(id)) as TabList, NO_TABS);
  assert.deepEqual(list.tabs.map(nameOf), ["Customer", "Customer (2)", "Customer (3)"]);
  list = opened(closed(list, "a"), nameless("b")) as TabList;
  assert.deepEqual(list.tabs.map(nameOf), ["Customer (2)", "Customer (3)"]);
  assert.deepEqual((opened(list, nameless("d")) as TabList).tabs.map(nameOf), ["Customer (2)", "Customer (3)", "Customer"]);
});

test("open notes are remembered with their session", () => {
  const list = withNotes(opened(opened(NO_TABS, tab("a")) as TabList, tab("b")) as TabList, "a", true);
  assert.deepEqual(list.tabs.map(({ notes }) => notes), [true, false]);
});

test("whatever happens, what is kept reads back and never has a tab twice or too many", () => {
  const step = fc.tuple(fc.constantFrom("open", "close", "show"), fc.integer({ min: 0, max: 12 }).map(String));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let list = NO_TABS;
      for (const [what, id] of steps) list = what === "open" ? (opened(list, tab(id)) ?? list) : what === "close" ? closed(list, id) : shown(list, id);
      assert.ok(list.tabs.length <= MOST_TABS && new Set(list.tabs.map(({ sessionId }) => sessionId)).size === list.tabs.length);
      assert.ok(list.shown === null || list.tabs.some(({ sessionId }) => sessionId === list.shown));
      assert.deepEqual(asTabList(JSON.parse(JSON.stringify(list)), 9), list);
    }),
  );
});

test("what another version kept does no harm", () => {
  for (const odd of [null, 5, "x", { tabs: 5 }, { tabs: [null, {}, { sessionId: 5 }], shown: "a" }]) assert.deepEqual(asTabList(odd, 9), NO_TABS);
});
