// `/embed.js` on a website of another origin, with the real server behind it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { allow, getHelp, launch, parting, person, picture, readable, shownPin, signIn, startDemo, typePin, until } from "../whole/support.mjs";
import { hostSite } from "./site.mjs";

let site, demo, browser, customer;
before(async () => {
  site = await hostSite();
  demo = await startDemo({ env: { COBROKER_ALLOWED_ORIGINS: site.origin } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  site?.stop();
});
beforeEach(async () => {
  site.pages.clear();
  customer = await person(browser);
});
/** What the page may complain about in this test. */
let expected = [];
afterEach(async () => {
  await parting([customer], expected);
  expected = [];
});

const tag = (attributes = "") => `<script async src="${demo.baseUrl}/embed.js" ${attributes}></script>`;
const launcher = () => customer.page.locator(".cb-help-launcher");
const panel = () => customer.page.locator(".cb-help-box");
const state = () => customer.page.evaluate(() => Cobroker.state);
const phase = (wanted) => customer.page.waitForFunction((name) => window.Cobroker?.state?.phase === name, wanted);

async function visit(path, page) {
  site.pages.set(path, page);
  await customer.page.goto(site.origin + path);
}

/** Ends the session, once the broker knows its PIN: a report that crosses the end would be refused. */
async function end() {
  await customer.page.waitForFunction(() => Cobroker.state.validUntil);
  await customer.page.evaluate(() => Cobroker.end());
  await phase("ended");
}

test("until it is pressed the page has loaded the script and nothing else", async () => {
  const asked = [];
  customer.page.on("request", (request) => request.url().startsWith(demo.baseUrl) && asked.push(new URL(request.url()).pathname));
  await visit("/", { tag: tag() });
  await launcher().waitFor();
  await customer.page.waitForLoadState("networkidle");
  assert.deepEqual(asked, ["/embed.js"]);
  await launcher().click();
  await shownPin(customer.page);
  assert.ok(asked.includes("/api/config") && asked.includes("/api/customer/start"), asked.join());
  await end();
});

test("under a strict policy, Trusted Types included, help goes the whole way, and the helper sees nothing of the widget", async () => {
  const socket = demo.baseUrl.replace("http", "ws");
  const csp = `default-src 'none'; script-src ${demo.baseUrl}; connect-src ${demo.baseUrl} ${socket}; img-src data:; require-trusted-types-for 'script'; trusted-types cobroker`;
  await visit("/strict", { tag: tag('data-phone="0800 555 0142"'), csp, body: "<h1>The strict shop</h1><input aria-label='Note'>" });
  const pin = await getHelp(customer.page);
  const agent = await person(browser);
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await allow(customer.page);
  await picture(agent.page).getByRole("heading", { name: "The strict shop" }).waitFor();
  await phase("active");
  assert.deepEqual((await state()).helpers, ["Ada Okafor"]);
  await customer.page.getByLabel("Note", { exact: true }).fill("seen by Ada");
  await until(async () => (await picture(agent.page).locator("input").inputValue()) === "seen by Ada", "typing at the agent");
  const sent = readable(customer.frames.filter((frame) => frame.sent));
  assert.ok(sent.includes("The strict shop") && !sent.includes("cb-help") && !sent.includes("cobroker-help"), "the widget is in no frame");
  assert.equal(await picture(agent.page).locator(".cb-help").count(), 0);
  await end();
  await agent.close();
});

const HOSTILE = `*, *::before, *::after { all: unset !important; display: none !important; visibility: hidden !important; opacity: 0 !important; pointer-events: none !important; }
html, body { display: block !important; visibility: visible !important; opacity: 1 !important }
html > * { position: static !important; z-index: -1 !important; width: 1px !important; transform: scale(.1) !important; filter: blur(9px) !important; font: 3px cursive !important; color: transparent !important; direction: rtl !important }
button, section, div { background: red !important; border: 9px dotted lime !important; text-transform: uppercase !important }`;

/** What the widget looks like: the place and every computed style of each element in it. */
const looks = () =>
  customer.page.evaluate(() =>
    [...document.querySelector("cobroker-help").shadowRoot.querySelectorAll("*")].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return [element.className, x, y, width, height, ...[...style].map((name) => `${name}: ${style.getPropertyValue(name)}`)].join("\n");
    }),
  );

