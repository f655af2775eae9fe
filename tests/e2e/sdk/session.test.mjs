// The life of a session as a page lives it: loading, starting, agents, consent, losses, the end.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { call, heard, initSdk, payloads, start, startHarness, token, waitFor } from "./harness.mjs";

let harness;
before(async () => (harness = await startHarness()));
after(() => harness?.close());
beforeEach(() => harness.relay.reset());

async function open(path = "plain.html", settings = {}) {
  const visitor = await harness.visitor();
  const page = await visitor.context.newPage();
  await page.goto(`${harness.base}/${path}`);
  const result = await initSdk(page, settings);
  return { ...visitor, page, result };
}

const info = (page) => page.evaluate(() => window.session.getSessionInfo());
const status = async (page) => (await info(page)).sessionStatus;
const untilStatus = (page, wanted) => page.waitForFunction((name) => window.session.getSessionInfo().sessionStatus === name, wanted);
const ada = { userId: "a1", userName: "Ada" };
const dataFrames = () => harness.relay.frames.filter(({ kind }) => kind !== "C");

test("init calls back once, with a session and what the SDK is", async () => {
  const { page, result, noise, context } = await open();
  assert.deepEqual(result, { success: true, error: undefined, sdkInfo: { name: "cobroker", version: "0.1.0", baseUrl: harness.base, sdkKey: "KEY" } });
  assert.equal(await status(page), "session_idle");
  assert.deepEqual(noise, []);
  await context.close();
});

test("an init before the script is there is answered by the script", async () => {
  const { context } = await harness.visitor();
  const page = await context.newPage();
  await page.goto(`${harness.base}/early.html`);
  await page.waitForFunction(() => window.calls.length > 0);
  assert.equal(await page.evaluate(() => window.calls[0].success && typeof window.calls[0].session.start), "function");
  assert.equal(await page.evaluate(() => window.ZoomCobrowseSDKInitArgs), undefined);
  await page.evaluate(() => {
    window.first = window.ZoomCobrowseSDK;
    return new Promise((resolve) => {
      const again = document.createElement("script");
      again.src = "/static/resource/sdk/KEY/js";
      again.onload = resolve;
      document.head.append(again);
    });
  });
  assert.ok(await page.evaluate(() => window.first === window.ZoomCobrowseSDK && window.calls.length === 1), "loading twice changes nothing");
  await context.close();
});

test("the SDK adds one global", async () => {
  const { context } = await harness.visitor();
  const page = await context.newPage();
  await page.goto(`${harness.base}/plain.html`);
  const before = await page.evaluate(() => Object.getOwnPropertyNames(window));
  await page.addScriptTag({ url: "/static/resource/sdk/KEY/js" });
  const added = (await page.evaluate(() => Object.getOwnPropertyNames(window))).filter((name) => !before.includes(name));
  assert.deepEqual(added, ["ZoomCobrowseSDK"]);
  await context.close();
});

test("a mask that the browser does not understand fails init", async () => {
  const { result, context } = await open("plain.html", { piiMask: { maskCssSelectors: ".ok, ..broken" } });
  assert.equal(result.success, false);
  assert.equal(result.error.code, 9999);
  assert.match(result.error.errorMsg, /maskCssSelectors.*\.\.broken/);
  await context.close();
});

test("plain http is refused except on this computer", async () => {
  const { context } = await harness.visitor();
  const page = await context.newPage();
  const script = "/static/resource/sdk/KEY/js";
  await context.route("http://shop.example/**", (route) =>
    route.request().url().endsWith(script)
      ? route.fulfill({ contentType: "text/javascript", body: harness.loader })
      : route.fulfill({ contentType: "text/html", body: "<!doctype html><title>x</title>" }),
  );
  await page.goto("http://shop.example/");
  await page.addScriptTag({ url: script });
  const result = await page.evaluate(() => new Promise((resolve) => window.ZoomCobrowseSDK.init({}, resolve)));
  assert.equal(result.success, false);
  assert.match(result.error.errorMsg, /https/);
  await context.close();
});

