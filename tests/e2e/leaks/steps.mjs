// What happens on a page while somebody watches. Each step changes the page and the model alike.
import { newCanary } from "./canaries.mjs";
import { build, HOLDERS, LEAVES, plantRule, slotIn } from "./build.mjs";
import { FLAGS, MAY, MUST, NEVER, TYPED_KINDS } from "./model.mjs";
import { ATTRIBUTES, plantAttribute, plantText } from "./places.mjs";

const pick = (list, seed) => list[seed % list.length];
const flags = Object.keys(FLAGS);
const attributes = Object.keys(ATTRIBUTES);
const NAMELESS = ["root", "style", "script", "template", "noscript", "meta", "canonical", "suggestions", "listed"];

/** Does one step; a step that finds nothing to work on does nothing. */
export function step(page, { kind, at, to, spec }) {
  const things = page.root.family.filter((thing) => thing !== page.root);
  const of = (wanted) => things.filter(wanted);
  const done = STEPS[kind](page, { of, things, at, to, spec });
  return done;
}

const isHolder = (thing) => HOLDERS.includes(thing.kind) && !["frame", "srcdoc", "host", "fallback"].includes(thing.kind);
const holders = (page, of) => [page.root, ...of((thing) => isHolder(thing) || (thing.kind === "root" && thing.inside !== thing.parent.element))];
/** A rule for what nobody is sent would show nothing. */
const isStyled = ({ kind }) => !["root", "suggestions", "style", "script", "template", "noscript", "meta", "canonical"].includes(kind);
const holdsFrame = (thing) => thing.family.some(({ kind }) => kind === "frame" || kind === "srcdoc");
const isRooted = (thing) => thing.kind === "root" || (thing.kind === "srcdoc" && thing.parent);

