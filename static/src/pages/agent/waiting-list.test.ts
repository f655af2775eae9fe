import assert from "node:assert/strict";
import { test } from "node:test";
import { asWaiting, choices, joinedBy, narrowed, without, type Waiting } from "./waiting-list";

const one = (sessionId: string, seconds: number, site = "shop", skill: string | null = null): Waiting =>
  asWaiting({ sessionId, customer: { userName: "Grace" }, site, siteName: site.toUpperCase(), skill, waitingSince: new Date(1_790_000_000_000 + seconds * 1000).toISOString() }) as Waiting;

test("the longest wait is first, whenever it is heard of", () => {
  const list = joinedBy(joinedBy(joinedBy([], one("b", 5)), one("a", 1)), one("c", 9));
  assert.deepEqual(list.map(({ sessionId }) => sessionId), ["a", "b", "c"]);
  assert.deepEqual(joinedBy(list, one("a", 20)).map(({ sessionId }) => sessionId), ["b", "c", "a"]);
  assert.deepEqual(without(list, "b").map(({ sessionId }) => sessionId), ["a", "c"]);
});

test("a list is narrowed by site and tag, and says what there is", () => {
  const list = [one("a", 1, "shop", "de"), one("b", 2, "blog", "billing"), one("c", 3)];
  assert.deepEqual(narrowed(list, { site: "shop", skill: "" }).map(({ sessionId }) => sessionId), ["a", "c"]);
  assert.deepEqual(narrowed(list, { site: "", skill: "billing" }).map(({ sessionId }) => sessionId), ["b"]);
  assert.deepEqual(choices(list), { sites: [["blog", "BLOG"], ["shop", "SHOP"]], skills: ["billing", "de"] });
});

test("what is no waiting session is left out", () => {
  for (const odd of [null, 5, {}, { sessionId: "a", customer: { userName: "x" }, site: "s", waitingSince: "soon" }]) assert.equal(asWaiting(odd), null);
});