test("events come in order: started, PIN, agent in, agent out, ended", async () => {
  const { page, noise, context } = await open("plain.html?q=secret#hash");
  assert.deepEqual(await start(page), { success: true });
  assert.equal(await status(page), "session_waiting");
  const hello = (await harness.relay.control("hello")).message;
  const { id, tab, ...address } = hello.page;
  assert.deepEqual([hello.version, hello.sdkKey, address], [1, "KEY", { url: `${harness.base}/plain.html` }]);
  for (const random of [id, tab]) assert.match(random, /^[0-9a-f]{32}$/);
  assert.deepEqual(hello.abilities, { agentAnnotation: true, customerAnnotation: false, remoteAssist: false, assistConsent: true, stopConfirmation: false, proposals: false });
  assert.equal(hello.start.token, token());

  harness.relay.last.say({ type: "agent_joined", ...ada, agentCount: 1 });
  await waitFor(page, "agent_joined");
  assert.equal(await status(page), "session_active");
  harness.relay.last.say({ type: "agent_left", ...ada, agentCount: 0 });
  await waitFor(page, "agent_left");
  assert.equal(await status(page), "session_waiting");
  harness.relay.last.say({ type: "session_ended", reason: "agent_ended", endReason: "The session ended" });
  await waitFor(page, "session_ended");

  assert.deepEqual(await heard(page), ["session_started", "pincode_updated", "agent_joined", "agent_left", "session_ended"]);
  assert.deepEqual(await payloads(page, "pincode_updated"), [{ pincode: "482913" }]);
  assert.deepEqual(await payloads(page, "agent_joined"), [{ ...ada, agentCount: 1 }]);
  assert.deepEqual(await payloads(page, "session_ended"), [{ sessionId: "session-1", endReason: "The session ended", reason: "agent_ended" }]);
  assert.equal(await status(page), "session_ended");
  assert.deepEqual(noise, []);
  await context.close();
});

test("end tells the relay, and a new session can follow", async () => {
  const { page, context } = await open();
  await start(page);
  const ended = call(page, "end");
  await harness.relay.control("end");
  const during = await start(page);
  assert.equal(during.error.code, 1017);
  harness.relay.last.say({ type: "session_ended", reason: "customer_ended", endReason: "The session ended" });
  assert.deepEqual(await ended, { success: true });
  assert.deepEqual(await start(page), { success: true });
  await context.close();
});

test("nothing about the page leaves before record, nor after rest", async () => {
  const { page, context } = await open();
  await start(page);
  await page.locator("#field").pressSequentially("before");
  await page.evaluate(() => window.session.on("agent_left", () => (window.leftSeen = true)));
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(({ kind }) => kind === "S", "a snapshot");
  const first = harness.relay.frames.findIndex(({ kind }) => kind !== "C");
  assert.equal(harness.relay.frames[first].kind, "S", "a picture is the first thing that leaves");
  harness.relay.last.say({ type: "rest" });
  harness.relay.last.say({ type: "agent_joined", ...ada, agentCount: 1 });
  await waitFor(page, "agent_joined");
  const count = dataFrames().length;
  await page.evaluate(() => (document.getElementById("out").textContent = "after rest"));
  const ended = call(page, "end");
  await harness.relay.control("end");
  assert.equal(dataFrames().length, count);
  harness.relay.last.say({ type: "session_ended", reason: "customer_ended", endReason: "The session ended" });
  await ended;
  await context.close();
});

test("typing, scrolling and changes arrive, the pointer as ephemeral frames", async () => {
  const { page, context } = await open();
  await start(page);
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(({ kind }) => kind === "S", "a snapshot");
  await page.locator("#field").pressSequentially("hello");
  await page.mouse.move(50, 60);
  await page.mouse.move(80, 90);
  await harness.relay.until(({ kind }) => kind === "E", "a pointer frame");
  await harness.relay.until(() => harness.relay.everything().includes('"text":"hello"'), "the typed text");
  const ephemeral = harness.relay.frames.filter(({ kind }) => kind === "E").flatMap(({ payload }) => JSON.parse(payload));
  assert.ok(ephemeral.every(({ data }) => [1, 6, 12, 14].includes(data.source)));
  await context.close();
});

