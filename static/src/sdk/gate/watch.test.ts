import assert from "node:assert/strict";
import { test } from "node:test";
import { filterFor } from "./watch";

test("every attribute a selector names is watched", () => {
  const { attributeFilter, childList } = filterFor(`[data-a="x:y+z"], [ data-b ~= "q" i], .c[lang|=en] > p`);
  for (const name of ["class", "id", "type", "data-private", "data-a", "data-b", "lang"]) assert.ok(attributeFilter?.includes(name), name);
  assert.equal(childList, undefined);
});

test("selectors that depend on neighbours or states watch everything", () => {
  for (const selector of ["p:nth-child(2)", "label + input", "h2 ~ p", ".x:has(b)", "input:not([a])"]) {
    const { attributeFilter, childList } = filterFor(selector);
    assert.deepEqual([attributeFilter, childList], [undefined, true], selector);
  }
});
