// Builds one generated page into the live document, and notes every canary it plants.
import { newCanary } from "./canaries.mjs";
import { MAY, MUST, NEVER, Thing } from "./model.mjs";
import { plantAttribute, plantText } from "./places.mjs";

const SVG = "http://www.w3.org/2000/svg";
const TAGS = { box: "div", para: "p", link: "a", press: "button", editable: "div", item: "li", cell: "td", quote: "blockquote", custom: "x-card", styled: "span" };
/** These hold other elements. */
export const HOLDERS = ["box", "para", "link", "press", "item", "quote", "custom", "label", "details", "summary", "dialog", "editable", "host", "frame", "srcdoc", "svg", "fallback"];
/** These hold secrets of their own kind, and nothing else. */
export const LEAVES = [
  "styled", "text", "area", "select", "checkbox", "radio", "submit", "listed", "password", "otp", "card", "newPassword", "hiddenField", "img", "picture", "video", "canvas", "object",
  "meter", "output", "comment", "template", "script", "noscript", "meta", "canonical", "style", "svgText", "useMark",
];

const PRIVATE_ATTRIBUTES = {
  password: { type: "password" },
  otp: { autocomplete: "one-time-code" },
  card: { autocomplete: "section-a billing cc-number" },
  newPassword: { autocomplete: "new-password" },
  hiddenField: { type: "hidden" },
};

/** Builds an element of a specification into a thing that is there. */
export function build(page, spec, parent) {
  const maker = MAKERS[spec.kind] ?? simple;
  const thing = maker(page, spec, parent);
  if (!thing) return null;
  for (const flag of spec.flags) thing.set(flag, true);
  if (!UNNAMED.has(spec.kind)) for (const name of spec.attributes) plantAttribute(page.ledger, thing, name);
  for (const child of HOLDERS.includes(spec.kind) && !FILLED.has(spec.kind) ? spec.children : []) build(page, child, thing);
  return thing;
}

/** They have seen to their children themselves. */
const FILLED = new Set(["host", "frame", "srcdoc"]);

/** Their attributes are what makes them what they are. */
const UNNAMED = new Set(["comment", "template", "script", "noscript", "meta", "canonical", "style", "listed", "root"]);

function place(page, kind, element, parent) {
  const thing = new Thing(page, kind, element, parent);
  (parent.inside ?? parent.element).append(element);
  return thing;
}

function make(parent, tag) {
  const holder = parent.inside;
  const page = holder.ownerDocument;
  return holder.namespaceURI === SVG && tag !== "div" ? page.createElementNS(SVG, "g") : page.createElement(tag);
}

function simple(page, spec, parent) {
  const thing = place(page, spec.kind, make(parent, TAGS[spec.kind] ?? spec.kind), parent);
  if (spec.kind === "editable") thing.element.setAttribute("contenteditable", "true");
  if (spec.hasText) thing.text = plantText(page.ledger, thing, parent.kind === "fallback" ? MAY : MUST);
  return thing;
}

/** A canary that is the element's own, whatever its attributes. */
function own(page, thing, place, openness, apply) {
  const word = newCanary();
  apply(word);
  return page.ledger.plant(word, `${thing.kind} ${place}`, openness, thing);
}

const bare = (tag, fill) => (page, spec, parent) => {
  const element = parent.inside.ownerDocument.createElement(tag);
  const thing = new Thing(page, spec.kind, element, parent);
  fill(page, thing, element, spec);
  parent.inside.append(element);
  return thing;
};

const field = (tag, attributes) =>
  bare(tag, (page, thing, element) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    const openness = thing.kind === "hiddenField" ? NEVER : MUST;
    own(page, thing, "value attribute", openness === MUST ? MAY : openness, (word) => element.setAttribute("value", word));
    if (["text", ...Object.keys(PRIVATE_ATTRIBUTES)].includes(thing.kind)) thing.value = own(page, thing, "value", openness, (word) => (element.value = word));
  });

const filled = (tag, openness) => bare(tag, (page, thing, element) => own(page, thing, "content", openness, (word) => element.append(word)));