test("a refresh within the window resumes, with a ticket that holds no token and no PIN", async () => {
  const { page, context } = await open();
  await start(page);
  await page.reload();
  await harness.relay.control("leaving");
  const stored = await page.evaluate(() => Object.values(sessionStorage).map((value) => atob(value)));
  assert.equal(stored.length, 1);
  assert.deepEqual(Object.keys(JSON.parse(stored[0])).sort(), ["leftAt", "resumeToken", "sessionId", "tab"]);
  assert.ok(!stored[0].includes("482913") && !stored[0].includes(token().slice(0, 20)));

  await initSdk(page);
  assert.equal(await status(page), "session_recoverable");
  const from = harness.relay.frames.length;
  harness.relay.onHello = (_hello, socket) => socket.welcome({ resumed: true, agents: [ada] });
  assert.deepEqual(await call(page, "join"), { success: true });
  assert.deepEqual((await harness.relay.control("hello", from)).message.resume, { sessionId: "session-1", resumeToken: "resume-1" });
  assert.equal(await status(page), "session_active");
  assert.deepEqual(await heard(page), ["session_started", "pincode_updated", "agent_joined"]);
  await context.close();
});

test("a refresh after the window does not resume", async () => {
  const { page, context } = await open();
  await start(page);
  await page.reload();
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 121_000;
  });
  await initSdk(page);
  assert.equal(await status(page), "session_idle");
  assert.equal((await call(page, "join")).error.code, 1011);
  await context.close();
});

test("join on a session that is over answers 1011 and forgets it", async () => {
  const { page, context } = await open();
  await start(page);
  await page.reload();
  await initSdk(page);
  harness.relay.onHello = (_hello, socket) => socket.close(4401);
  assert.equal((await call(page, "join")).error.code, 1011);
  assert.equal(await status(page), "session_idle");
  await context.close();
});

test("a lost connection comes back by itself", async () => {
  const { page, context } = await open();
  await start(page);
  const from = harness.relay.frames.length;
  harness.relay.onHello = (_hello, socket) => socket.welcome({ resumed: true });
  harness.relay.last.ws.terminate();
  await waitFor(page, "session_reconnecting");
  assert.equal(await status(page), "session_reconnecting");
  const [{ attempt, maxAttempts, deadlineMs }] = await payloads(page, "session_reconnecting");
  assert.deepEqual([attempt, maxAttempts], [1, 2]);
  assert.ok(Math.abs(deadlineMs - Date.now() - 120_000) < 5_000);
  await harness.relay.control("hello", from);
  await untilStatus(page, "session_waiting");
  await context.close();
});

test("after two failed attempts the session is over", async () => {
  const { page, context } = await open();
  await page.clock.install();
  await page.evaluate(() => (Math.random = () => 0));
  await start(page);
  harness.relay.isDown = true;
  harness.relay.last.ws.terminate();
  await waitFor(page, "session_reconnecting", 1);
  await page.clock.fastForward(1_100);
  await waitFor(page, "session_reconnecting", 2);
  await page.clock.fastForward(15_100);
  await waitFor(page, "session_ended");
  assert.deepEqual((await payloads(page, "session_reconnecting")).map(({ attempt }) => attempt), [1, 2]);
  assert.deepEqual((await payloads(page, "session_error")).map(({ code }) => code), [1016]);
  assert.deepEqual(await payloads(page, "session_ended"), [{ sessionId: "session-1", endReason: "Network connection error", reason: "customer_lost" }]);
  await context.close();
});

test("a page put aside for the back button stops, and resumes when it is shown again", async () => {
  const { page, context } = await open();
  await start(page);
  const from = harness.relay.frames.length;
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await harness.relay.control("leaving", from);
  assert.equal(await status(page), "session_reconnecting");
  harness.relay.onHello = (_hello, socket) => socket.welcome({ resumed: true });
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  assert.deepEqual((await harness.relay.control("hello", from)).message.resume, { sessionId: "session-1", resumeToken: "resume-1" });
  await untilStatus(page, "session_waiting");
  await context.close();
});

