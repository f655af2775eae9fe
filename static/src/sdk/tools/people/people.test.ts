import assert from "node:assert/strict";
import { test } from "node:test";
import { changes } from "./index";

const ada = { userId: "a", userName: "Ada" };
const sam = { userId: "s", userName: "Sam", mode: "watching" };

test("who came is said with what they may do", () => {
  assert.equal(changes([], [ada], []), "Ada is here to help, and can draw on this page.");
  assert.equal(changes([ada], [ada, sam], []), "Sam is watching this page, and can do nothing on it.");
});

test("who watched and helps now is said once more, and nothing of who stays", () => {
  assert.equal(changes([ada, sam], [ada, { userId: "s", userName: "Sam" }], []), "Sam is helping now, and can draw on this page.");
  assert.equal(changes([ada, sam], [ada, sam], []), "");
});

test("who left is said, unless they handed over", () => {
  assert.equal(changes([ada, sam], [sam], []), "Ada left.");
  assert.equal(changes([ada, sam], [sam], ["a"]), "");
});
