/** Who is masked: the rules, and the walk from a node up through shadow hosts and frames to the page that holds it. */

import type { MaskSettings } from "../settings";
import { isBoxed } from "./boxes";

/** Masked on every page, whatever the integrator says. `cobroker doctor` goes by the same list; a test holds both to it. */
export const ALWAYS = [
  "[data-private]",
  "input[type='password' i]",
  "input[type='hidden' i]",
  "input[type='file' i]",
  "[autocomplete~='one-time-code' i]",
  "[autocomplete*='cc-' i]",
  "[autocomplete*='-password' i]",
  // suggestions show at nobody but the person who types, and often are what that person typed before
  "datalist",
];

/** The rules of one page. They remember password fields, because "show password" makes ordinary ones of them. */
export class MaskRules {
  readonly selector: string;
  /** What alone may be seen on a page that is private by default; `null` where everything may that no rule masks. */
  readonly openSelector: string | null;
  /** Pictures of style sheets that agents have: something open had them. */
  readonly shown = new Set<string>();
  /** Those that were held back since the last whole picture, and whether something open has one now. */
  readonly unshown = new Map<string, (view: MaskView) => boolean>();
  private readonly passwords = new WeakSet<Element>();
  private readonly passwordNames = new Set<string>();

  constructor(settings: MaskSettings) {
    this.selector = [...ALWAYS, settings.maskSelector].filter(Boolean).join(", ");
    this.openSelector = settings.openSelector;
  }

  /** Whether this very element is to be masked. A rule that throws masks. */
  owns(element: Element): boolean {
    try {
      return this.wasPassword(element) || element.matches(this.selector);
    } catch {
      return true;
    }
  }

  /** Whether this very element opens a page that is private by default. A rule that throws opens nothing. */
  opens(element: Element): boolean {
    try {
      return !!this.openSelector && element.matches(this.openSelector);
    } catch {
      return false;
    }
  }

  /** Notes a field that is or was a password; another field of that name counts as the same one, rendered anew. */
  rememberPassword(element: Element): void {
    this.passwords.add(element);
    for (const name of namesOf(element)) this.passwordNames.add(name);
  }

  private wasPassword(element: Element): boolean {
    if (element.localName !== "input") return false;
    if ((element as HTMLInputElement).type === "password") this.rememberPassword(element);
    return this.passwords.has(element) || namesOf(element).some((name) => this.passwordNames.has(name));
  }
}

function namesOf(element: Element): string[] {
  return [element.getAttribute("name"), element.id].filter((name): name is string => !!name);
}

/** `hidden` by a rule, `closed` because nothing opens it on a page that is private by default, or `open`. */
type State = "open" | "closed" | "hidden";

/** The answers for the time of one event: the page does not change meanwhile, so each is worked out once. */
export class MaskView {
  private readonly known = new Map<Node, State>();

  constructor(
    private readonly rules: MaskRules,
    /** Where every walk ends, even if this page is itself a frame of another. */
    readonly page: Document,
  ) {}

  /** Unknown nodes and nodes outside the page are masked: nothing says what they would belong to. */
  isMasked(node: Node | null): boolean {
    return this.state(node) !== "open";
  }

  /** Whether a rule masks the node, not just the page's being private by default. */
  isHidden(node: Node | null): boolean {
    return this.state(node) === "hidden";
  }

  private state(node: Node | null): State {
    if (!node) return "hidden";
    let state = this.known.get(node);
    if (!state) this.known.set(node, (state = this.decide(node)));
    return state;
  }

  /** A rule that masks wins over everything that opens, wherever the two stand. */
  private decide(node: Node): State {
    if (node === this.page) return this.rules.openSelector === null ? "open" : "closed";
    if (isElement(node) && this.rules.owns(node)) return "hidden";
    const slot = (node as Partial<Slottable>).assignedSlot;
    if (slot && this.isHidden(slot)) return "hidden";
    const holder = composedParent(node);
    const around = this.state(holder);
    // what would be opened inside a grey box is not seen either
    if (around === "closed" && isElement(holder) && isBoxed(holder.localName)) return "hidden";
    return around === "closed" && isElement(node) && this.rules.opens(node) ? "open" : around;
  }
}

export function isElement(node: Node | null): node is Element {
  return node?.nodeType === 1;
}

/** The parent a person would see: shadow roots hang from their host, documents from their frame. */
export function composedParent(node: Node): Node | null {
  if (node.parentNode) return node.parentNode;
  if (node.nodeType === 11) return (node as ShadowRoot).host ?? null;
  if (node.nodeType !== 9) return null;
  try {
    return (node as Document).defaultView?.frameElement ?? null;
  } catch {
    return null;
  }
}
