import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { buildAssets, frames, launch, results, root, startSite, token, treeBuilder, waitFor } from "./support.mjs";

const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");

/** How to bring a desk into each state, and the heading it then shows. */
const STATES = {
  connecting: { heading: "Connecting…", reach: async () => {}, silent: true },
  asking: { heading: "Ask the customer whether their screen shows", reach: async (desk) => { desk.welcome(); desk.say("asking"); } },
  live: { reach: async (desk) => live(desk) },
  away: { phase: "live", reach: async (desk) => { live(desk); desk.say("away", { hidden: true }); } },
  lost: { heading: "The customer’s page is gone", reach: async (desk) => { live(desk); desk.say("customer_lost", { deadlineSeconds: 107 }); } },
  reconnecting: { phase: "connecting", heading: "Reconnecting…", reach: async (desk) => { live(desk); await desk.control("hello"); }, drop: true },
  denied: { heading: "The customer said no", reach: async (desk) => { desk.welcome(); desk.say("asking"); desk.say("denied"); desk.close(4403); } },
  ended: { heading: "The customer ended the session", reach: async (desk) => { live(desk); desk.say("session_ended", { reason: "customer_ended", endReason: "The session ended" }); desk.close(4410); } },
  full: { phase: "failed", heading: "The session is full", reach: async (desk) => { desk.say("error", { code: 1013, errorMsg: "full" }); desk.close(4403); } },
  refused: { phase: "failed", heading: "Your access was not accepted", reach: async (desk) => desk.close(4401) },
};

function live(desk) {
  desk.welcome({ consented: true, agents: [{ userId: "u-1", userName: "Ada Okafor" }, { userId: "u-2", userName: "Bo Lindqvist" }] });
  desk.say("joined");
  desk.show(shop());
}

function shop() {
  const { el, doc } = treeBuilder();
  const style = `body{margin:0;font:16px/1.5 Georgia,serif;color:#222}header{background:#23395b;color:#fff;padding:20px 40px;font-size:22px}
    main{display:grid;grid-template-columns:1fr 280px;gap:40px;padding:40px}label{display:block;margin:0 0 16px}input{display:block;width:100%;box-sizing:border-box;padding:10px;border:1px solid #aaa;font:inherit}
    aside{background:#f4f1ea;padding:24px}button{background:#b5532a;color:#fff;border:0;padding:12px 28px;font:inherit}`;
  const field = (label, value) => el("label", {}, label, el("input", { value }));
  return doc([el("style", {}, style)], [
    el("header", {}, "Northwind Tea Company"),
    el("main", {}, el("section", {}, el("h1", {}, "Delivery details"), field("Full name", "Jamie Rivera"), field("Street", "14 Harbour Lane"), field("Card number", "••••••••"), el("button", {}, "Place order")),
      el("aside", {}, el("h2", {}, "Your basket"), el("p", {}, "2 × First flush Darjeeling"), el("p", {}, "1 × Cast iron teapot"), el("p", {}, "Total 86.40"))),
  ]);
}