const STEPS = {
  flip: (_page, { of, at, to }) => {
    const thing = pick(of((one) => !["root", "suggestions", "style"].includes(one.kind)), at);
    const flag = pick(flags, to);
    thing?.set(flag, !thing.flags.has(flag));
  },
  attribute: (page, { of, at, to }) => {
    const thing = pick(of((one) => !NAMELESS.includes(one.kind)), at);
    if (thing) plantAttribute(page.ledger, thing, pick(attributes, to));
  },
  text: (page, { of, at }) => {
    const thing = pick(of((one) => one.text), at);
    if (!thing) return;
    thing.text.entry.isGone = true;
    const word = newCanary();
    thing.text.node.data = word;
    thing.text.entry = page.ledger.plant(word, `${thing.kind} changed text`, thing.text.entry.openness, thing);
  },
  split: (_page, { of, at, to }) => {
    const { node, entry } = pick(of((one) => one.text), at)?.text ?? {};
    if (!node || node.length < 3) return;
    node.splitText(1 + (to % (node.length - 1)));
    // it still must not leak; arriving in pieces is arriving
    entry.openness = MAY;
  },
  add: (page, { of, at, spec }) => void build(page, spec, pick(holders(page, of), at)),
  markup: (page, { of, at }) => {
    const thing = pick(holders(page, of).filter(({ inside }) => inside.insertAdjacentHTML && inside.namespaceURI.endsWith("xhtml")), at);
    if (!thing) return;
    const [text, title, hidden, comment] = [newCanary(), newCanary(), newCanary(), newCanary()];
    const open = thing.kind === "fallback" ? MAY : MUST;
    page.ledger.plant(text, "markup text", open, thing);
    page.ledger.plant(title, "markup attribute", open, thing);
    for (const word of [hidden, comment]) page.ledger.plant(word, "private markup", NEVER, thing);
    thing.inside.insertAdjacentHTML("beforeend", `<i title="${title}">${text}</i><i data-private title="${hidden}">${hidden}</i><!-- ${comment} -->`);
  },
  remove: (_page, { of, at }) => {
    const thing = pick(of((one) => !isRooted(one) && one.element.parentNode), at);
    if (!thing) return;
    thing.element.remove();
    thing.kill();
  },
  move: (page, { of, at, to }) => {
    const thing = pick(of((one) => !isRooted(one) && !["suggestions", "listed", "style"].includes(one.kind) && !holdsFrame(one)), at);
    if (!thing) return;
    const home = thing.element.ownerDocument;
    const goal = pick(holders(page, of).filter((one) => !thing.family.includes(one) && one.inside.ownerDocument === home), to);
    // what shows in one document or below a picture need not in another
    if (!goal || thing.family.some(({ kind }) => kind === "listed" || kind === "suggestions" || kind === "style")) return;
    goal.inside.append(thing.element);
    thing.moveTo(goal);
  },
  value: (page, { of, at, to }) => {
    const thing = pick(of((one) => one.value && TYPED_KINDS.has(one.kind)), at);
    if (!thing) return;
    thing.value.isGone = true;
    const word = newCanary();
    const isTyped = to % 2 === 0;
    thing.value = page.ledger.plant(word, `${thing.kind} ${isTyped ? "typed" : "set"}`, thing.kind === "hiddenField" ? NEVER : MUST, thing);
    thing.element.value = word;
    if (isTyped) thing.element.dispatchEvent(new Event("input", { bubbles: true }));
    // typing is heard at once
    page.ledger.observe();
  },
  write: (page, { of, at }) => {
    const thing = pick(of((one) => one.kind === "editable"), at);
    if (thing) plantText(page.ledger, thing);
  },
  reveal: (page, { of, at }) => {
    const thing = pick(of((one) => one.kind === "password"), at);
    if (!thing) return;
    thing.element.type = "text";
    thing.value.isGone = true;
    const word = newCanary();
    thing.element.value = word;
    thing.value = page.ledger.plant(word, "shown password", NEVER, thing);
  },
  slot: (_page, { of, at }) => {
    const thing = pick(of((one) => one.parent.kind === "host" && one.kind !== "root"), at);
    slotIn(thing, !thing?.isSlotted);
  },
  rule: (page, { of, at, to }) => {
    const thing = pick(of((one) => one.scope === page && isStyled(one)), at);
    if (!thing || !page.sheet.sheet) return;
    const entry = plantRule(page, thing, { rule: to }, (css) => insert(page, thing, css));
    for (const one of page.rules) one.entry ??= entry;
    // the recorder hears of rules as they come
    page.ledger.observe();
  },
  adopt: (page, { of, at, to }) => {
    const thing = pick(of((one) => one.scope === page && isStyled(one)), at);
    if (!thing) return;
    const sheet = new CSSStyleSheet();
    plantRule(page, thing, { rule: to }, (css) => sheet.replaceSync(css)).openness = MAY;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    page.ledger.observe();
  },
  /** A rule that is there gets more to show; it leaves with the next picture, if at all. */
  declare: (page, { at }) => {
    const { rule, target, entry } = pick(page.rules.filter((one) => one.rule.style), at) ?? {};
    if (!rule) return;
    // it may have been what is written over now
    entry.openness = entry.openness === MUST ? MAY : entry.openness;
    const [text, picture] = [newCanary(), newCanary()];
    page.ledger.plant(text, "declared text", target ? MAY : NEVER, target ?? page.root);
    // what styles nothing yet could be anybody's picture: only a page that is private by default keeps it
    page.ledger.plant(picture, "declared picture", MAY, target ?? page.root);
    rule.style.setProperty("content", `"${text}"`);
    rule.style.setProperty("background-image", `url("/${picture}.png")`);
  },
  retitle: (page) => {
    const word = newCanary();
    if (page.title) page.title.isGone = true;
    document.title = word;
    page.title = page.ledger.plant(word, "title", page.settings.shareTitle ? MAY : NEVER);
    page.ledger.observe();
  },
  attach: (page, { of, at, spec }) => {
    const thing = pick(of((one) => one.kind === "box" && one.element.localName === "div" && !one.element.shadowRoot), at);
    if (!thing) return;
    // a late root: nothing is slotted, and its content is new
    build(page, { ...spec, kind: "late", children: [] }, thing);
  },
  picture: (page) => page.sharing.record(),
  wait: () => {},
};

/** Rules the browser does not know are none. */
function insert(page, target, css) {
  const { sheet } = page.sheet;
  try {
    sheet.insertRule(css.replace(/^\/\*.*?\*\/ /, ""));
    page.rules.push({ rule: sheet.cssRules[0], target: css.includes("nobody") ? null : target });
  } catch {
    // nothing was planted, so nothing can leak
  }
}

export const STEP_KINDS = Object.keys(STEPS).filter((kind) => kind !== "attach");
export { LEAVES, attributes as ATTRIBUTE_NAMES, flags as FLAG_NAMES };
