import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { absolute } from "../pages/lib/time";
import { find, locale, say } from "./say";

const english = globalThis.cobrokerWords;

/** The page's language is another one while `work` runs. */
function speaking<T>(language: string, messages: Record<string, never> | object, work: () => T): T {
  globalThis.cobrokerWords = { language, messages: messages as NonNullable<typeof english>["messages"] };
  try {
    return work();
  } finally {
    globalThis.cobrokerWords = english;
  }
}

test("moments and numbers are those of the server", () => {
  const table = JSON.parse(readFileSync("tests/fixtures/words.json", "utf8")) as Record<string, { moments: string[]; numbers: string[] }>;
  for (const [language, { moments, numbers }] of Object.entries(table)) {
    speaking(language, { n: [{ v: "n" }] }, () => {
      assert.deepEqual(moments.map((_, month) => absolute(Date.UTC(2026, month, 2, 4, 3, 9))), moments);
      assert.deepEqual([0, 999, 1234, 12_345, -1_234_567].map((n) => new Intl.NumberFormat(locale()).format(n)), numbers);
    });
  }
});

test("a message is filled", () => {
  assert.equal(say("reveal-show-label", { name: "Password" }), "Show: Password");
  assert.equal(say("copy-done"), "Copied");
  assert.equal(find("nothing-of-the-kind"), null);
});

test("a count chooses its form, an exact one first", () => {
  const messages = { seats: [{ v: "count", of: { 0: "none", one: "one seat", few: [{ v: "count" }, " few"], other: [{ v: "count" }, " seats"] }, or: "other" }] };
  const seats = (language: string): (string | null)[] => speaking(language, messages, () => [0, 1, 3, 1200].map((count) => find("seats", { count })));
  assert.deepEqual(seats("en"), ["none", "one seat", "3 seats", "1,200 seats"]);
  assert.deepEqual(seats("ar"), ["none", "one seat", "\u20683\u2069 few", "\u20681,200\u2069 seats"]);
});

test("a word chooses its form", () => {
  const messages = { pet: [{ v: "kind", of: { cat: "miaow", other: "?" }, or: "other" }] };
  assert.deepEqual(speaking("en", messages, () => ["cat", "fish"].map((kind) => find("pet", { kind }))), ["miaow", "?"]);
});