const MAKERS = {
  comment: (page, spec, parent) => {
    const word = newCanary();
    parent.inside.append(parent.inside.ownerDocument.createComment(word));
    page.ledger.plant(word, "comment", NEVER, parent);
    return null;
  },
  template: bare("template", (page, thing, element) => own(page, thing, "content", NEVER, (word) => element.content.append(word))),
  script: bare("script", (page, thing, element) => {
    element.type = "application/json";
    own(page, thing, "content", NEVER, (word) => element.append(`{"a":"${word}"}`));
  }),
  noscript: filled("noscript", NEVER),
  meta: bare("meta", (page, thing, element) => {
    element.name = "description";
    own(page, thing, "content", NEVER, (word) => (element.content = word));
  }),
  canonical: bare("link", (page, thing, element) => {
    element.rel = "canonical";
    own(page, thing, "href", NEVER, (word) => (element.href = `/${word}`));
  }),
  text: field("input", { type: "text" }),
  checkbox: field("input", { type: "checkbox" }),
  radio: field("input", { type: "radio", name: "choice" }),
  submit: field("input", { type: "submit" }),
  ...Object.fromEntries(Object.entries(PRIVATE_ATTRIBUTES).map(([kind, attributes]) => [kind, field("input", attributes)])),
  meter: filled("meter", MUST),
  output: filled("output", MUST),
  area: bare("textarea", (page, thing, element) => {
    thing.value = own(page, thing, "default", MUST, (word) => element.append(word));
  }),
  select: bare("select", (page, thing, element) => {
    const group = element.ownerDocument.createElement("optgroup");
    own(page, thing, "group", MUST, (word) => group.setAttribute("label", word));
    for (const isChosen of [false, true]) {
      const option = element.ownerDocument.createElement("option");
      own(page, thing, "option", MUST, (word) => option.append(word));
      own(page, thing, "option value", MUST, (word) => option.setAttribute("value", word));
      own(page, thing, "option label", MUST, (word) => option.setAttribute("label", word));
      if (isChosen) option.selected = true;
      group.append(option);
    }
    element.append(group);
  }),
  /** A field with suggestions, which stand elsewhere and never leave. */
  listed: (page, spec, parent) => {
    const thing = field("input", {})(page, spec, parent);
    const options = make(parent, "datalist");
    if (options.localName !== "datalist") return thing;
    const suggestions = place(page, "suggestions", options, parent);
    suggestions.element.id = `list-${page.next()}`;
    thing.element.setAttribute("list", suggestions.element.id);
    const option = suggestions.element.ownerDocument.createElement("option");
    own(page, suggestions, "suggestion", NEVER, (word) => option.setAttribute("value", word));
    own(page, suggestions, "suggestion text", NEVER, (word) => option.append(word));
    suggestions.element.append(option);
    return thing;
  },
  img: bare("img", (page, thing, element) => {
    own(page, thing, "src", MUST, (word) => (element.src = `/${word}.png?${word}`));
    thing.planted.set("alt", own(page, thing, "alt", MUST, (word) => (element.alt = word)));
  }),
  picture: bare("picture", (page, thing, element) => {
    const source = element.ownerDocument.createElement("source");
    own(page, thing, "source", MUST, (word) => (source.srcset = `/${word}.png 2x`));
    element.append(source, element.ownerDocument.createElement("img"));
  }),
  video: bare("video", (page, thing, element) => {
    element.preload = "none";
    own(page, thing, "poster", MAY, (word) => (element.poster = `/${word}.png`));
    own(page, thing, "fallback", MAY, (word) => element.append(word));
  }),
  canvas: filled("canvas", MAY),
  object: bare("object", (page, thing, element) => {
    own(page, thing, "data", MAY, (word) => (element.data = `/${word}`));
    own(page, thing, "fallback", MAY, (word) => element.append(word));
  }),
  fallback: bare("video", (_page, _thing, element) => (element.preload = "none")),
  svg: (page, spec, parent) => {
    const thing = place(page, "svg", parent.inside.ownerDocument.createElementNS(SVG, "svg"), parent);
    for (const tag of ["title", "desc", "text"]) {
      const child = thing.element.ownerDocument.createElementNS(SVG, tag);
      own(page, thing, tag, MUST, (word) => child.append(word));
      thing.element.append(child);
    }
    return thing;
  },
  svgText: (page, spec, parent) => {
    const thing = place(page, "svgText", parent.inside.ownerDocument.createElementNS(SVG, "text"), parent);
    if (spec.hasText) thing.text = plantText(page.ledger, thing, parent.kind === "fallback" ? MAY : MUST);
    return thing;
  },
  /** Nothing of its own: the recorder writes the page's address into these. */
  useMark: (page, spec, parent) => {
    const owner = parent.inside.ownerDocument;
    const thing = place(page, "useMark", owner.createElementNS(SVG, "linearGradient"), parent);
    thing.element.setAttribute("href", "#mark");
    const sheet = owner.createElement("style");
    sheet.textContent = ".mark{fill:url(#mark);mask:url(mark.svg#m);background:url(a.png)}";
    thing.element.append(sheet);
    page.hasPictureBeside = true;
    return thing;
  },
  /** A web component: an open shadow root with a slot in something masked, if `hasText` says so. */
  host: (page, spec, parent) => {
    const thing = place(page, "host", parent.inside.ownerDocument.createElement("div"), parent);
    const root = thing.element.attachShadow({ mode: "open" });
    const inner = new Thing(page, "root", root, thing);
    const wrap = root.ownerDocument.createElement("div");
    const slot = root.ownerDocument.createElement("slot");
    slot.name = "in";
    if (spec.hasText) wrap.toggleAttribute("data-private", (thing.slotsHidden = true));
    wrap.append(slot);
    root.append(wrap);
    plantText(page.ledger, inner);
    // half of the children live in the shadow, the other half go into the slot
    const own = spec.children.slice(0, Math.ceil(spec.children.length / 2));
    for (const child of own) build(page, child, inner);
    spec.children.slice(own.length).forEach((child, index) => slotIn(build(page, child, thing), index % 2 === 0));
    return thing;
  },
  /** A frame of the page's own, filled by script. */
  frame: (page, spec, parent) => {
    const thing = place(page, "frame", parent.inside.ownerDocument.createElement("iframe"), parent);
    const inside = thing.element.contentDocument?.body;
    if (!inside) return thing;
    const inner = new Thing(page, "root", inside, thing);
    inner.isFrame = true;
    inner.inside = inside;
    plantText(page.ledger, inner);
    for (const child of spec.children) build(page, child, inner);
    return thing;
  },
  srcdoc: (page, spec, parent) => {
    const element = parent.inside.ownerDocument.createElement("iframe");
    const thing = new Thing(page, "srcdoc", element, parent);
    const inner = new Thing(page, "root", element, thing);
    const [shown, hidden] = [newCanary(), newCanary()];
    page.ledger.plant(shown, "srcdoc text", MUST, inner);
    page.ledger.plant(hidden, "srcdoc private text", NEVER, inner);
    element.srcdoc = `<p>${shown}</p><p data-private title="${hidden}">${hidden}</p>`;
    const load = { isDone: () => !element.isConnected };
    element.addEventListener("load", () => (load.isDone = () => true), { once: true });
    page.loading.push(load);
    parent.inside.append(element);
    return thing;
  },
  style: (page, spec, parent) => styleSheet(page, spec, parent),
};

