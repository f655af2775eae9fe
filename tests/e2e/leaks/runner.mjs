// Runs in the browser: many generated pages in one document, each recorded by the SDK's own recorder, gate and outbox.
import fc from "fast-check";
import { readSettings } from "../../../static/src/sdk/settings";
import { Sharing } from "../../../static/src/sdk/sharing";
import { build, HOLDERS } from "./build.mjs";
import { halves, halvesIn } from "./canaries.mjs";
import { breathe, forgetTimers, installClock, pass, settled } from "./clock.mjs";
import { Ledger, Thing } from "./model.mjs";
import { ATTRIBUTE_NAMES, FLAG_NAMES, LEAVES, step, STEP_KINDS } from "./steps.mjs";
import { Wire } from "./wire.mjs";

installClock();
/** How long a frame may take to load on a busy machine. */
const LOAD_MS = 20_000;
/** The canaries of the page's own address, which the test has put there. */
const ADDRESS = { query: halves("zqaquerzqbquer"), path: halves("zqapathzqbpath") };

const seed = fc.nat(9999);
const some = (arbitrary, maxLength) => fc.array(arbitrary, { maxLength });
const { element } = fc.letrec((tie) => ({
  element: fc.record({
    // frames take real time, so they are rare, but not among thousands
    kind: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...HOLDERS.filter((kind) => kind !== "srcdoc" && kind !== "frame")) },
      { weight: 30, arbitrary: fc.constantFrom(...LEAVES) },
      { weight: 2, arbitrary: fc.constant("frame") },
      { weight: 1, arbitrary: fc.constant("srcdoc") },
    ),
    flags: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: some(fc.constantFrom(...FLAG_NAMES), 2) }),
    attributes: some(fc.constantFrom(...ATTRIBUTE_NAMES), 3),
    hasText: fc.boolean(),
    rule: seed,
    children: fc.oneof({ depthSize: "small", withCrossShrink: true }, fc.constant([]), some(tie("element"), 4)),
  }),
}));
const anyStep = fc.record({ kind: fc.constantFrom(...STEP_KINDS), at: seed, to: seed, spec: element, wait: fc.constantFrom(0, 0, 0, 60, 150, 1_500), isTogether: fc.boolean() });
export const anyPage = fc.record({
  settings: fc.record({ allInput: fc.boolean(), isPrivate: fc.boolean(), shareTitle: fc.boolean(), sharePath: fc.boolean() }),
  elements: fc.array(element, { minLength: 1, maxLength: 5 }),
  steps: some(anyStep, 6),
});

/** One page from its first element to what a late agent would get of it. Throws if it leaks, or sends too little. */
export async function runPage({ settings, elements, steps }, tally) {
  const page = newPage(settings);
  try {
    for (const one of elements) build(page, one, page.root);
    page.sharing.record();
    page.ledger.observe();
    await pass(10);
    for (const one of steps) {
      step(page, one);
      // steps of one task are seen by the agent together
      if (one.isTogether) continue;
      await seen(page);
      await pass(one.wait);
    }
    await finish(page);
    judge(page, tally);
  } finally {
    close(page);
  }
}

function newPage(settings) {
  let names = 0;
  const host = document.createElement("cobroker-notice");
  const wire = new Wire();
  const mask = {
    maskType: settings.allInput ? "all_input" : "custom_input",
    maskCssSelectors: ".secret, .by .amount",
    maskHTMLAttributes: "data-sensitive=true, data-hush",
    shareTitle: settings.shareTitle,
    sharePath: settings.sharePath,
    ...(settings.isPrivate ? { privateByDefault: true, unmaskCssSelectors: ".shown" } : {}),
  };
  const page = { settings, ledger: new Ledger(), wire, loading: [], rules: [], next: () => names++, title: null };
  const sheet = document.createElement("style");
  document.head.append(sheet);
  page.sheet = sheet;
  page.root = new Thing(page, "page", document.body, null);
  page.sharing = new Sharing({ settings: readSettings({ piiMask: mask }, isSelector), host: { element: host }, send: (bytes) => wire.take(bytes), backlog: () => 0, onTooLarge: () => {}, onSlowed: () => {} });
  return page;
}

function isSelector(list) {
  try {
    document.querySelector(list);
    return true;
  } catch {
    return false;
  }
}

async function seen(page) {
  await settled();
  page.ledger.observe();
}

/** Lets everything come that is still to come: frames that load, pictures that are taken anew, and a last word. */
async function finish(page) {
  await seen(page);
  const patience = Date.now() + LOAD_MS;
  while (!page.loading.every((load) => load.isDone()) && Date.now() < patience) await breathe();
  await pass(3_000);
  await seen(page);
  const mark = document.createElement("b");
  mark.className = "shown";
  const word = `end-of-page-${page.next()}-${Math.random()}`;
  mark.textContent = word;
  document.body.append(mark);
  for (let turn = 0; !page.wire.log.some((text) => text.includes(word)); turn++) {
    if (turn > 5_000) throw new Error("the last word of the page never came");
    await breathe();
    await pass(turn < 20 ? 0 : 20);
    await page.wire.read();
  }
}

function judge({ ledger, wire, settings, hasPictureBeside }, tally) {
  const all = halvesIn(wire.all.join("\n"));
  const log = halvesIn(wire.log.join("\n"));
  const leaked = ledger.secrets.filter(({ canary }) => halves(canary).some((half) => all.has(half)));
  const kept = ledger.masked.filter(({ canary }) => halves(canary).some((half) => log.has(half)));
  const missing = ledger.expected.filter(({ canary }) => !halves(canary).every((half) => log.has(half)));
  const address = [...ADDRESS.query, ...(settings.sharePath || hasPictureBeside ? [] : ADDRESS.path)].filter((half) => all.has(half));
  tally.secrets += ledger.secrets.length;
  tally.arrived += ledger.expected.length;
  tally.pictures += wire.pictures;
  const faults = [
    ...leaked.map(({ place, canary }) => `leaked: ${place} (${canary})`),
    ...kept.map(({ place, canary }) => `still there for a late agent: ${place} (${canary})`),
    ...missing.map(({ place, canary }) => `did not arrive: ${place} (${canary})`),
    ...address.map((half) => `leaked: the page's address (${half})`),
  ];
  if (faults.length > 0) {
    const shown = faults.slice(0, 6).join("; ");
    const where = wire.all.join("\n");
    const at = leaked[0] ? where.indexOf(halves(leaked[0].canary).find((half) => all.has(half))) : -1;
    throw new Error(at < 0 ? shown : `${shown}; on the wire: …${where.slice(Math.max(0, at - 160), at + 60)}…`);
  }
}

function close({ sharing, sheet }) {
  sharing.stop();
  forgetTimers();
  sheet.remove();
  document.adoptedStyleSheets = [];
  document.title = "";
  document.body.replaceWith(document.createElement("body"));
}

/** A batch of pages; answers with what was planted, and with a report if one failed. */
window.runBatch = async ({ seed, runs, path }) => {
  const tally = { secrets: 0, arrived: 0, pictures: 0 };
  const details = await fc.check(
    fc.asyncProperty(anyPage, (one) => runPage(one, tally)),
    { seed, numRuns: runs, ...(path ? { path } : {}), includeErrorInReport: true },
  );
  return { tally, report: details.failed ? await fc.asyncDefaultReportMessage(details) : null };
};
