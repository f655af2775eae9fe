import assert from "node:assert/strict";
import { test } from "node:test";
import { absolute, clock, elapsed, local, ownZone, relative } from "./time";

const now = Date.UTC(2026, 10, 22, 14, 3, 9);
const ago = (seconds: number): string => relative(now - seconds * 1000, now);

test("times go from just now over minutes and hours to days", () => {
  assert.deepEqual([0, 44, 45, 89, 100, 600, 3300, 7200, 86_400, 200_000].map(ago), [
    "just now", "just now", "1 minute ago", "1 minute ago", "2 minutes ago", "10 minutes ago", "1 hour ago", "2 hours ago", "1 day ago", "2 days ago",
  ]);
});

test("times to come say so", () => {
  assert.deepEqual([-10, -120, -7200].map(ago), ["in a moment", "in 2 minutes", "in 2 hours"]);
});

test("elapsed time counts like a stopwatch and never below zero", () => {
  assert.deepEqual([-5000, 0, 65_000, 3_729_000].map(elapsed), ["0:00", "0:00", "1:05", "1:02:09"]);
});

test("a clock says the day only where it is another than today", () => {
  assert.equal(clock(now, now + 3_600_000, "UTC"), "14:03:09");
  assert.equal(clock(now, now, "Asia/Tokyo"), "23:03:09");
  assert.equal(clock(now, now + 86_400_000, "UTC"), "22 Nov, 14:03:09");
});

test("absolute times are those of the server", () => {
  assert.equal(absolute(now), "22 Nov 2026, 14:03:09 UTC");
});

test("local times are those of the reader's clock, and say so", () => {
  assert.match(local(now, "Asia/Tokyo"), /^22 Nov 2026, 23:03:09 GMT\+9$/);
  assert.equal(local(now), local(now, ownZone()));
});
