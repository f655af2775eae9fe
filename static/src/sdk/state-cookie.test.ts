import assert from "node:assert/strict";
import { test } from "node:test";
import { StateCookie } from "./state-cookie";

const ticket = { sessionId: "s", resumeToken: "t" };

/** Keeps what was assigned last, and shows it beside the host's own cookies. */
function jar() {
  const kept = { assigned: "" };
  return { kept, get cookie() { return `a=b; ${kept.assigned.split(";")[0] ?? ""}; $$ZCB_SESSION$$X=c`; }, set cookie(value: string) { kept.assigned = value; } };
}

test("the cookie is base64 of id and resume token, and lives as long as the recovery window (F51)", () => {
  const page = jar();
  const cookie = new StateCookie({ key: "$$ZCB_SESSION$$", domain: "" }, page, false);
  cookie.write({ ...ticket, leftAt: 7 } as typeof ticket);
  const [pair, ...attributes] = page.kept.assigned.split("; ");
  assert.deepEqual(attributes, ["Path=/", "SameSite=Lax", "Max-Age=120"]);
  assert.deepEqual(JSON.parse(atob(pair!.slice("$$ZCB_SESSION$$=".length))), ticket);
  assert.deepEqual(cookie.read(), ticket);
});

test("on https it is secure, and siblings see it where a domain is set", () => {
  const page = jar();
  new StateCookie({ key: "k", domain: "shop.example" }, page, true).write(ticket);
  assert.match(page.kept.assigned, /; Max-Age=120; Domain=shop\.example; Secure$/);
  new StateCookie({ key: "k", domain: "shop.example" }, page, true).remove();
  assert.match(page.kept.assigned, /^k=; .*Max-Age=0; Domain=shop\.example; Secure$/);
});

test("a cookie that somebody else wrote is none, and a page without cookies is not disturbed (F71)", () => {
  for (const value of ["", "%", btoa("null"), btoa("{}"), btoa('{"sessionId":1,"resumeToken":"t"}')]) {
    assert.equal(new StateCookie({ key: "k", domain: "" }, { cookie: `k=${value}` }, false).read(), null);
  }
  const sandboxed = { get cookie(): string { throw new Error("SecurityError"); }, set cookie(_: string) { throw new Error("SecurityError"); } };
  const cookie = new StateCookie({ key: "k", domain: "" }, sandboxed, false);
  cookie.write(ticket);
  cookie.remove();
  assert.equal(cookie.read(), null);
});
