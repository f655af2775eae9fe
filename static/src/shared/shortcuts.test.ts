import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pageShortcut, SHORTCUTS } from "./shortcuts";

const press = (key: string, more = {}) => ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, defaultPrevented: false, ...more });

test("no key means two things", () => {
  assert.equal(new Set(SHORTCUTS.map(({ key }) => key)).size, SHORTCUTS.length);
  assert.equal(new Set(SHORTCUTS.map(({ name }) => name)).size, SHORTCUTS.length);
});

test("tabs are chosen by Alt and a digit, wherever that digit's sign is", () => {
  assert.deepEqual(pageShortcut(press("¡", { code: "Digit1", altKey: true }), false), { name: "tab", place: 0 });
  assert.deepEqual(pageShortcut(press("9", { code: "Digit9", altKey: true }), true), { name: "tab", place: 8 });
  assert.equal(pageShortcut(press("1", { code: "Digit1", altKey: true, ctrlKey: true }), true), null);
});

test("single letters can be switched off, and never fight the browser's own", () => {
  assert.deepEqual(pageShortcut(press("N"), true), { name: "note" });
  assert.deepEqual(pageShortcut(press("?", { shiftKey: true }), true), { name: "sheet" });
  assert.equal(pageShortcut(press("n"), false), null);
  assert.equal(pageShortcut(press("n", { ctrlKey: true }), true), null);
  assert.equal(pageShortcut(press("p"), true), null, "the frame's own");
});

test("what the desk's template says of its keys is what the table says", () => {
  const html = ["pages/desk.html", "partials/desk_people.html"].map((name) => readFileSync(`templates/${name}`, "utf8")).join("");
  const said = [...html.matchAll(/aria-keyshortcuts="([^"]+)"/g)].map(([, key]) => key as string);
  assert.deepEqual([...new Set(said)].sort(), SHORTCUTS.filter(({ where }) => where !== "page").map(({ key }) => key as string).sort());
});
