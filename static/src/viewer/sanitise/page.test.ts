import assert from "node:assert/strict";
import { test } from "node:test";
import { Sanitiser } from "./index";

const said = (payload: unknown, tag = "cobroker.page"): unknown => ({ type: 5, data: { tag, payload }, timestamp: 1 });

test("a page under another address is one event, in its place among the others", () => {
  assert.deepEqual(new Sanitiser().increment([said({ href: "https://shop.test/basket" })]), [{ source: "page", href: "https://shop.test/basket" }]);
});

test("what is no address of a website is dropped", () => {
  const bad = [said({ href: "javascript:alert(1)" }), said({ href: "data:text/html,x" }), said({ href: 7 }), said({}), said(null), said({ href: "https://shop.test/" }, "other")];
  assert.deepEqual(new Sanitiser().increment(bad), []);
});

test("an address is no ephemeral matter", () => {
  assert.deepEqual(new Sanitiser().ephemeral([said({ href: "https://shop.test/basket" })]), []);
});
