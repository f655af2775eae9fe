// Every place of a page that text can hide in: how to plant a canary there, and what is to become of it.
import { cssEscaped, newCanary, percentEncoded } from "./canaries.mjs";
import { MAY, MUST, NEVER } from "./model.mjs";

const XLINK = "http://www.w3.org/1999/xlink";
const plain = (name, openness = MUST, write = (word) => word) => ({ openness, apply: (element, word) => element.setAttribute(name, write(word)) });
const styled = (property, write, openness = MUST) => ({ openness, apply: (element, word) => element.style.setProperty(property, write(word)) });
const list = (names, openness) => Object.fromEntries(names.map((name) => [name, plain(name, openness)]));

/** Attributes any element may have. */
export const ATTRIBUTES = {
  ...list([
    "title", "aria-label", "aria-description", "data-x", "x-note", "alt", "name", "id", "itemprop", "role", "lang", "placeholder", "label", "summary", "abbr",
    "content", "datetime", "pattern", "accept", "headers", "for", "target", "usemap", "download", "hreflang", "rel", "dirname", "form", "kind", "is", "part",
    "property", "typeof", "itemid", "data-private-note", "color", "face", "background", "dir", "align", "wrap", "valign",
  ]),
  // part of how things look or work, and able to hold anything
  ...list(["slot-name", "axis", "scope", "charset"], MAY),
  ...list(["cite", "ping", "nonce", "integrity", "longdesc", "manifest", "srcdoc", "onclick", "onpointerdown", "ONFOCUS"], NEVER),
  hrefPath: plain("href", MAY, (word) => `/${word}/page`),
  hrefQuery: plain("href", MAY, (word) => `/page?x=${word}#${word}`),
  hrefEncoded: plain("href", MAY, (word) => `/${percentEncoded(word)}`),
  titleEncoded: plain("title", MUST, percentEncoded),
  dataUrl: plain("data-x", MUST, (word) => `data:text/plain;base64,${btoa(word)}`),
  srcset: plain("srcset", MUST, (word) => `/a.png 1x, /${word}.png 2x`),
  svgLink: { openness: MAY, apply: (element, word) => element.setAttributeNS(XLINK, "xlink:href", `/${word}`) },
  attributeName: { openness: MUST, apply: (element, word) => element.setAttribute(word, "") },
  // made absolute by the recorder, and then they hold the page's address; a picture beside the page, its path
  ownHref: { openness: MAY, apply: (element) => element.setAttribute("href", "#part") },
  ownPicture: { openness: MAY, apply: (element) => element.style.setProperty("background-image", "url(part.png)") },
  ownMark: { openness: MAY, apply: (element) => element.style.setProperty("filter", "url(#part)") },
  styleProperty: styled("--note", (word) => `"${word}"`),
  styleWord: styled("--note", (word) => word),
  stylePicture: styled("background-image", (word) => `url("/${word}.png")`),
  styleFont: styled("font-family", (word) => `"${word}"`),
  styleArea: styled("grid-area", (word) => word),
  styleEscaped: plain("style", MUST, (word) => `--note: "${cssEscaped(word)}"`),
};

/** What an open link keeps is its path; the other tags' addresses are pictures or nothing. */
const LINK_ATTRIBUTES = {
  hrefQuery: NEVER,
  hrefPath: MUST,
};

/** Plants a canary into an attribute. The one before in the same place is gone. */
export function plantAttribute(ledger, thing, name) {
  // there it is the frame's content, which has canaries of its own
  if (name === "srcdoc" && /^(?:frame|srcdoc)$/.test(thing.kind)) return;
  const place = ATTRIBUTES[name];
  const word = newCanary();
  place.apply(thing.element, word);
  if (name === "ownPicture") thing.page.hasPictureBeside = true;
  const openness = (thing.element.localName === "a" && LINK_ATTRIBUTES[name]) || place.openness;
  forget(thing, name);
  const entry = ledger.plant(word, `${thing.kind}@${name}`, openness, thing);
  // several places write the same attribute
  thing.planted.set(attributeOf(name), entry);
}

function forget(thing, name) {
  // each has a name of its own
  if (name === "attributeName") return;
  // a whole style attribute replaces every declaration
  const replaced = name === "styleEscaped" ? STYLES : [attributeOf(name)];
  for (const one of replaced) {
    const before = thing.planted.get(one);
    if (before) before.isGone = true;
  }
}

const STYLES = ["--note", "background-image", "filter", "font-family", "grid-area"];
/** Several places write the same attribute or declaration. */
const SHARED = {
  hrefPath: "href", hrefQuery: "href", hrefEncoded: "href", ownHref: "href", titleEncoded: "title", dataUrl: "data-x",
  styleProperty: "--note", styleWord: "--note", styleEscaped: "--note", stylePicture: "background-image", ownPicture: "background-image", ownMark: "filter", styleFont: "font-family", styleArea: "grid-area",
};

function attributeOf(name) {
  return SHARED[name] ?? name;
}

/** Plants a canary as a text node at the end of an element. */
export function plantText(ledger, thing, openness = MUST) {
  const word = newCanary();
  const node = thing.element.ownerDocument.createTextNode(word);
  thing.inside.append(node);
  return { node, entry: ledger.plant(word, `${thing.kind} text`, openness, thing) };
}