test("end on a session that waits for its page to come back ends it at the relay", async () => {
  const { page, context } = await open();
  await start(page);
  await page.reload();
  await initSdk(page);
  const from = harness.relay.frames.length;
  const ended = call(page, "end");
  await harness.relay.control("end", from);
  harness.relay.last.say({ type: "session_ended", reason: "customer_ended", endReason: "The session ended" });
  assert.deepEqual(await ended, { success: true });
  assert.equal(await status(page), "session_ended");
  await context.close();
});

test("start while ending is 1017", async () => {
  const { page, context } = await open();
  await start(page);
  const from = harness.relay.frames.length;
  const ended = call(page, "end");
  await harness.relay.control("end", from);
  assert.equal((await start(page)).error.code, 1017);
  harness.relay.last.say({ type: "session_ended", reason: "customer_ended", endReason: "The session ended" });
  assert.deepEqual(await ended, { success: true });
  assert.deepEqual(await start(page), { success: true });
  await context.close();
});

test("an announced restart is not the end, even if it takes several tries", async () => {
  const { page, context } = await open();
  await page.evaluate(() => (Math.random = () => 0.02));
  await start(page);
  let refusals = 0;
  harness.relay.onHello = (_hello, socket) => (refusals++ < 4 ? socket.ws.terminate() : socket.welcome({ resumed: true }));
  harness.relay.last.close(1012);
  await untilStatus(page, "session_reconnecting");
  await untilStatus(page, "session_waiting");
  assert.equal((await payloads(page, "session_reconnecting")).length, 1);
  assert.equal((await payloads(page, "session_ended")).length, 0);
  await context.close();
});

for (const [close, error, reason] of [[1008, 9999, "refused"], [4401, 2001, "refused"], [4409, null, "replaced"], [4410, null, "customer_ended"]]) {
  test(`close ${close} is final`, async () => {
    const { page, context } = await open();
    await start(page);
    harness.relay.last.close(close);
    await waitFor(page, "session_ended");
    assert.deepEqual((await payloads(page, "session_error")).map(({ code }) => code), error ? [error] : []);
    assert.equal((await payloads(page, "session_ended"))[0].reason, reason);
    assert.equal(await status(page), "session_ended");
    await context.close();
  });
}

test("until a session starts the page has the loader and nothing else", async () => {
  const { context } = await harness.visitor();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${harness.base}/plain.html`);
  await initSdk(page);
  assert.deepEqual(asked.filter((path) => /sdk/.test(path)), ["/static/resource/sdk/KEY/js/2.13.x"]);
  assert.equal(await status(page), "session_idle");
  await start(page);
  assert.match(asked.at(-1), /^\/assets\/sdk-core-[0-9a-f]{12}\.js$/);
  await context.close();
});

test("a core that cannot be fetched gives 1016, then 1001, and may be fetched again", async () => {
  const { page, context } = await open();
  const core = (url) => url.pathname.startsWith("/assets/sdk-core-");
  await context.route(core, (route) => route.abort());
  const { success, error } = await start(page);
  assert.deepEqual([success, error.code], [false, 1001]);
  assert.deepEqual((await payloads(page, "session_error")).map(({ code }) => code), [1016, 1001]);
  assert.equal(await status(page), "session_idle");
  await context.unroute(core);
  assert.deepEqual(await start(page), { success: true });
  await context.close();
});

test("an end while the core is on its way cancels the start", async () => {
  const { page, context } = await open();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await context.route((url) => url.pathname.startsWith("/assets/sdk-core-"), async (route) => {
    await held;
    await route.continue();
  });
  const started = start(page);
  await page.waitForFunction(() => window.session.getSessionInfo().sessionStatus === "session_connecting");
  assert.equal((await start(page)).error.code, 1002);
  assert.deepEqual(await call(page, "end"), { success: true });
  assert.equal((await started).error.code, 1017);
  release();
  assert.deepEqual(await start(page), { success: true });
  await context.close();
});

test("an engine that is down gives 1016, then 1001", async () => {
  const { page, context } = await open();
  harness.relay.isDown = true;
  const { success, error } = await start(page);
  assert.deepEqual([success, error.code, error.exception], [false, 1001, "SESSION_START_FAILED"]);
  assert.deepEqual((await payloads(page, "session_error")).map(({ code }) => code), [1016, 1001]);
  harness.relay.isDown = false;
  assert.deepEqual(await start(page), { success: true });
  await context.close();
});

for (const code of [1010, 1012, 2001, 9999]) {
  test(`the relay's error ${code} reaches callback and event`, async () => {
    const { page, context } = await open();
    harness.relay.onHello = (_hello, socket) => {
      socket.say({ type: "error", code, errorMsg: "because" });
      socket.close(4403);
    };
    const { error } = await start(page);
    assert.deepEqual([error.code, error.errorMsg], [code, "because"]);
    assert.deepEqual((await payloads(page, "session_error")).map((one) => one.code), [code]);
    await context.close();
  });
}

