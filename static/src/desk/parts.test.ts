import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { delay, ResyncGate } from "./backoff";
import { shortcut } from "./keys";
import { opening } from "./opening";
import { command, parentPost } from "./parents";
import { expiry, takeAddress } from "./token";

describe("the token", () => {
  const open = (href: string): { token: string; left: string } => {
    let left = href;
    const { token } = takeAddress({ location: { href }, history: { replaceState: (_, __, url) => void (left = url) } });
    return { token, left };
  };

  it("leaves the address with everything beside the path", () => {
    assert.deepEqual(open("https://h/desk?x=1&access_token=a.b.c&y=2#access_token=z"), { token: "a.b.c", left: "/desk" });
    assert.deepEqual(open("https://h/desk?access_token="), { token: "", left: "/desk" });
    assert.deepEqual(open("https://h/desk?pin=1"), { token: "", left: "/desk" });
  });

  it("says when it expires, or nothing", () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    assert.equal(expiry(`${part({})}.${part({ exp: 1_700_000_000, name: "Zoë ?>" })}.x`), 1_700_000_000_000);
    for (const odd of ["", "a.b.c", "a", `a.${part(null)}.c`, `a.${part({ exp: "1" })}.c`]) assert.equal(expiry(odd), null);
  });
});

describe("the opening", () => {
  const said = { token: "", ticket: "", session: "", seat: "", pin: "" };
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const open = `${part({})}.${part({ exp: 1 })}.${"s".repeat(43)}`;
  const ours = `${part({})}.${part({ exp: 1, sid: "x" })}.${"s".repeat(43)}`;
  const nothing = (): null => null;

  it("asks for the PIN only with a token that names no session, where the server takes those", () => {
    assert.deepEqual(opening({ ...said, token: open, pin: "482913" }, true, nothing), { kind: "ask", token: open, expiresAt: 1000, pin: "482913", keepAs: "s".repeat(16) });
    assert.deepEqual(opening({ ...said, token: open }, false, nothing), { kind: "show", shown: { token: open }, expiresAt: 1000, keepAs: null });
    assert.deepEqual(opening({ ...said, token: ours }, true, nothing), { kind: "show", shown: { token: ours }, expiresAt: 1000, keepAs: null });
    assert.deepEqual(opening(said, true, nothing), { kind: "nothing" });
  });

  it("goes back to a seat that this tab remembers, and shows a ticket once", () => {
    const kept = (name: string): string | null => (name === "s".repeat(16) || name === "id" ? "id.cbt_x" : null);
    assert.deepEqual(opening({ ...said, token: open }, true, kept), { kind: "show", shown: { seat: "id.cbt_x" }, expiresAt: null, keepAs: "s".repeat(16) });
    assert.deepEqual(opening({ ...said, session: "id" }, false, kept), { kind: "show", shown: { seat: "id.cbt_x" }, expiresAt: null, keepAs: "id" });
    assert.deepEqual(opening({ ...said, session: "other" }, false, kept), { kind: "nothing" });
    assert.deepEqual(opening({ ...said, session: "other", seat: "other.cbt_y" }, false, kept), { kind: "show", shown: { seat: "other.cbt_y" }, expiresAt: null, keepAs: "other" });
    assert.deepEqual(opening({ ...said, ticket: "id.cbd_x" }, false, nothing), { kind: "show", shown: { seat: "id.cbd_x" }, expiresAt: null, keepAs: "id" });
  });
});

describe("the parent's word", () => {
  it("is heard from the parent itself and only from a configured origin", () => {
    const parent = {};
    const data = { source: "cobrowse-agent-sdk", type: "leave" };
    assert.equal(command({ source: parent, origin: "https://a", data }, parent, ["https://a"]), "leave");
    for (const odd of [{ source: {}, origin: "https://a", data }, { source: parent, origin: "https://evil", data }, { source: parent, origin: "https://a", data: { ...data, type: "draw" } }, { source: parent, origin: "https://a", data: null }]) {
      assert.equal(command(odd, parent, ["https://a"]), null);
    }
  });
});

describe("coming back", () => {
  it("spreads the desks of a restarted server over five seconds", () => {
    assert.deepEqual([delay(1, 1012, 0), delay(1, 1012, 0.5), delay(1, 1012, 0.999)], [0, 2500, 4995]);
  });

  it("waits longer each time, up to 15 s, with half of it jitter", () => {
    assert.deepEqual([1, 2, 3, 4, 5, 6, 30].map((attempt) => delay(attempt, 1006, 1)), [500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    assert.deepEqual([1, 6].map((attempt) => delay(attempt, 1006, 0)), [250, 7500]);
  });

  it("asks for a picture at most once in two seconds, and more rarely when that does not help", () => {
    const gate = new ResyncGate();
    assert.equal(gate.wait(0), 0);
    gate.passed(0);
    assert.equal(gate.wait(500), 1500);
    gate.passed(2000);
    assert.equal(gate.wait(2000), 4000);
    for (let at = 6000, count = 0; count < 10; count += 1) gate.passed((at += 30_000));
    assert.equal(gate.wait(306_000), 30_000);
    gate.passed(1_000_000);
    assert.equal(gate.wait(1_000_000), 2000, "after a quiet time it starts anew");
  });
});

describe("keys", () => {
  const press = (key: string, held: object = {}): string | null => shortcut({ key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, ...held });

  it("knows its keys, and = for +", () => {
    assert.deepEqual(["+", "=", "-", "0", "f", "F", "l", "q", "Enter"].map((key) => press(key)), ["+", "+", "-", "0", "f", "f", "l", null, null]);
  });

  it("leaves the browser's own alone", () => {
    for (const held of ["ctrlKey", "metaKey", "altKey", "defaultPrevented"]) assert.equal(press("0", { [held]: true }), null);
  });
});

describe("posting to the parent", () => {
  const window = (ancestorOrigins?: string[]): { posted: string[]; embedded: Parameters<typeof parentPost>[0] } => {
    const posted: string[] = [];
    return { posted, embedded: { parent: { postMessage: (_, origin) => void posted.push(origin) }, location: ancestorOrigins ? { ancestorOrigins } : {} } };
  };

  it("posts only to a configured origin, and to no one else", () => {
    for (const [ancestors, expected] of [[["https://a"], ["https://a"]], [["https://evil"], []], [undefined, ["https://a", "https://b"]]] as const) {
      const { posted, embedded } = window(ancestors && [...ancestors]);
      parentPost(embedded, ["https://a", "https://b"])({ type: "x", payload: {} });
      assert.deepEqual(posted, expected);
    }
  });

  it("posts nothing when it is framed by nobody or nobody is configured", () => {
    const { posted, embedded } = window(["https://a"]);
    parentPost(embedded, [])({ type: "x", payload: {} });
    const top = { ...embedded, parent: embedded.parent };
    (top as { parent: unknown }).parent = top;
    parentPost(top, ["https://a"])({ type: "x", payload: {} });
    assert.deepEqual(posted, []);
  });
});
