import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "./backoff";
import { asProblem } from "./problem";

test("a problem speaks the page's language, by its slug", () => {
  const body = { type: "/problems/too-many-attempts", title: "For programs", detail: "For programs.", status: 429 };
  assert.deepEqual(asProblem(429, "30", body), { slug: "too-many-attempts", status: 429, title: "Too many attempts", detail: "Try again in 30 seconds.", retryAfter: 30 });
  assert.equal(asProblem(429, "61", body).detail, "Try again in 2 minutes.");
});

test("a problem that has no words yet brings its own", () => {
  const body = { type: "/problems/new-one", title: "New", detail: "Quite new." };
  assert.deepEqual(asProblem(409, null, body), { slug: "new-one", status: 409, title: "New", detail: "Quite new.", retryAfter: null });
});

test("an answer without words gets some", () => {
  const problem = asProblem(502, "Sun, 22 Nov 2026 14:03:09 GMT", null);
  assert.equal(problem.slug, "status-502");
  assert.equal(problem.retryAfter, null);
  assert.match(problem.detail, /Try again/);
});

test("waiting doubles up to its limit and keeps to its half", () => {
  assert.deepEqual([0, 1, 2, 10, 500].map((attempt) => backoff(attempt, () => 1)), [500, 1000, 2000, 15_000, 15_000]);
  assert.equal(backoff(1, () => 0), 500);
});
