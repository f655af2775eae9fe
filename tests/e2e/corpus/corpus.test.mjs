// Real pages by other people look at the agent as at the customer: the same document, the same boxes, the same picture, when
// they have loaded and again after something happened on them. One session goes through all of them.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { allow, launch, person, picture, results as wholeResults, root, signIn, startDemo, typePin, until } from "../whole/support.mjs";
import { canonical, difference, moved } from "./canonical.mjs";
import { installCorpus } from "./install.mjs";
import { PAGES } from "./pages.mjs";
import { pictureDifference } from "./picture.mjs";
import { begin, corpusSite } from "./site.mjs";

/** The usual bounds, in percent. */
const BOUND = { moved: 0, picture: 0.5 };
const results = join(wholeResults, "../corpus");
mkdirSync(results, { recursive: true });

const VIEWPORT = { width: 1000, height: 640 };
const only = process.env.CORPUS_ONLY;
const table = [];

let site, demo, browser, customer, agent, scratch;
before(async () => {
  installCorpus();
  site = await corpusSite();
  demo = await startDemo({ env: { COBROKER_ALLOWED_ORIGINS: site.origin, COBROKER_SITE_ASSETS: site.origin } });
  site.at({ base: demo.baseUrl, sdkKey: demo.sdkKey });
  browser = await launch();
  [customer, agent, scratch] = await Promise.all([person(browser, { viewport: VIEWPORT }), person(browser, { viewport: { width: 1700, height: 1000 } }), person(browser)]);
  await scratch.page.goto(`${site.origin}/blank`);
  await customer.page.goto(`${site.origin}/${PAGES.at(-1).path}`);
  const pin = await customer.page.evaluate(begin, demo.baseUrl);
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await allow(customer.page);
  await picture(agent.page).locator("body *").first().waitFor({ state: "attached" });
  // the copy stands in the middle of the room: on whole pixels, or every edge would be blurred
  const { y } = await replayBox();
  if (!Number.isInteger(y)) await agent.page.setViewportSize({ width: 1700, height: 1001 });
});
after(async () => {
  writeFileSync(join(results, "table.txt"), table.join("\n") + "\n");
  for (const someone of [customer, agent, scratch]) await someone?.close();
  await browser?.close();
  await demo?.stop();
  site?.stop();
});

for (const page of PAGES.filter(({ path }) => !only || path.includes(only))) {
  test(`${page.path}, ${page.what}, is the same at the agent`, async () => {
    await customer.page.goto(`${site.origin}/${page.path}`, { waitUntil: "load" });
    await until(() => customer.page.evaluate(() => window.corpusSession?.getSessionInfo().sessionStatus === "session_active"), "the session on this page");
    const began = performance.now();
    const first = await compare(page, "loaded");
    await happen(page);
    const second = await compare(page, "changed");
    table.push(`${page.path.padEnd(72)} moved ${first.moved.toFixed(2)} ${second.moved.toFixed(2)} %, picture ${first.picture.toFixed(2)} ${second.picture.toFixed(2)} %, ${Math.round(performance.now() - began)} ms`);
  });
}

