import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { maskOf } from "./masking";
import type { CobrokerMask } from "./public";
import { siteOf } from "./site";

const item = fc.constantFrom(".iban", "#diagnosis", "[data-x]", ".a .b");
const some = fc.array(item, { maxLength: 3 }).map((items) => items.join(", "));
const mask: fc.Arbitrary<CobrokerMask> = fc.record(
  {
    maskType: fc.constantFrom("custom_input" as const, "all_input" as const),
    maskCssSelectors: some,
    maskHTMLAttributes: some,
    privateByDefault: fc.boolean(),
    unmaskCssSelectors: some,
  },
  { requiredKeys: [] },
);
const items = (list: string | undefined): string[] => (list ?? "").split(", ").filter(Boolean);

test("whatever a page says, it masks what its site masks and opens nothing that its site has closed", () => {
  fc.assert(
    fc.property(mask, mask, fc.constantFrom("builtin", "zoom"), (site, page, engine) => {
      const result = maskOf(site, page, engine);
      for (const one of [site, page]) {
        for (const selector of items(one.maskCssSelectors)) assert.ok(items(result.maskCssSelectors).includes(selector));
        for (const attribute of items(one.maskHTMLAttributes)) assert.ok(items(result.maskHTMLAttributes).includes(attribute));
        if (one.maskType === "all_input") assert.equal(result.maskType, "all_input");
        if (one.privateByDefault) assert.equal(result.privateByDefault, true);
      }
      if (site.privateByDefault) assert.equal(result.unmaskCssSelectors ?? "", site.unmaskCssSelectors ?? "");
      if (!result.privateByDefault) assert.equal(result.unmaskCssSelectors, undefined, "the SDK refuses openings that open nothing");
      if (result.privateByDefault && engine === "zoom") assert.ok(items(result.maskCssSelectors).includes("body"));
    }),
  );
});

test("what a page leaves open swallows nothing that comes from its site", () => {
  for (const open of [".x:not(.y", "/*", '[x="', ".x\\"]) {
    const { maskCssSelectors } = maskOf({ privateByDefault: true, maskCssSelectors: ".iban" }, { maskCssSelectors: open }, "zoom");
    assert.equal(maskCssSelectors, `.pii-mask, .iban, body, ${open}`, "whatever follows it is lost");
  }
});

test("without any word the usual marks are masked", () => {
  assert.deepEqual(maskOf({}, {}, "builtin"), { maskType: "custom_input", maskCssSelectors: ".pii-mask", maskHTMLAttributes: "data-sensitive=true" });
});

test("a site's settings are read field by field, and are nothing where there are none", () => {
  for (const none of [null, 7, {}, { site: null }, { site: "x" }]) assert.deepEqual(siteOf(none), { branding: {}, mask: {} });
  const site = { branding: { accent: "#123", heading: 7, hint: " " }, mask: { maskType: "all_input", privateByDefault: "yes" }, takesIdentity: true };
  assert.deepEqual(siteOf({ site }), { branding: { accent: "#123" }, mask: { maskType: "all_input" } });
});
