// A recorded page whose agent is the test itself: says what a relay would, and knows the page's nodes by their number.
import { initSdk, start } from "./harness.mjs";

/** Opens `helped.html` with a session that is recorded. The closed shadow root is opened, because Playwright cannot look into closed ones. */
export async function helped(harness, { settings = {}, visitor = {} } = {}) {
  const { context, noise } = await harness.visitor(visitor);
  await context.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: "open" });
    };
  });
  const page = await context.newPage();
  await page.goto(`${harness.base}/helped.html`);
  await initSdk(page, settings);
  await start(page);
  const relay = harness.relay;
  const say = (message) => relay.last.say(message);
  say({ type: "agent_joined", userId: "a1", userName: "Ada", agentCount: 1 });
  say({ type: "record" });
  await relay.until((frame) => frame.kind === "S" && frame.flags & 2, "a snapshot");
  // the frame's own document comes after the snapshot of the page
  await relay.until(() => find(relay, "deep"), "the frame's document");
  return {
    page,
    context,
    noise,
    say,
    /** The number of an element. */
    node: (id) => find(relay, id),
    answers: (type) => relay.frames.filter(({ message }) => message?.type === type).map(({ message: { type: _, ...rest } }) => rest),
    inShadow: (selector) => page.locator("cobroker-notice").locator(selector),
    top: (id) => page.evaluate((one) => document.getElementById(one).scrollTop, id),
  };
}

function find(relay, htmlId) {
  let found;
  const walk = (node) => {
    if (node.attributes?.id === htmlId) found = node.id;
    node.childNodes?.forEach(walk);
  };
  for (const { data } of relay.events()) {
    if (data.node) walk(data.node);
    for (const { node } of data.adds ?? []) walk(node);
  }
  return found;
}

/** What axe-core finds wrong with what the SDK shows. */
export async function faults(page, selector) {
  await page.addScriptTag({ url: "/axe.js" });
  return page.evaluate(async (inside) => {
    const { violations } = await window.axe.run({ fromShadowDom: ["cobroker-notice", inside] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, selector);
}