/** What happens on every page: something is typed, pressed, added, changed, moved and taken away. */
async function happen({ click }) {
  const { page } = customer;
  if (click) await page.locator(click).first().click({ timeout: 5_000 });
  await page.evaluate(() => {
    const field = Array.from(document.querySelectorAll("input:not([type]), input[type=text], input[type=email], textarea")).find((one) => one.offsetParent && !one.disabled && !one.readOnly);
    if (field) {
      field.value = "typed by the customer";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const box = Array.from(document.querySelectorAll("input[type=checkbox], input[type=radio]")).find((one) => one.offsetParent && !one.disabled && !one.checked);
    box?.click();
    const select = Array.from(document.querySelectorAll("select")).find((one) => !one.disabled && one.options.length > 1);
    if (select) {
      select.selectedIndex = 1;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const note = Object.assign(document.createElement("p"), { id: "corpus-note", className: "corpus", textContent: "added " });
    note.append(Object.assign(document.createElement("b"), { textContent: "later" }));
    note.style.cssText = "background: #fe0; color: #123; padding: 4px; margin: 0";
    document.body.prepend(note);
    note.firstChild.data = "added and changed ";
    note.append(Object.assign(document.createElement("i"), { textContent: " gone" }), Object.assign(document.createElement("u"), { textContent: " moved" }));
    note.querySelector("i").remove();
    note.prepend(note.querySelector("u"));
    note.setAttribute("data-state", "done");
  });
}

/** Compares until it is the same, and says what is not when it never is. */
async function compare({ path, moved: mayMove = BOUND.moved, picture: mayDiffer = BOUND.picture }, when) {
  const look = async () => {
    const [one, two] = await Promise.all([customer.page.evaluate(canonical), replayed().then((frame) => frame.evaluate(canonical))]);
    return { same: difference(one, two), moved: moved(one, two) };
  };
  let seen = await look();
  await until(async () => (seen = await look()).same === null && seen.moved.percent <= mayMove, "", 6_000, 150).catch(() => {});
  assert.ok(seen.same === null, `${path}, ${when}: the documents differ\n${seen.same}`);
  if (process.env.CORPUS_WHY && seen.moved.percent > mayMove) console.log(await why());
  let share = 100;
  let pair;
  await until(async () => {
    pair = await Promise.all([shotOfCustomer(), shotOfAgent()]);
    share = await pictureDifference(scratch.page, ...pair);
    return share <= mayDiffer;
  }, "", 6_000).catch(() => {});
  const name = `${path.replace(/\W+/g, "-")}-${when}`;
  if (share > mayDiffer || seen.moved.percent > mayMove || process.env.CORPUS_KEEP) pair.forEach((png, index) => writeFileSync(join(results, `${name}-${["customer", "agent"][index]}.png`), png));
  assert.ok(seen.moved.percent <= mayMove, `${path}, ${when}: ${seen.moved.percent.toFixed(2)} % of the boxes are elsewhere, first ${seen.moved.first}`);
  assert.ok(share <= mayDiffer, `${path}, ${when}: ${share.toFixed(2)} % of the picture differ (test-results/corpus/${name})`);
  return { moved: seen.moved.percent, picture: share };
}

async function replayed() {
  const viewer = agent.page.frames().find((frame) => /\/viewer(\?|$)/.test(frame.url()));
  return viewer.childFrames()[0];
}

const QUIET = { animations: "disabled", caret: "initial" };

function shotOfCustomer() {
  return customer.page.screenshot({ ...QUIET, style: ":host(cobroker-notice) { opacity: 0 !important }" });
}

function replayBox() {
  const frame = agent.page.locator('iframe[title^="Customer\'s page"]');
  return frame.contentFrame().locator("#viewer iframe, iframe").first().contentFrame().locator(".replayer-wrapper > iframe").boundingBox();
}

async function shotOfAgent() {
  const box = await replayBox();
  assert.deepEqual([box.width, box.height], [VIEWPORT.width, VIEWPORT.height], "the agent's view is at full size");
  return agent.page.screenshot({ ...QUIET, clip: { x: box.x, y: box.y, width: box.width, height: box.height }, style: ".replayer-mouse { display: none !important }" });
}

/** For whoever looks into a failure: the computed style of the smallest moved elements, where it differs. */
async function why() {
  const styles = () => Array.from(document.querySelectorAll("body *"), (one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return { tag: one.outerHTML.slice(0, 120), box: [x, y, width, height], style: Object.fromEntries(Array.from(getComputedStyle(one), (name) => [name, getComputedStyle(one)[name]])) };
  });
  const [ours, theirs] = await Promise.all([customer.page.evaluate(styles), replayed().then((frame) => frame.evaluate(styles))]);
  const lists = [ours, theirs].map((list) => list.filter(({ tag }) => !/^<(script|style|link|noscript|template|cobroker|meta|title)/.test(tag)));
  const found = lists[0].map((one, at) => [one, lists[1][at]]).filter(([one, two]) => two && (Math.abs(one.box[2] - two.box[2]) > 1 || Math.abs(one.box[3] - two.box[3]) > 1));
  return found.slice(-3).map(([one, two]) => `${one.tag} ${one.box} / ${two.box}\n` + Object.keys(one.style).filter((name) => one.style[name] !== two.style[name]).map((name) => `   ${name}: ${one.style[name]} | ${two.style[name]}`).join("\n")).join("\n");
}