export function slotIn(thing, isIn) {
  if (!thing) return;
  thing.isSlotted = isIn;
  if (isIn) thing.element.setAttribute("slot", "in");
  else thing.element.removeAttribute("slot");
}

/** How a rule may show text, or a picture, on the elements of a selector. */
const RULES = [
  { css: (selector, word) => `${selector}::before{content:"${word}"}`, openness: MUST },
  { css: (selector, word) => `${selector}{--label:'${word}'}`, openness: MUST },
  { css: (selector, word) => `${selector}{list-style-type:"${word}"}`, openness: MUST },
  { css: (selector, word) => `${selector}{background:url("/${word}.png")}`, openness: MUST, isPicture: true },
  { css: (selector, word) => `${selector}:hover{background-image:url(/${word}.png)}`, openness: MUST, isPicture: true },
  { css: (selector, word) => `@media all{${selector}::after{content:"${word}"}}`, openness: MUST },
  { css: (selector, word) => `@supports (color:red){${selector}{& { quotes:"${word}" "x"}}}`, openness: MAY },
  { css: (selector, word) => `/* ${word} */ ${selector}{color:red}`, openness: NEVER },
  { css: (_selector, word) => `@property --p${word.slice(3, 6)}{syntax:"*";inherits:false;initial-value:"${word}"}`, openness: NEVER },
  { css: (_selector, word) => `.nobody-at-all::after{content:"${word}"}`, openness: NEVER },
];

/** Rules for one element, found by an attribute that says nothing. */
export function plantRule(page, target, spec, add) {
  const mark = `t${page.next()}`;
  target.element.classList.add(mark);
  const rule = RULES[spec.rule % RULES.length];
  const word = newCanary();
  add(rule.css(`.${mark}`, word));
  return page.ledger.plant(word, `css ${rule.css("X", "Y")}`, rule.openness, target);
}

/** A style element beside what it styles. */
function styleSheet(page, spec, parent) {
  const element = parent.inside.ownerDocument.createElement("style");
  const target = parent.kind === "root" ? null : parent;
  const thing = new Thing(page, "style", element, parent);
  if (target && target.kind !== "frame") {
    plantRule(page, target, spec, (css) => element.append(css)).sheet = thing;
  }
  parent.inside.append(element);
  return thing;
}
