/** Serialised nodes on their way out: each is checked against the live node it stands for. */

import { MASK, maskedAttributes, openAttributes, sheetAttributes } from "./attributes";
import { box, greyBackground, isBoxed } from "./boxes";
import { elementSelector, scrubCss } from "./css";
import { composedParent, isElement, type MaskRules, type MaskView } from "./masked";
import { type Attributes, type AttributeValue, NodeKind, type NodeMirror, type StyleDiff, type WireNode } from "./types";
import { withoutPage } from "./urls";

/** Elements that show no page to anybody. They travel as empty comments, so that their siblings keep their places. */
const DROPPED = new Set(["script", "noscript", "meta", "base", "template"]);

/** Where a whole picture can stand in an attribute, and from how many characters on the viewer refuses it. */
const INLINE = ["src", "srcset", "poster", "href", "xlink:href"];
const HUGE = 128 * 1024;

function isHuge(value: unknown): boolean {
  return typeof value === "string" && value.length > HUGE && /^\s*data:/i.test(value);
}

/** Nothing to see, but of the same size, so that the page keeps its shape. */
function emptyPicture(image: Partial<HTMLImageElement> | null): string {
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='${image?.naturalWidth || 1}' height='${image?.naturalHeight || 1}'/%3E`;
}

export interface NodeOptions {
  readonly rules: MaskRules;
  /** Our own elements are no part of the page. */
  readonly isOwn: (node: Node) => boolean;
  readonly shareTitle: boolean;
  readonly sharePath: boolean;
  /** A document or shadow root came into the stream. */
  readonly onRoot: (root: Document | ShadowRoot) => void;
  /** An element goes out masked. */
  readonly onMasked: (element: Element) => void;
  /** An element goes out as a grey box with this id. */
  readonly onBoxed: (element: Element, id: number) => void;
}

/** Scrubs nodes within one event. */
export class NodeScrubber {
  private readonly swallowed = new Map<Node, boolean>();
  /** Whether a node that had left in clear is masked now. */
  exposed = false;

  constructor(
    private readonly mirror: NodeMirror,
    readonly view: MaskView,
    private readonly options: NodeOptions,
    /** The live nodes the agent has seen in clear. */
    private readonly shown: WeakSet<Node>,
  ) {}

  /** What may leave of a node and its subtree. Anything that goes wrong costs the node, never the mask. */
  node(sent: WireNode): WireNode {
    try {
      return this.scrub(sent, this.mirror.getNode(sent.id));
    } catch {
      return placeholder(sent);
    }
  }

  /** What may leave of a node that came into another, or `null` if the other swallows it. */
  added(sent: WireNode, parent: Node | null): WireNode | null {
    if (this.swallows(parent)) return this.swallow(sent);
    // a shadow root can be attached long after its host was sent
    if (isElement(parent) && parent.shadowRoot) this.options.onRoot(parent.shadowRoot);
    return this.node(sent);
  }

  /** What the agent had seen, and is gone into a box, must not stay in the stored picture. */
  private swallow(sent: WireNode): null {
    const live = this.mirror.getNode(sent.id);
    if (live && this.shown.delete(live)) this.exposed = true;
    for (const child of sent.childNodes ?? []) this.swallow(child);
    return null;
  }

  /** Whether nothing inside this node may appear in the stream. */
  swallows(node: Node | null): boolean {
    if (!node) return true;
    const before = this.swallowed.get(node);
    if (before !== undefined) return before;
    const parent = node === this.view.page ? null : composedParent(node);
    const result = this.isOpaque(node) || (parent !== null && this.swallows(parent));
    this.swallowed.set(node, result);
    return result;
  }

  private isOpaque(node: Node): boolean {
    if (this.options.isOwn(node)) return true;
    if (!isElement(node)) return false;
    return DROPPED.has(node.localName) || isIdleLink(node.localName, linkFacts(node)) || (isBoxed(node.localName) && this.view.isMasked(node));
  }

  private scrub(sent: WireNode, live: Node | null): WireNode {
    switch (sent.type) {
      case NodeKind.Document:
        if (live) this.options.onRoot(live as Document);
        return { ...sent, childNodes: this.children(sent) };
      case NodeKind.DocumentType:
        return sent;
      case NodeKind.Element:
        return this.element(sent, live);
      case NodeKind.Text:
        return { ...sent, textContent: this.text(live, sent.textContent ?? "") };
      default:
        return placeholder(sent);
    }
  }

  private children(sent: WireNode): WireNode[] {
    return (sent.childNodes ?? []).map((child) => this.node(child));
  }

  private element(sent: WireNode, live: Node | null): WireNode {
    const tag = (sent.tagName ?? "").toLowerCase();
    if (DROPPED.has(tag) || (live && this.options.isOwn(live)) || isIdleLink(tag, sent.attributes)) return placeholder(sent);
    const masked = this.view.isMasked(live);
    this.note(live, masked);
    if (masked && isBoxed(tag)) return this.box(sent, live);
    if (isElement(live) && live.shadowRoot) this.options.onRoot(live.shadowRoot);
    const attributes = this.attributes(tag, sent.attributes ?? {}, live);
    if (tag === "option") select(attributes, live, masked);
    if (isTextField(live)) fillField(attributes, live, masked);
    if (masked && live && isTypedInto(live)) forgetScroll(attributes);
    const childNodes = masked && tag === "textarea" ? [] : this.children(sent);
    return { ...sent, attributes, childNodes };
  }

  private box(sent: WireNode, live: Node | null): WireNode {
    if (isElement(live)) this.options.onBoxed(live, sent.id);
    return box(sent, live);
  }

  /** The attributes of an element: all of them, or those that changed. */
  attributes(tag: string, sent: Attributes, live: Node | null, isChange = false): Attributes {
    const css = sent["_cssText"];
    const kept = this.view.isMasked(live) ? this.masked(tag, sent, live, isChange) : openAttributes(tag, sent, live?.baseURI ?? "", (value) => this.forget(value, live));
    for (const name of INLINE) if (isHuge(kept[name])) kept[name] = emptyPicture(live as Partial<HTMLImageElement> | null);
    if (typeof css === "string") kept["_cssText"] = this.css(css, live);
    return kept;
  }

  private masked(tag: string, sent: Attributes, live: Node | null, isChange: boolean): Attributes {
    if (/^(?:style|link)$/.test(tag) && !this.view.isHidden(live)) return sheetAttributes(sent, live?.baseURI ?? "");
    const kept = maskedAttributes(sent);
    const grey = "class" in sent || "style" in sent ? greyBackground(live) : null;
    return grey ? { ...kept, style: withGrey(kept["style"], grey, isChange) } : kept;
  }

  /** Values without the page's own address: relative ones have been made absolute with it. */
  private forget(value: string, live: Node | null): string {
    const { URL: own = "", baseURI: base = "" } = live?.ownerDocument ?? ((live ?? {}) as Partial<Document>);
    return [own, base].reduce((text, page) => withoutPage(text, page, this.options.sharePath), value);
  }

  /** The text of a text node. White space alone tells nothing and keeps the layout. */
  text(live: Node | null, text: string): string {
    const parent = live?.parentNode ?? null;
    if (isElement(parent) && parent.localName === "style") return this.css(text, live);
    if (isElement(parent) && parent.localName === "title" && !parent.closest("svg")) return this.title(text, live);
    const masked = this.view.isMasked(live);
    this.note(live, masked);
    if (!masked) return text;
    return text.trim() === "" ? " " : MASK;
  }

  /** Remembers who was seen in clear, and notices who is not to be seen any longer. */
  private note(live: Node | null, masked: boolean): void {
    if (!live) return;
    if (!masked) return void this.shown.add(live);
    if (isElement(live)) this.options.onMasked(live);
    if (this.shown.delete(live)) this.exposed = true;
  }

  private title(text: string, live: Node | null): string {
    return this.options.shareTitle && !this.view.isHidden(live) ? text : "";
  }

  /** The CSS of a style element, a link, or a sheet adopted by `live`. */
  css(css: string, live: Node | null): string {
    const { shown, unshown } = this.options.rules;
    const scrubbed = scrubCss(css, {
      masks: (selector) => masksOf(selector, live, this.view),
      mayPicture: (selector, picture) => {
        const masks = masksOf(selector, live, this.view);
        const isOpen = masks.includes(false);
        if (isOpen) shown.add(picture);
        else unshown.set(selector + picture, (view) => masksOf(selector, live, view).includes(false));
        return isOpen || (masks.length === 0 && shown.has(picture));
      },
    });
    return this.forget(scrubbed, live);
  }
}

/** Whether each element that a rule of `live`'s sheet styles is masked. What cannot be said, or is nobody's business, is. */
function masksOf(selector: string, live: Node | null, view: MaskView): boolean[] {
  try {
    const root = (live as Element).shadowRoot ?? ((live as Element).getRootNode() as Document);
    if (selector && !view.isHidden(live)) return Array.from(root.querySelectorAll(elementSelector(selector)), (element) => view.isMasked(element));
  } catch {
    // no selector that a browser knows
  }
  return [true];
}

/** A changed style that comes as a difference, or not at all, must not become a whole one. */
function withGrey(style: AttributeValue | undefined, grey: string, isChange: boolean): AttributeValue {
  if (typeof style === "string" || !isChange) return `${style ? `${String(style)}; ` : ""}background-image: ${grey} !important`;
  return { ...(style as StyleDiff | undefined), "background-image": [grey, "important"] };
}

function placeholder(sent: WireNode): WireNode {
  const comment: WireNode = { type: NodeKind.Comment, id: sent.id, textContent: "" };
  if (sent.rootId !== undefined) comment.rootId = sent.rootId;
  if (sent.isShadow) comment.isShadow = true;
  return comment;
}

/** `canonical`, `alternate`, icons and the like: addresses the agent's browser needs for nothing. */
function isIdleLink(tag: string, attributes: Attributes = {}): boolean {
  if (tag !== "link" || "_cssText" in attributes) return false;
  return !/\bstylesheet\b/i.test(String(attributes["rel"])) && attributes["as"] !== "style";
}

/** An inlined sheet has lost its `rel` on the wire; the live element still has it. */
function linkFacts(element: Element): Attributes {
  return { rel: element.getAttribute("rel"), as: element.getAttribute("as") };
}

/** rrweb leaves `selected` out of every option once selects are masked; the others get theirs back. */
function select(attributes: Attributes, live: Node | null, masked: boolean): void {
  delete attributes["selected"];
  if (!masked && live && (live as HTMLOptionElement).selected) attributes["selected"] = true;
}

const NO_TEXT = /^(?:checkbox|radio|button|submit|reset|image|file|hidden|range|color)$/;

function isTextField(live: Node | null): live is HTMLInputElement | HTMLTextAreaElement {
  if (!isElement(live)) return false;
  return live.localName === "textarea" || (live.localName === "input" && !NO_TEXT.test((live as HTMLInputElement).type));
}

/** How far a field is scrolled tells how much is in it. */
function forgetScroll(attributes: Attributes): void {
  delete attributes["rr_scrollLeft"];
  delete attributes["rr_scrollTop"];
}

/** Whether people type into this node. */
export function isTypedInto(node: Node): boolean {
  return /^(?:INPUT|TEXTAREA|SELECT)$/.test(node.nodeName) || (node as HTMLElement).isContentEditable === true;
}

/** rrweb falls back to the `value` attribute where somebody cleared the field. */
function fillField(attributes: Attributes, live: HTMLInputElement | HTMLTextAreaElement, masked: boolean): void {
  if (masked) attributes["value"] = live.value ? MASK : "";
  else if (!live.value) attributes["value"] = "";
}
