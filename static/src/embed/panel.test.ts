import assert from "node:assert/strict";
import { test } from "node:test";
import { sdkUrl } from "./loader";
import { validityText, wordsFor } from "./panel";

const LIVE = { phase: "live", pin: "482913", validUntil: null, helpers: [], joining: null, reconnecting: false } as const;

test("each state has its own words", () => {
  const kinds = [
    { phase: "idle" } as const,
    { phase: "starting" } as const,
    { ...LIVE, helpers: [] },
    { ...LIVE, helpers: [{ id: "a", name: "Ada" }] },
    { ...LIVE, helpers: [{ id: "a", name: "Ada" }], reconnecting: true },
    { phase: "ended", why: "It ended." } as const,
    { phase: "failed", why: "It failed." } as const,
  ].map((help) => wordsFor(help).kind);
  assert.deepEqual(kinds, ["idle", "starting", "waiting", "active", "reconnecting", "ended", "failed"]);
  assert.match(wordsFor({ ...LIVE, helpers: [], joining: "Ada" }).text, /Ada is joining/);
});

test("validity counts down to a plain end", () => {
  assert.equal(validityText(61_000, 0), "Valid for another 1:01");
  assert.equal(validityText(0, 1), "This PIN is no longer valid.");
});

test("the loader's address is Zoom's", () => {
  assert.equal(sdkUrl({ baseUrl: "https://us01-zcb.zoom.us/", sdkKey: "k", sdkVersion: null }), "https://us01-zcb.zoom.us/static/resource/sdk/k/js");
  assert.equal(sdkUrl({ baseUrl: "https://us01-zcb.zoom.us", sdkKey: "k", sdkVersion: "2.13.x" }), "https://us01-zcb.zoom.us/static/resource/sdk/k/js/2.13.x");
});
