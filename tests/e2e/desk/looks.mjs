// The look of a live desk in any state: light, dark, mirrored, in a small window and at 200 %, nothing axe objects to in the desk or
// around the copy in the viewer, nothing out of reach, nothing that moves where less motion is asked for.
import assert from "node:assert/strict";
import { join } from "node:path";
import { axeFaults } from "../pages-mock/browser.mjs";
import { frames, results, token, treeBuilder } from "./support.mjs";

export const ABLE = { agentAnnotation: true, customerAnnotation: true, remoteAssist: true, assistConsent: true, stopConfirmation: true, proposals: true };
export const agent = { userId: "u-1", userName: "Ada Okafor" };
export const other = { userId: "u-2", userName: "Bo Lindqvist" };

const SHAPES = {
  light: {},
  dark: { colorScheme: "dark" },
  mirrored: { dir: "rtl" },
  "in a small window": { width: 1024, height: 640 },
  "at 200 %": { width: 640, height: 400 },
  "at 400 %": { width: 320, height: 400, colorScheme: "dark" },
};

export function shop() {
  const { el, doc } = treeBuilder();
  return doc([], [el("main", {}, el("h1", {}, "Delivery details"), el("label", {}, "Street", el("input", { value: "14 Harbour Lane" })), el("button", {}, "Place order"))]);
}

/** A desk of its own context, live, with everything allowed; `welcome` adds to what the relay says at first. */
export async function liveDesk(browser, site, { welcome = {}, tree = shop(), ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(site.deskUrl(token()));
  const desk = await site.relay.next();
  desk.welcome({ consented: true, agents: [agent, other], ...welcome });
  desk.say("joined");
  desk.say("abilities", ABLE);
  desk.show(tree);
  const { viewer, replay } = await frames(page);
  await replay.getByText("Delivery details").waitFor();
  await page.locator("#tools:not([hidden])").waitFor();
  return { context, page, desk, viewer, replay };
}

/** Looks at the desk as it is in every shape; `parts`: what axe is asked about; `isStill`: it waits for nothing. */
export async function looksWell({ page, viewer }, name, { parts = ["desk", "viewer"], isStill = true } = {}) {
  const faults = [];
  for (const [shape, { width = 1280, height = 720, colorScheme = "light", dir = "ltr" }] of Object.entries(SHAPES)) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.evaluate((way) => (document.documentElement.dir = way), dir);
    if (process.env.PAGE_SHOTS) await page.screenshot({ path: join(results, `look-${name.replace(/\W+/g, "-")}-${shape.replace(/\W+/g, "-")}.png`) });
    const looked = shape === "light" || shape === "dark" ? parts.map((part) => [part, part === "desk" ? page : viewer]) : [];
    for (const [part, where] of looked) faults.push(...(await axeFaults(where)).map((fault) => `${shape}, ${part}: ${fault}`));
    faults.push(...(await page.evaluate(outOfReach)).map((what) => `${shape}: ${what}`));
  }
  assert.deepEqual(faults, []);
  if (!isStill) return;
  const moving = () => [document, ...Array.from(document.querySelectorAll("*"), (one) => one.shadowRoot).filter(Boolean)].flatMap((one) => one.getAnimations().map(({ effect }) => effect.target.outerHTML.slice(0, 80)));
  assert.deepEqual([...(await page.evaluate(moving)), ...(await viewer.evaluate(moving))], []);
}

/** In the page: what of it is wider than the window, and the buttons that neither can be seen nor scrolled to. */
export function outOfReach() {
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth - innerWidth} px too wide`);
  const open = document.querySelector("dialog[open]") ?? document;
  for (const button of open.querySelectorAll("button")) {
    if (!button.checkVisibility({ visibilityProperty: true })) continue;
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { left, top, width, height } = button.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    // what was opened over others closes when the focus leaves it
    if (at?.closest("details[open]")) continue;
    if (!at || !(button.contains(at) || at.contains(button))) faults.push(`covered by ${at?.outerHTML.slice(0, 60)}: ${button.outerHTML.slice(0, 80)}`);
  }
  scrollTo(0, 0);
  return faults;
}
