import assert from "node:assert/strict";
import { test } from "node:test";
import type { Broker } from "./broker";
import { helpSession, type HelpSession } from "./help-session";
import { HelpError, type Help } from "./help-state";
import { KEY } from "./memory";
import type { Reporter } from "./report";
import type { ServerEvent } from "./sse";
import { siteOf } from "./site";
import type { SdkSession } from "./zoom";

class FakeSdk implements SdkSession {
  calls: string[] = [];
  status = "session_idle";
  private readonly handlers = new Map<string, (payload?: Record<string, unknown>) => void>();
  start(options: { sdkToken: string }): void {
    this.calls.push(`start ${options.sdkToken}`);
  }
  join(): void {
    this.calls.push("join");
  }
  end(): void {
    this.calls.push("end");
    this.emit("session_ended", { reason: "customer_ended" });
  }
  on(event: string, handler: (payload?: Record<string, unknown>) => void): void {
    assert.ok(!this.handlers.has(event), `${event} is wired once`);
    this.handlers.set(event, handler);
  }
  getSessionInfo(): { sessionStatus: string } {
    return { sessionStatus: this.status };
  }
  emit(event: string, payload?: Record<string, unknown>): void {
    this.handlers.get(event)?.(payload);
  }
}

class FakeStorage {
  items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

interface Stage {
  help: HelpSession;
  sdk: FakeSdk;
  storage: FakeStorage;
  reported: string[];
  signal(event: ServerEvent): void;
  leave(): void;
}

const CONFIG = { baseUrl: "https://engine.example", sdkKey: "key", sdkVersion: null, engine: "builtin", asksConsent: true, site: siteOf({}) };

function stage(broker: Partial<Broker> = {}, pinAnswer: Awaited<ReturnType<Reporter["pin"]>> = { validUntil: "2026-11-22T14:13:00Z" }): Stage {
  const sdk = new FakeSdk();
  const storage = new FakeStorage();
  const reported: string[] = [];
  let hear: (event: ServerEvent) => void = () => undefined;
  let leave = (): void => undefined;
  const reporter: Reporter = {
    pin: async (pincode) => {
      reported.push(`pin ${pincode}`);
      return pinAnswer;
    },
    event: (type, extra, leaving) => void reported.push([type, extra?.["userId"], leaving && "leaving"].filter(Boolean).join(" ")),
    listen: (heard, signal) => {
      hear = heard;
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
    },
  };
  const help = helpSession(
    {
      broker: {
        config: async () => CONFIG,
        start: async () => ({ sessionId: "s-1", reportToken: "r-1", token: "t-1", customPinCode: null }),
        ...broker,
      },
      loadSdk: async () => sdk,
      reporter: () => reporter,
      storage: storage as unknown as Storage,
      onLeave: (action) => void (leave = action),
    },
    () => undefined,
  );
  return { help, sdk, storage, reported, signal: (event) => hear(event), leave: () => leave() };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function live(help: Help): Extract<Help, { phase: "live" }> {
  assert.equal(help.phase, "live");
  return help as Extract<Help, { phase: "live" }>;
}

test("from the button to a helper and to the end", async () => {
  const { help, sdk, storage, reported } = stage();
  await help.start();
  assert.deepEqual(sdk.calls, ["start t-1"]);
  assert.equal(help.help.phase, "starting");

  sdk.emit("session_started");
  sdk.emit("pincode_updated", { pincode: "482913" });
  await settle();
  assert.equal(live(help.help).pin, "482913");
  assert.equal(live(help.help).validUntil, "2026-11-22T14:13:00Z");
  assert.equal(JSON.parse(storage.items.get(KEY) ?? "").reportToken, "r-1");

  sdk.emit("agent_joined", { userId: "a", userName: "Ada" });
  assert.deepEqual(live(help.help).helpers, [{ id: "a", name: "Ada" }]);
  sdk.emit("agent_left", { userId: "a", userName: "Ada" });
  assert.deepEqual(live(help.help).helpers, []);

  help.end();
  assert.equal(help.help.phase, "ended");
  assert.equal(storage.items.has(KEY), false);
  assert.deepEqual(reported, ["session_started", "pin 482913", "agent_joined a", "agent_left a", "session_ended"]);
});

test("a revoked session is ended, and the customer is told by whom", async () => {
  const { help, sdk, signal } = stage();
  await help.start();
  sdk.emit("session_started");
  signal({ event: "agent_admitted", data: '{"name":"Ada"}' });
  assert.equal(live(help.help).joining, "Ada");
  signal({ event: "revoked", data: "{}" });
  assert.deepEqual(sdk.calls, ["start t-1", "end"]);
  assert.deepEqual(help.help, { phase: "ended", reason: "revoked" });
});

test("the next page takes the session up, and believes the engine about who is there", async () => {
  const { help, sdk, storage, leave, reported } = stage();
  storage.setItem(KEY, JSON.stringify({ sessionId: "s-1", reportToken: "r-1", pin: "482913", helpers: [{ id: "gone", name: "Ben" }] }));
  sdk.status = "session_recoverable";
  await help.resume();
  assert.deepEqual(sdk.calls, ["join"]);
  assert.equal(live(help.help).reconnecting, true);
  sdk.emit("session_started", { resumed: true });
  sdk.emit("agent_joined", { userId: "a", userName: "Ada" });
  assert.deepEqual(live(help.help), { phase: "live", pin: "482913", validUntil: null, helpers: [{ id: "a", name: "Ada" }], joining: null, reconnecting: false });
  leave();
  assert.equal(reported.at(-1), "session_reconnecting leaving");
  help.end();
});

test("a session that ended while it was being joined is ended once the SDK listens", async () => {
  const { help, sdk, storage, signal, reported } = stage();
  storage.setItem(KEY, JSON.stringify({ sessionId: "s-1", reportToken: "r-1", pin: "482913" }));
  sdk.status = "session_recoverable";
  await help.resume();
  const { end } = sdk;
  sdk.end = () => void sdk.calls.push("end, unheard");
  signal({ event: "revoked", data: "{}" });
  sdk.end = end;
  sdk.emit("session_started", { resumed: true });
  assert.deepEqual(sdk.calls, ["join", "end, unheard", "end"]);
  assert.deepEqual(help.help, { phase: "ended", reason: "revoked" });
  assert.deepEqual(reported, ["session_ended"]);
});

test("a session that cannot be taken up is over", async () => {
  const { help, storage } = stage();
  storage.setItem(KEY, JSON.stringify({ sessionId: "s-1", reportToken: "r-1" }));
  await help.resume();
  assert.equal(help.help.phase, "ended");
  assert.equal(storage.items.has(KEY), false);
});

test("what was revoked while the SDK was on its way is not shared once more", async () => {
  let arrive = (): void => undefined;
  const { help, sdk, storage, signal } = stage({
    config: () => new Promise((resolve) => (arrive = () => resolve(CONFIG))),
  });
  storage.setItem(KEY, JSON.stringify({ sessionId: "s-1", reportToken: "r-1" }));
  sdk.status = "session_recoverable";
  const resumed = help.resume();
  signal({ event: "revoked", data: "{}" });
  assert.deepEqual(help.help, { phase: "ended", reason: "revoked" });
  arrive();
  await resumed;
  assert.deepEqual(sdk.calls, []);
  assert.equal(help.help.phase, "ended");
});

test("a PIN that the broker refuses is not left on screen", async () => {
  const { help, sdk } = stage({}, "refused");
  await help.start();
  sdk.emit("session_started");
  sdk.emit("pincode_updated", { pincode: "482913" });
  await settle();
  assert.deepEqual(sdk.calls, ["start t-1", "end"]);
  assert.equal(help.help.phase, "ended");
});

test("a failed start says why and can be tried again", async () => {
  let healthy = false;
  const { help, sdk } = stage({
    start: async () => {
      if (!healthy) throw new HelpError("too_many");
      return { sessionId: "s-2", reportToken: "r-2", token: "t-2", customPinCode: null };
    },
  });
  await help.start();
  assert.deepEqual(help.help, { phase: "failed", failure: "too_many" });
  healthy = true;
  await help.start();
  sdk.emit("session_started");
  assert.equal(help.help.phase, "live");
  help.end();
});

test("an SDK error ends a start, and is nothing to a session under way", async () => {
  const { help, sdk } = stage();
  await help.start();
  sdk.emit("session_error", { code: 1004 });
  assert.deepEqual(help.help, { phase: "failed", failure: "other_tab" });
  await help.start();
  sdk.emit("session_started");
  sdk.emit("session_error", { code: 9999 });
  assert.equal(help.help.phase, "live");
  help.end();
});

test("a session that went on in another tab is not reported as ended", async () => {
  const { help, sdk, reported } = stage();
  await help.start();
  sdk.emit("session_started");
  sdk.emit("session_ended", { reason: "replaced" });
  assert.equal(help.help.phase, "ended");
  assert.deepEqual(reported, ["session_started"]);
});