test("what is surely wrong is refused without a connection", async () => {
  const { page, context } = await open();
  const tries = [
    [{ sdkToken: undefined }, 2001],
    [{ sdkToken: "no.token" }, 2001],
    [{ sdkToken: token({ enable_byop: 1 }) }, 1009],
    [{ sdkToken: token({ enable_byop: 1 }), customPinCode: "ABCDEFGHIJK" }, 1008],
    [{ sdkToken: token({ enable_byop: 1 }), customPinCode: "AB-1" }, 1008],
  ];
  for (const [options, code] of tries) assert.equal((await call(page, "start", options)).error.code, code);
  assert.equal(harness.relay.frames.length, 0);
  assert.deepEqual((await payloads(page, "session_error")).map(({ code }) => code), tries.map(([, code]) => code));
  assert.deepEqual(await start(page, { sdkToken: token({ enable_byop: 1 }), customPinCode: "ab12" }), { success: true });
  assert.equal(harness.relay.frames[0].message.start.customPinCode, "ab12");
  await context.close();
});

test("start while connecting is 1002, while sharing 1004, in another tab 1004", async () => {
  const { page, context } = await open();
  harness.relay.onHello = () => undefined;
  const first = start(page);
  await harness.relay.control("hello");
  assert.equal((await start(page)).error.code, 1002);
  harness.relay.last.welcome();
  assert.deepEqual(await first, { success: true });
  assert.equal((await start(page)).error.code, 1004);

  const second = await context.newPage();
  await second.goto(`${harness.base}/plain.html`);
  await initSdk(second);
  assert.equal((await start(second)).error.code, 1004);
  harness.relay.last.say({ type: "session_ended", reason: "agent_ended", endReason: "The session ended" });
  await waitFor(page, "session_ended");
  harness.relay.onHello = (_hello, socket) => socket.welcome();
  assert.deepEqual(await start(second), { success: true });
  await context.close();
});

test("a listener that throws harms nobody else and reaches the page's own error handling", async () => {
  const { page, noise, context } = await open();
  await page.evaluate(() => {
    window.session.on("session_started", () => {
      throw new Error("mine");
    });
    window.session.on("session_started", () => (window.second = true));
    window.gone = () => (window.wasCalled = true);
    window.session.on("session_started", window.gone);
    window.session.off("session_started", window.gone);
  });
  assert.deepEqual(await start(page), { success: true });
  assert.deepEqual(await page.evaluate(() => [window.second, window.wasCalled]), [true, undefined]);
  assert.ok(noise.every((line) => line.includes("mine")) && noise.length > 0);
  await context.close();
});

test("going to another tab and back is told", async () => {
  const { page, context } = await open();
  await start(page);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await harness.relay.until(({ message }) => message?.type === "away" && message.hidden, "going away");
  await context.close();
});
