import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidSetting } from "./settings";
import { readTabs } from "./tab-settings";

const read = (settings: object, hostname = "a.shop.example") => readTabs({ multiTabSessionPersistence: { enable: true, ...settings } }, hostname);

test("without a word a session stays in its tab (F52)", () => {
  for (const input of [undefined, null, {}, "text", { multiTabSessionPersistence: {} }, { multiTabSessionPersistence: { enable: "yes" } }, { multiTabSessionPersistence: { enable: false, stateCookieKey: "k" } }]) {
    assert.equal(readTabs(input, "shop.example"), null);
  }
});

test("the cookie has Zoom's name unless another is given, under either name of the setting", () => {
  assert.deepEqual(read({}), { key: "$$ZCB_SESSION$$", domain: "" });
  assert.deepEqual(read({ stateCookieKey: "help.state" }), { key: "help.state", domain: "" });
  assert.deepEqual(readTabs({ allowSessionContinuation: { enable: true, stateCookieKey: "k" } }, "x"), { key: "k", domain: "" });
});

test("a name that is no cookie's name fails init", () => {
  for (const stateCookieKey of ["", "a=b", "a;b", "a b", "ü", "a\r\nSet-Cookie: b", 7, {}]) assert.throws(() => read({ stateCookieKey }), InvalidSetting);
});

test("the cookie's domain is the page's host or a parent of it", () => {
  for (const cookieDomain of ["shop.example", ".shop.example", "Shop.Example", "a.shop.example"]) assert.equal(read({ cookieDomain })?.domain, cookieDomain.toLowerCase().replace(/^\./, ""));
  for (const cookieDomain of ["other.example", "b.shop.example", "op.example", "example", "shop.example; Secure", "shop.example.", 7, {}]) assert.throws(() => read({ cookieDomain }), /cookieDomain must be a parent domain of a\.shop\.example/);
});
