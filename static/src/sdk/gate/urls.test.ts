import assert from "node:assert/strict";
import { test } from "node:test";
import { pageUrl, stripUrl, withoutPage } from "./urls";

test("query, hash and user info stay here", () => {
  assert.equal(stripUrl("https://me:secret@a.example:8443/p/q?x=1#y"), "https://a.example:8443/p/q");
  assert.equal(stripUrl("../up?x=1", "https://a.example/b/c/d"), "https://a.example/b/up");
  assert.equal(stripUrl("mailto:a@example.org?subject=secret"), "mailto:a@example.org");
  assert.equal(stripUrl("not an address?x=1#y"), "not an address");
});

test("addresses that are content themselves are empty", () => {
  for (const url of ["data:text/html,secret", "javascript:secret", "blob:https://a.example/secret"]) assert.equal(stripUrl(url), "");
});

test("the page's address ends at its path, or at the site", () => {
  assert.equal(pageUrl("https://a.example/orders/4711?x=1#y", true), "https://a.example/orders/4711");
  assert.equal(pageUrl("https://a.example:8443/orders/4711?x=1#y", false), "https://a.example:8443/");
});

test("what the recorder made absolute does not carry the page's query", () => {
  const page = "https://a.example/p?next=/x/secret&t=1/2#hash";
  const cases: [string, string][] = [
    ["https://a.example/p?next=/x/secret&t=1/2#mark", "#mark"],
    ["url(https://a.example/p?next=/x/secret&t=1/#mark)", "url(#mark)"],
    ["url(https://a.example/p?next=/x/secret&t=1/a.png)", "url(https://a.example/p/a.png)"],
    ["url('https://a.example/p?next=/b.png')", "url('https://a.example/p/b.png')"],
    ["https://a.example/p?size=2", "https://a.example/p?size=2"],
  ];
  for (const [sent, kept] of cases) assert.equal(withoutPage(sent, page, true), kept);
  assert.equal(withoutPage("url(https://a.example/p#m), https://a.example/p.png", page, false), "url(#m), https://a.example/p.png");
  assert.equal(withoutPage("https://a.example/p", page, false), "https://a.example/");
  assert.equal(withoutPage("no address", "about:srcdoc", true), "no address");
});