test("on a page whose styles are hostile the button looks as on any other, and can be pressed", async () => {
  await visit("/plain", { tag: tag() });
  await launcher().waitFor();
  const plain = await looks();
  await visit("/hostile", { tag: tag(), head: `<style>${HOSTILE}</style>` });
  await launcher().waitFor();
  assert.deepEqual(await looks(), plain);
  await launcher().click();
  await shownPin(customer.page);
  await end();
});

test("once help is here the panel steps aside, to a button that says so; on the next page it stays there", async () => {
  await customer.page.clock.install();
  site.pages.set("/next", { tag: tag(), body: "<h1>Next page</h1>" });
  await visit("/", { tag: tag(), body: '<h1>The shop</h1><a href="/next">on</a>' });
  const pin = await getHelp(customer.page);
  const agent = await person(browser);
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await allow(customer.page);
  await phase("active");
  await panel().hover();
  await customer.page.clock.fastForward(8_500);
  assert.ok(await panel().isVisible(), "it does not go from under a pointer");
  await customer.page.mouse.move(0, 0);
  await customer.page.clock.fastForward(8_500);
  await panel().waitFor({ state: "hidden" });
  await launcher().filter({ hasText: "Live: Ada Okafor" }).waitFor();
  assert.equal((await state()).open, false);
  await customer.page.getByRole("link", { name: "on" }).click();
  await picture(agent.page).getByRole("heading", { name: "Next page" }).waitFor();
  await launcher().filter({ hasText: "Live: Ada Okafor" }).waitFor();
  assert.ok(await panel().isHidden(), "the next page is not covered either");
  await launcher().click();
  await panel().getByRole("button", { name: "End session" }).click();
  await panel().filter({ hasText: "Help ended" }).waitFor();
  await agent.close();
});

test("from page to page and through a refresh the session goes along", async () => {
  site.pages.set("/two", { tag: tag(), body: "<h1>Second page</h1>" });
  await visit("/one", { tag: tag(), body: '<h1>First page</h1><a href="/two">on</a>' });
  const pin = await getHelp(customer.page);
  const { sessionId } = await state();
  for (const move of [() => customer.page.getByRole("link", { name: "on" }).click(), () => customer.page.reload()]) {
    await move();
    await phase("waiting");
    assert.equal(await shownPin(customer.page), pin);
  }
  assert.equal(new URL(customer.page.url()).pathname, "/two");
  const { json } = await demo.api("/api/session/list?state=live", { as: demo.supervisor });
  assert.deepEqual(json.sessions.map((session) => [session.sessionId, session.state]), [[sessionId, "waiting"]]);
  await end();
  await customer.page.reload();
  await launcher().waitFor();
  assert.equal((await state()).phase, "idle");
});

test("by keyboard alone: asked for, copied, hidden, shown, ended", async () => {
  await customer.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: site.origin });
  await visit("/", { tag: tag(), body: "<a href='#'>The last link</a>" });
  await launcher().waitFor();
  const press = (key) => customer.page.keyboard.press(key);
  const focused = () => customer.page.evaluate(() => document.querySelector("cobroker-help").shadowRoot.activeElement?.className ?? "");

  await press("Tab");
  await press("Tab");
  assert.match(await focused(), /launcher/, "the button comes after the page");
  await press("Enter");
  const pin = await shownPin(customer.page);
  assert.match(await focused(), /cb-help-box/, "the panel has the focus");
  assert.equal(await panel().getAttribute("role"), "dialog");
  await press("Tab");
  assert.match(await focused(), /close/);
  await press("Tab");
  assert.match(await focused(), /copy/);
  await press("Enter");
  await panel().getByText("Copied").waitFor();
  assert.equal(await customer.page.evaluate(() => navigator.clipboard.readText()), pin);
  await press("Escape");
  assert.match(await focused(), /launcher/, "the focus is back on the button");
  assert.equal(await launcher().getAttribute("aria-expanded"), "false");
  await press("Space");
  assert.match(await focused(), /cb-help-box/);
  for (let tabs = 0; tabs < 3; tabs++) await press("Tab");
  assert.match(await focused(), /danger/);
  await press("Enter");
  await phase("ended");
  assert.match(await focused(), /cb-help-box/, "the focus did not fall out of the panel");
  await press("Escape");
  assert.match(await focused(), /launcher/);
  assert.equal((await state()).phase, "idle");
});

