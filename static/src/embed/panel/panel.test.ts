import assert from "node:assert/strict";
import { test } from "node:test";
import { whyRefused } from "../broker";
import type { Help } from "../help-state";
import type { CobrokerText } from "../public";
import { sdkUrl } from "../sdk-loader";
import { button, panel } from "../words/en";
import { whyUnfit } from "./fit";
import { newsOf } from "./news";
import { endText, failureText, filled, spelled, validityText, wordsFor, type Say } from "./wording";

const LIVE = { phase: "live", pin: "482913", validUntil: null, helpers: [], joining: null, reconnecting: false } as const;
const ADA = { id: "a", name: "Ada" };
const WORDS: Record<string, string> = { ...button, ...panel };
const say: Say = (name, places) => filled(WORDS[name] ?? assert.fail(name), places);
const around = { phone: undefined, asksConsent: true, online: true };
const words = (help: Help, more = {}) => wordsFor(help, say, { ...around, ...more });

test("each state has its own words", () => {
  const states: Help[] = [
    { phase: "idle" },
    { phase: "starting" },
    { ...LIVE, helpers: [] },
    { ...LIVE, helpers: [ADA] },
    { ...LIVE, helpers: [ADA], reconnecting: true },
    { phase: "ended", reason: "agent_ended" },
    { phase: "failed", failure: "offline" },
  ];
  assert.deepEqual(states.map((help) => words(help).kind), ["idle", "starting", "waiting", "active", "reconnecting", "ended", "failed"]);
  assert.match(words({ ...LIVE, helpers: [], joining: "Ada" }).text, /^Ada is joining\. You will be asked/);
  assert.match(words({ ...LIVE, helpers: [{ id: "a", name: "" }] }).text, /^A helper can see/);
});

test("nothing is promised that is not kept, and a phone number is named where there is one", () => {
  assert.doesNotMatch(words({ ...LIVE, helpers: [] }, { asksConsent: false }).text, /asked/);
  assert.match(words({ ...LIVE, helpers: [] }, { phone: "0800 555" }).text, /^Call 0800 555 and/);
  assert.match(words({ ...LIVE, helpers: [] }, { online: false }).text, /^You are offline/);
});

test("every reason and every failure has a text", () => {
  const reasons = ["customer_ended", "agent_ended", "revoked", "too_long", "customer_lost", "no_agent", "no_customer", "never_started", "replaced", "unknown"] as const;
  const failures = ["not_loaded", "offline", "browser_too_old", "insecure_page", "unreachable", "not_allowed", "too_many", "unavailable", "sdk_not_loaded", "sdk_refused", "other_tab", "pin_in_use", "identity", "unknown"] as const;
  const names: CobrokerText[] = [...reasons.map(endText), ...failures.map(failureText)];
  for (const name of names) assert.ok(WORDS[name], name);
  assert.equal(new Set(names).size, names.length);
});

test("a PIN is spoken digit by digit", () => {
  assert.equal(spelled("482913"), "4 8 2, 9 1 3");
  assert.match(words({ ...LIVE, helpers: [] }).spoken, /^Your Support PIN is 4 8 2, 9 1 3\. Read it/);
});

test("validity counts down to a plain end", () => {
  assert.equal(validityText(61_000, 0, say), "Valid for another 1:01");
  assert.equal(validityText(0, 1, say), "This PIN is no longer valid.");
});

test("names stand in their place in a language of the other direction, and a name is no pattern", () => {
  assert.equal(filled("{name}!", { name: "$& {name}" }), "$& {name}!");
  assert.equal(filled("{name}!", { name: "Ada" }, true), "\u2068Ada\u2069!");
  assert.equal(filled("{other}", { name: "Ada" }), "{other}");
});

test("events are the differences of states, each told once", () => {
  const names = (before: Help, now: Help) => newsOf(before, now, say).map(([name]) => name);
  assert.deepEqual(names({ phase: "starting" }, LIVE as unknown as Help), ["pin"]);
  assert.deepEqual(names({ ...LIVE, helpers: [] }, { ...LIVE, helpers: [ADA] }), ["joined"]);
  assert.deepEqual(names({ ...LIVE, helpers: [ADA] }, { ...LIVE, helpers: [], validUntil: "2026-11-22T14:13:00Z" }), ["pin", "left"]);
  assert.deepEqual(names({ ...LIVE, helpers: [] }, { ...LIVE, helpers: [], reconnecting: true }), ["reconnecting"]);
  assert.deepEqual(newsOf({ ...LIVE, helpers: [] }, { phase: "ended", reason: "revoked" }, say), [["ended", { reason: "revoked" }]]);
  assert.deepEqual(newsOf({ phase: "starting" }, { phase: "failed", failure: "too_many" }, say), [["failed", { failure: "too_many" }]]);
  assert.deepEqual(names({ phase: "ended", reason: "revoked" }, { phase: "idle" }), []);
});

test("a refusal is understood by its stable name", () => {
  assert.deepEqual(["/problems/origin-not-allowed", "/problems/too-many-attempts", "/problems/identity-invalid", "/problems/internal", null].map(whyRefused), ["not_allowed", "too_many", "identity", "unknown", "unknown"]);
});

test("the loader's address is Zoom's", () => {
  assert.equal(sdkUrl({ baseUrl: "https://us01-zcb.zoom.us/", sdkKey: "k", sdkVersion: null }), "https://us01-zcb.zoom.us/static/resource/sdk/k/js");
  assert.equal(sdkUrl({ baseUrl: "https://us01-zcb.zoom.us", sdkKey: "k", sdkVersion: "2.13.x" }), "https://us01-zcb.zoom.us/static/resource/sdk/k/js/2.13.x");
});

test("help is refused on pages without https, and in browsers that lack what it needs", () => {
  const parts = ["fetch", "Promise", "Proxy", "WebSocket", "MutationObserver", "AbortController", "ReadableStream", "TextDecoder"];
  const win = { location: new URL("https://shop.example"), ...Object.fromEntries(parts.map((name) => [name, class {}])) };
  const told = (change: object): string | null => whyUnfit({ ...win, ...change } as never);
  assert.equal(told({}), null);
  assert.equal(told({ location: new URL("http://localhost:3000") }), null);
  assert.equal(told({ location: new URL("http://shop.example") }), "insecure_page");
  for (const missing of parts) {
    const { [missing]: _gone, ...rest } = win as Record<string, unknown>;
    assert.equal(whyUnfit(rest as never), "browser_too_old", missing);
  }
});
