/** Sees when the mask of something the agent already has changes: then the picture is taken anew. */

import { composedParent } from "./masked";

/** Attributes that decide about the mask on every page. */
const ALWAYS = ["class", "id", "type", "name", "autocomplete", "data-private", "contenteditable", "slot"];
/** Selectors that depend on more than attributes: then any change can flip them. */
const STRUCTURAL = /[+~:]/;
/** At most one look per this time: pages toggle classes in every frame of an animation. Milliseconds. */
const CHECK_EVERY = 100;

export interface WatchOptions {
  readonly rules: { readonly selector: string; readonly openSelector: string | null };
  /** Whether the agent has seen an element in clear. */
  readonly hasShown: (element: Element) => boolean;
  /** A field stopped being `type=password`. */
  readonly onRevealed: (field: Element) => void;
  readonly onFlip: () => void;
}

export class MaskWatch {
  private readonly roots = new Set<Document | ShadowRoot>();
  private readonly observer: MutationObserver;
  private readonly filter: MutationObserverInit;
  private masked = new Set<Element>();
  private opened = new Set<Element>();
  /** An element went into another slot, perhaps a masked one. */
  private isMoved = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: WatchOptions) {
    this.filter = filterFor([options.rules.selector, options.rules.openSelector].filter(Boolean).join(", "));
    this.observer = new MutationObserver((records) => this.changed(records));
  }

  /** Also watches this document or shadow root from now on. */
  observe(root: Document | ShadowRoot): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.observer.observe(root, this.filter);
    this.find(root, this.masked, this.opened);
  }

  /** An element went out masked: if that ends, the agent is to see it. */
  note(element: Element): void {
    if (element.matches(this.options.rules.selector)) this.masked.add(element);
  }

  stop(): void {
    this.observer.disconnect();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.roots.clear();
    this.masked.clear();
    this.opened.clear();
  }

  private changed(records: MutationRecord[]): void {
    for (const { attributeName, oldValue, target } of records) {
      if (attributeName === "type" && /^password$/i.test(oldValue ?? "")) this.options.onRevealed(target as Element);
      if (attributeName === "slot") this.isMoved = true;
    }
    if (this.timer === undefined) this.timer = setTimeout(() => this.check(), CHECK_EVERY);
  }

  private check(): void {
    this.timer = undefined;
    const masked = new Set<Element>();
    const opened = new Set<Element>();
    for (const root of this.roots) {
      if (isGone(root)) this.roots.delete(root);
      else this.find(root, masked, opened);
    }
    const { hasShown } = this.options;
    // on a private page what is around something open was never shown itself
    const covered = [...this.opened, ...opened];
    const hidesSeen = (element: Element): boolean => hasShown(element) || covered.some((one) => isWithin(one, element));
    const hasFlipped =
      this.isMoved || came(this.masked, masked, hidesSeen) || went(this.masked, masked) || came(this.opened, opened, (element) => !hasShown(element)) || went(this.opened, opened);
    this.masked = masked;
    this.opened = opened;
    this.isMoved = false;
    if (hasFlipped) this.options.onFlip();
  }

  private find(root: Document | ShadowRoot, masked: Set<Element>, opened: Set<Element>): void {
    const { selector, openSelector } = this.options.rules;
    for (const element of Array.from(root.querySelectorAll(selector))) masked.add(element);
    if (openSelector) for (const element of Array.from(root.querySelectorAll(openSelector))) opened.add(element);
  }
}

/** Whether a rule applies to an element that was there before, and was sent the other way. */
function came(before: Set<Element>, now: Set<Element>, wasSentOtherwise: (element: Element) => boolean): boolean {
  return Array.from(now).some((element) => !before.has(element) && wasSentOtherwise(element));
}

/** Also through shadow roots and frames. */
function isWithin(node: Node, element: Element): boolean {
  for (let at: Node | null = node; at; at = composedParent(at)) if (at === element) return true;
  return false;
}

function went(before: Set<Element>, now: Set<Element>): boolean {
  return Array.from(before).some((element) => !now.has(element) && element.isConnected);
}

function isGone(root: Document | ShadowRoot): boolean {
  return root.nodeType === 9 ? !(root as Document).defaultView : !(root as ShadowRoot).host.isConnected;
}

/** What to observe so that no flip of this selector list is missed. */
export function filterFor(selector: string): MutationObserverInit {
  const base = { subtree: true, attributes: true, attributeOldValue: true };
  const configured = selector.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  if (STRUCTURAL.test(configured.replace(/[~^$*|]=/g, "="))) return { ...base, childList: true };
  const named = Array.from(configured.matchAll(/\[\s*([-\w]+)/g), (match) => match[1] ?? "");
  return { ...base, attributeFilter: Array.from(new Set([...ALWAYS, ...named])) };
}