test("what is said aloud is said once and in whole", async () => {
  await visit("/", { tag: tag() });
  await launcher().waitFor();
  const watch = () => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(document.querySelector("cobroker-help").shadowRoot.querySelector('[role="status"]').textContent)).observe(
      document.querySelector("cobroker-help").shadowRoot.querySelector('[role="status"]'),
      { childList: true, characterData: true, subtree: true },
    );
  };
  await launcher().click();
  const pin = await shownPin(customer.page);
  await customer.page.evaluate(watch);
  await customer.page.waitForFunction(() => /9:5[0-8]/.test(document.querySelector("cobroker-help").shadowRoot.querySelector(".cb-help-valid").textContent));
  assert.deepEqual(await customer.page.evaluate(() => window.heard), [], "the countdown is not read out");
  const spoken = await customer.page.locator('cobroker-help [role="status"]').textContent();
  assert.equal(spoken, `Your Support PIN is ${[...pin].slice(0, 3).join(" ")}, ${[...pin].slice(3).join(" ")}. Read it out to your helper. You will be asked before anything is shown.`);
  await end();
  assert.deepEqual(await customer.page.evaluate(() => window.heard), ["Help ended. You ended the session. Nobody sees this page any more."]);
});

test("pinned by its hash the script runs, with any other hash it does not", async () => {
  const facts = (await demo.api("/embed.json")).json;
  const pinned = (integrity, src = facts.pinnedSrc) => `<script async src="${demo.baseUrl}${src}" integrity="${integrity}" crossorigin="anonymous"></script>`;
  for (const src of [facts.pinnedSrc, facts.src]) {
    await visit("/right", { tag: pinned(facts.integrity, src) });
    await launcher().waitFor();
  }
  expected = [/integrity/i];
  const wrong = facts.integrity.replace(/-./, (start) => (start === "-A" ? "-B" : "-A"));
  const refused = customer.page.waitForEvent("console", (message) => /integrity/i.test(message.text()));
  await visit("/wrong", { tag: pinned(wrong) });
  await refused;
  assert.equal(await customer.page.evaluate(() => typeof window.Cobroker), "undefined");
});

