/** Reads off an element what decides about a proposal, and what the customer is to read about it. */

import { isElement, parentInView } from "../tree";
import type { Action, Facts, Lead } from "./possible";

type Labelled = Element & { readonly labels?: NodeListOf<HTMLLabelElement> | null };

/** Most characters of a name that the card shows. */
const MAX_LABEL = 60;

/** Elements without a box of some size are not seen. CSS pixels. */
const MIN_SIZE = 2;

/** @param isMasked whether agents see only that something is there */
export function factsOf(element: Element, isMasked: (node: Node) => boolean): Facts {
  const field = element as HTMLInputElement;
  const tag = element.localName;
  const control = (element.closest("label") as HTMLLabelElement | null)?.control ?? null;
  return {
    tag,
    type: String(field.type ?? "").toLowerCase(),
    isConnected: element.isConnected && element.ownerDocument.defaultView !== null,
    isVisible: shownPart(element) !== null,
    isDisabled: element.matches(":disabled, [aria-disabled='true']") || element.closest("[inert]") !== null,
    isReadOnly: field.readOnly === true || element.getAttribute("aria-readonly") === "true",
    isMasked: isMasked(element),
    leads: leadsOf(element),
    accepts: (value) => accepts(element, value),
    labelled: control && control !== element ? factsOf(control, isMasked) : null,
  };
}

/** What to draw the outline around: the element, or of a tick that the page has painted itself, its label. `null` if nobody can see it. */
export function shownPart(element: Element): Element | null {
  return [element, ...Array.from((element as Labelled).labels ?? [])].find(isShown) ?? null;
}

/** What the element is called on the page. Never the agent's word: a name that lies would make the yes worthless. */
export function labelOf(element: Element): string {
  const { labels } = element as Labelled;
  const own = element.matches("input[type=submit i], input[type=reset i], input[type=button i]") ? (element as HTMLInputElement).value : "";
  const inner = element.matches("input, select, textarea") ? "" : textOf(element);
  const named = Array.from(labels ?? [], textOf).join(" ");
  const texts = [element.getAttribute("aria-label"), labelledBy(element), named, own, inner, element.getAttribute("title"), element.getAttribute("alt"), element.getAttribute("placeholder")];
  return shorten(texts.find((text) => text?.trim()) ?? "");
}

/** The words of a choice; of anything else the value itself. */
export function valueWords(element: Element, action: Action): string {
  if (action.kind === "click") return "";
  if (element.localName === "select") return choice(element, action.value)?.label ?? action.value;
  return /^(?:checkbox|radio)$/.test((element as HTMLInputElement).type) ? "" : action.value;
}

export function choice(element: Element, value: string): HTMLOptionElement | null {
  return Array.from((element as HTMLSelectElement).options).find((option) => option.value === value) ?? null;
}

function accepts(element: Element, value: string): boolean {
  const field = element as HTMLInputElement;
  if (element.localName === "select") return choice(element, value)?.matches("option:not(:disabled, optgroup:disabled *)") === true;
  if (field.maxLength >= 0 && value.length > field.maxLength) return false;
  if (element.localName !== "input" || /^(?:checkbox|radio)$/.test(field.type)) return true;
  const trial = element.cloneNode(false) as HTMLInputElement;
  trial.value = value;
  return trial.value === value;
}

/** A press goes to everything around the element, too. */
function leadsOf(element: Element): Lead[] {
  const leads: Lead[] = [];
  for (let node: Node | null = element; node && node.nodeType !== 9; node = parentInView(node)) {
    if (!isElement(node)) continue;
    const { localName } = node;
    if (/^(?:a|area)$/.test(localName) && (node.hasAttribute("href") || node.hasAttribute("xlink:href"))) leads.push(link(node));
    if (/^(?:button|input)$/.test(localName) && /^(?:submit|image)$/.test((node as HTMLButtonElement).type) && (node as HTMLButtonElement).form) leads.push(sent(node as HTMLButtonElement));
  }
  return leads;
}

function link(element: Element): Lead {
  const { href, target } = element as HTMLAnchorElement;
  // an SVG link keeps both in objects of their own
  const raw = typeof href === "string" ? href : element.getAttribute("href") ?? element.getAttribute("xlink:href") ?? "";
  return { url: absolute(raw, element), target: (typeof target === "string" ? target : element.getAttribute("target")) || baseTarget(element), isDownload: element.hasAttribute("download") };
}

function sent(button: HTMLButtonElement): Lead {
  const form = button.form as HTMLFormElement;
  const action = button.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  return { url: absolute(action, button), target: (button.getAttribute("formtarget") ?? form.getAttribute("target")) || baseTarget(button), isDownload: false };
}

function absolute(raw: string, element: Element): string {
  try {
    return new URL(raw, element.baseURI).href;
  } catch {
    return raw;
  }
}

function baseTarget(element: Element): string {
  return element.ownerDocument.querySelector("base[target]")?.getAttribute("target") ?? "";
}

function isShown(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView;
  if (!view || width < MIN_SIZE || height < MIN_SIZE || view.getComputedStyle(element).visibility !== "visible") return false;
  for (let node: Node | null = element; node; node = parentInView(node)) {
    if (isElement(node) && Number((node.ownerDocument.defaultView ?? view).getComputedStyle(node).opacity) < 0.1) return false;
  }
  return true;
}

function labelledBy(element: Element): string {
  const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const root = element.getRootNode() as Document | ShadowRoot;
  return ids.map((id) => textOf(root.getElementById(id))).join(" ");
}

function textOf(element: Element | null): string {
  return (element as HTMLElement | null)?.innerText ?? element?.textContent ?? "";
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_LABEL ? `${line.slice(0, MAX_LABEL - 1)}…` : line;
}