describe("the desk's states", () => {
  let assets, site, browser;

  before(async () => {
    assets = buildAssets();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    assets?.remove();
  });
  beforeEach(async () => {
    site = await startSite(assets);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await site.stop();
  });

  async function open(options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.problems = [];
    page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
    page.on("pageerror", (error) => page.problems.push(String(error)));
    return page;
  }

  /** Brings `page` into a state of {@link STATES} and waits until it shows. */
  async function reach(page, name) {
    const state = STATES[name];
    await page.goto(site.deskUrl(token()));
    const desk = await site.relay.next();
    await state.reach(desk);
    if (state.phase === "live" || name === "live" || name === "lost" || state.drop) {
      const { replay } = await frames(page);
      await replay.getByText("Delivery details").waitFor();
    }
    if (state.drop) {
      site.relay.refusing = true;
      desk.socket.terminate();
    }
    await page.locator(`body[data-phase=${state.phase ?? name}]`).waitFor();
    if (state.heading) await page.getByRole("heading", { name: state.heading }).waitFor();
    return desk;
  }

  for (const name of Object.keys(STATES)) {
    it(`is clear and accessible: ${name}`, async () => {
      const shapes = [
        ["", {}],
        ["-dark", { colorScheme: "dark" }],
        ["-narrow", { viewport: { width: 360, height: 740 }, reducedMotion: "reduce" }],
      ];
      for (const [suffix, options] of shapes) {
        const page = await open(options);
        await reach(page, name);
        await waitFor(() => page.locator("#card").evaluate((card) => card.hidden || getComputedStyle(card).opacity === "1"), "the card"); // a reconnect shows it late
        await page.screenshot({ path: join(results, `${name}${suffix}.png`), animations: "disabled" });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "nothing is cut off sideways");
        const violations = await page.evaluate(`${axe}; axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" ")))`);
        assert.deepEqual(violations, []);
        assert.deepEqual(page.problems.filter((text) => !/WebSocket connection/.test(text)), [], "no policy was broken, nothing threw");
        await page.context().close();
        site.relay.refusing = false;
          }
    });
  }

  it("has room for itself in a 1024 by 768 frame, and tells its parent what happens", async () => {
    const page = await open({ viewport: { width: 1024, height: 768 } });
    await page.goto(`${site.deskOrigin}/parent`);
    await page.evaluate((url) => {
      window.told = [];
      addEventListener("message", (event) => event.data?.source === "cobrowse-desk" && window.told.push([event.origin, event.data.type, event.data.payload]));
      const frame = document.createElement("iframe");
      Object.assign(frame, { src: url, allow: "fullscreen", width: 1024, height: 768 });
      frame.style.border = "0";
      document.body.append(frame);
    }, site.deskUrl(token()));
    const desk = await site.relay.next();
    desk.welcome();
    desk.say("asking");
    desk.say("joined");
    desk.show(shop());
    const { replay } = await frames(page);
    await replay.getByText("Delivery details").waitFor();
    await page.screenshot({ path: join(results, "framed.png") });
    desk.say("session_ended", { reason: "revoked", endReason: "The session ended" });
    await waitFor(() => page.evaluate(() => window.told.some(([, type]) => type === "session_ended")), "the last note");
    const told = await page.evaluate(() => window.told);
    assert.deepEqual([...new Set(told.map(([origin]) => origin))], [site.deskOrigin]);
    assert.deepEqual(told.map(([, type, payload]) => [type, payload]), [
      ["desk_state", { state: "connecting" }], ["desk_state", { state: "asking" }], ["desk_state", { state: "live" }],
      ["session_joined", { sessionId: "s-1" }], ["desk_room", { watching: false, others: [], control: null }], ["desk_state", { state: "ended" }], ["session_ended", { reason: "revoked" }],
    ]);
  });

  it("counts down while the customer is gone, keeps the last picture and says it once", async () => {
    const page = await open();
    const desk = await reach(page, "lost");
    const text = () => page.locator("#text").textContent();
    const spoken = await page.locator("#announce").textContent();
    const first = await text();
    assert.match(first, /1:4\d to come back/);
    await waitFor(async () => (await text()) !== first, "a second to pass");
    assert.equal(await page.locator("#announce").textContent(), spoken);
    assert.equal(await (await frames(page)).replay.getByText("Delivery details").isVisible(), true);
    desk.say("customer_back");
    await page.locator("body[data-phase=live]").waitFor();
  });

  it("asks inside the page before it ends the session for everyone, and then tells the relay", async () => {
    const page = await open();
    const desk = await reach(page, "live");
    await page.getByRole("button", { name: "End for everyone" }).click();
    await page.screenshot({ path: join(results, "confirm-end.png") });
    await page.getByRole("dialog").getByRole("button", { name: "Stay" }).click();
    assert.equal(desk.received.some(({ type }) => type === "end"), false);
    await page.getByRole("button", { name: "End for everyone" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End for everyone" }).click();
    await desk.control("end");
  });

  it("leaves by button at once and by key after a question", async () => {
    for (const way of ["button", "key"]) {
      const page = await open();
      const desk = await reach(page, "live");
      if (way === "button") await page.getByRole("button", { name: "Leave" }).click();
      else {
        await page.keyboard.press("l");
        await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
      }
      await desk.control("leave");
      await page.getByRole("heading", { name: "You left the session" }).waitFor();
      assert.equal(await desk.closed, 1000);
      assert.equal(await page.locator("#viewer iframe").count(), 0, "the picture is gone with the session");
      }
  });

  it("says what to do when it is opened without a token", async () => {
    const page = await open();
    await page.goto(site.deskUrl());
    await page.getByRole("heading", { name: "Open this desk from your agent page" }).waitFor();
    await page.screenshot({ path: join(results, "no-token.png") });
  });

  it("takes the token out of the address at once, and comes back with it after a drop but not after a refusal", async () => {
    const page = await open();
    const secret = token();
    await page.goto(site.deskUrl(secret));
    const desk = await site.relay.next();
    assert.equal(desk.hello.token, secret);
    assert.equal(new URL(page.url()).search, "");
    for (const code of [1012, 1013]) {
      (code === 1012 ? desk : again).close(code);
      var again = await site.relay.next();
      assert.equal(again.hello.token, secret);
    }
    again.close(4409);
    await page.getByRole("heading", { name: "This session is open in another window" }).waitFor();
  });

  it("stops trying when its token has expired", async () => {
    const page = await open();
    await page.goto(site.deskUrl(token(-1)));
    const desk = await site.relay.next();
    desk.close(1013);
    await page.getByRole("heading", { name: "Your access has expired" }).waitFor();
  });
});
