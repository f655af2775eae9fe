import assert from "node:assert/strict";
import { test } from "node:test";
import { stripUrl } from "./urls";

test("query, hash and user info stay here", () => {
  assert.equal(stripUrl("https://me:secret@a.example:8443/p/q?x=1#y"), "https://a.example:8443/p/q");
  assert.equal(stripUrl("../up?x=1", "https://a.example/b/c/d"), "https://a.example/b/up");
  assert.equal(stripUrl("mailto:a@example.org?subject=secret"), "mailto:a@example.org");
  assert.equal(stripUrl("not an address?x=1#y"), "not an address");
});

test("addresses that are content themselves are empty", () => {
  for (const url of ["data:text/html,secret", "javascript:secret", "blob:https://a.example/secret"]) assert.equal(stripUrl(url), "");
});