test("a panel that is not the one meant does not run, and the customer is told", async () => {
  expected = [/integrity/i];
  const parts = "**/assets/embed-panel-*.js";
  await customer.page.route(parts, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${await answer.text()};window.tampered = true` });
  });
  await visit("/", { tag: tag() });
  await launcher().click();
  await customer.page.locator(".cb-help-note", { hasText: "could not be loaded" }).waitFor();
  const { phase: reached, failure } = await state();
  assert.deepEqual([reached, failure, await customer.page.evaluate(() => window.tampered)], ["failed", "not_loaded", undefined]);
  await customer.page.unroute(parts);
  await launcher().click();
  await shownPin(customer.page);
  await end();
});

test("a website that the broker does not serve is told so in the panel", async () => {
  expected = [/CORS|ERR_FAILED/];
  const other = await hostSite();
  other.pages.set("/", { tag: tag() });
  await customer.page.goto(`${other.origin}/`);
  await launcher().click();
  await panel().getByText("Live help is not set up for this website.").waitFor();
  assert.equal((await state()).failure, "not_allowed");
  other.stop();
});

test("the page speaks with it before it is there and after: queue, events, own button, names", async () => {
  const early = `window.ready = 0; addEventListener("cobroker:ready", () => window.ready++); window.told = [];
    (window.Cobroker = window.Cobroker || []).push((api) => api.on("pin", ({ pin }) => told.push(["pin", pin])), ["on", "ended", ({ reason }) => told.push(["ended", reason])]);
    Cobroker.push(["customer", { userName: "Grace Hopper", metadata: { order: "4711" } }]);`;
  site.pages.set("/early.js", { type: "text/javascript", content: early });
  await visit("/", { head: '<script src="/early.js"></script>', tag: tag('data-button="none"'), body: "<button onclick='Cobroker.open()'>Ask us</button>" });
  await customer.page.waitForFunction(() => window.ready > 0 && document.querySelector("cobroker-help"));
  await customer.page.addScriptTag({ url: `${demo.baseUrl}/embed.js` });
  assert.deepEqual(await customer.page.evaluate(() => [window.ready, document.querySelectorAll("cobroker-help").length]), [1, 1], "included twice it is there once");
  assert.equal(await launcher().isVisible(), false);
  await customer.page.evaluate(() => {
    window.off = Cobroker.on("state", ({ phase }) => told.push(["state", phase]));
    Cobroker.on("open", () => { throw new Error("the page's own mistake"); });
  });
  expected = [/the page's own mistake/];
  await customer.page.getByRole("button", { name: "Ask us" }).click();
  const pin = await shownPin(customer.page);
  const { json } = await demo.api("/api/session/list?state=live", { as: demo.supervisor });
  assert.deepEqual(json.sessions.map(({ customer: { userName } }) => userName), ["Grace Hopper"]);
  await customer.page.evaluate(() => off());
  await panel().press("Escape");
  assert.equal(await customer.page.evaluate(() => document.activeElement.textContent), "Ask us", "the focus is back on the page's button");
  await end();
  const told = await customer.page.evaluate(() => window.told);
  assert.deepEqual(told.filter(([name]) => name !== "state").filter(([name, value], at, all) => all.findIndex(([n, v]) => n === name && v === value) === at), [["pin", pin], ["ended", "customer_ended"]]);
  assert.deepEqual([...new Set(told.filter(([name]) => name === "state").map(([, value]) => value))], ["starting", "waiting"]);
});

test("an identity goes along with the start, fetched when help is asked for; a page that cannot prove it is told", async () => {
  const bodies = [];
  await customer.page.route("**/api/customer/start", async (route) => {
    bodies.push(route.request().postDataJSON());
    await route.continue({ postData: "{}" });
  });
  await visit("/", { tag: tag('data-user-id="c-7"') });
  await launcher().waitFor();
  await customer.page.evaluate(() => {
    window.asked = 0;
    Cobroker.identify(async () => (window.asked++, "assertion-of-the-site"));
  });
  assert.equal(await customer.page.evaluate(() => window.asked), 0);
  await getHelp(customer.page);
  await end();
  await customer.page.evaluate(() => (Cobroker.identify(null), Cobroker.start()));
  await phase("waiting");
  await end();
  await customer.page.evaluate(() => (Cobroker.identify(() => Promise.reject(new Error("signed out"))), Cobroker.start()));
  await phase("failed");
  assert.equal((await state()).failure, "identity");
  assert.deepEqual(bodies, [{ userId: "c-7", identity: "assertion-of-the-site" }, { userId: "c-7" }]);
});

test("the language is the tag's, the page's or the browser's; Arabic turns the layout round", async () => {
  await visit("/ja", { tag: tag(), lang: "ja-JP" });
  await launcher().filter({ hasText: "サポートを受ける" }).waitFor();
  await visit("/ar", { tag: tag('data-language="ar" data-text-heading="نحن هنا"'), lang: "de" });
  await launcher().click();
  await panel().getByText("أخبرنا بهذا الرمز").waitFor();
  const box = customer.page.locator("cobroker-help section");
  assert.deepEqual(await Promise.all(["lang", "dir", "aria-label"].map((name) => box.getAttribute(name))), ["ar", "rtl", "نحن هنا"]);
  const { x } = await panel().boundingBox();
  assert.ok(x < 100, "it stands on the left");
  assert.equal(await customer.page.locator(".cb-help-pin").evaluate((digits) => getComputedStyle(digits).direction), "ltr");
  await customer.page.evaluate(() => Cobroker.configure({ language: "fr" }));
  await panel().getByText("Dictez-nous ce code PIN").waitFor();
  await end();
});

test("a browser without constructed style sheets takes the same look from a file", async () => {
  await customer.context.addInitScript(() => delete window.CSSStyleSheet);
  const asked = [];
  customer.page.on("request", (request) => request.url().startsWith(demo.baseUrl) && asked.push(new URL(request.url()).pathname.replace(/-[0-9a-f]{12}/, "")));
  await visit("/old", { tag: tag(), csp: `default-src 'none'; script-src ${demo.baseUrl}; style-src ${demo.baseUrl}; connect-src ${demo.baseUrl} ${demo.baseUrl.replace("http", "ws")}; img-src data:` });
  await launcher().waitFor();
  assert.deepEqual(asked, ["/embed.js", "/assets/embed-button.css"]);
  await launcher().click();
  await shownPin(customer.page);
  await customer.page.waitForFunction(() => getComputedStyle(document.querySelector("cobroker-help").shadowRoot.querySelector(".cb-help-pin")).fontWeight === "700");
  await end();
});
