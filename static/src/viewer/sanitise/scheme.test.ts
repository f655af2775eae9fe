import assert from "node:assert/strict";
import { test } from "node:test";
import { inScheme } from "./css";

test("a query for the customer's scheme always holds, one for the other never", () => {
  assert.equal(inScheme("@media (prefers-color-scheme: dark) { a {} }", true), "@media (min-width:0px) { a {} }");
  assert.equal(inScheme("@media (prefers-color-scheme:light) and (width > 1px) { a {} }", true), "@media (max-width:0px) and (width > 1px) { a {} }");
  assert.equal(inScheme("@media not (Prefers-Color-Scheme : DARK) {}", false), "@media not (max-width:0px) {}");
});

test("of two schemes a page offers the customer's is taken", () => {
  assert.equal(inScheme(":root { color-scheme: light dark; }", true), ":root { color-scheme: dark; }");
  assert.equal(inScheme(":root{color-scheme:dark light !important}", false), ":root{color-scheme:light !important}");
  assert.equal(inScheme("color-scheme: only light", true), "color-scheme: only light");
});

test("other text stays as it is", () => {
  for (const css of ["a { color: red }", "@media print { a {} }", "a { --color-scheme-name: light dark }"]) assert.equal(inScheme(css, true), css);
});
