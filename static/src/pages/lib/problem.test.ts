import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "./backoff";
import { asProblem } from "./problem";

test("a problem speaks with the server's words", () => {
  const body = { type: "/problems/too-many-attempts", title: "Too many attempts", detail: "Wait a little.", status: 429 };
  assert.deepEqual(asProblem(429, "30", body), { slug: "too-many-attempts", status: 429, title: "Too many attempts", detail: "Wait a little.", retryAfter: 30 });
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
