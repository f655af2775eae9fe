/** What an agent may propose to be done to an element, and what not. Pure; `facts.ts` reads the element. */

export type Action = { readonly kind: "click" } | { readonly kind: "value"; readonly value: string };

/** What a yes would do, in the customer's words. */
export type Outcome = "press" | "enter" | "clear" | "choose" | "tick" | "untick";

/** Where a press would lead by itself: a link, or the form that a button sends. */
export interface Lead {
  /** Absolute. */
  readonly url: string;
  readonly target: string;
  readonly isDownload: boolean;
}

/** What `possible` has to know of an element. */
export interface Facts {
  readonly tag: string;
  /** Of an input, its type as the browser understands it. */
  readonly type: string;
  readonly isConnected: boolean;
  readonly isVisible: boolean;
  readonly isDisabled: boolean;
  readonly isReadOnly: boolean;
  /** Agents see only that something is there. */
  readonly isMasked: boolean;
  readonly leads: readonly Lead[];
  /** Whether the field would hold this very text: of its form, not too long, one of the choices. */
  accepts(value: string): boolean;
  /** The field that a label stands for, which a press on it would change. */
  readonly labelled: Facts | null;
}

/** Frames are somebody else's inside; what they show is not ours to press. */
const FRAMES = /^(?:iframe|frame|object|embed|portal|fencedframe)$/;
const FIELDS = /^(?:input|textarea|select|option)$/;
/** Inputs whose value is not a text to type. */
const NO_TEXT = /^(?:button|submit|reset|image|hidden|checkbox|radio)$/;

/** What a yes to `action` would do here; `null` if it can or may not be done. */
export function outcomeOf(action: Action, facts: Facts): Outcome | null {
  if (!facts.isConnected || !facts.isVisible || facts.isDisabled || isNeverTouched(facts)) return null;
  return action.kind === "click" ? press(facts) : fill(action.value, facts);
}

/** Passwords and files are the customer's alone, and so is whatever is hidden from agents. */
function isNeverTouched({ tag, type }: Facts): boolean {
  return FRAMES.test(tag) || (tag === "input" && /^(?:password|file|hidden)$/.test(type));
}

function press(facts: Facts): Outcome | null {
  // a press on a choice does nothing, on a tick it changes a value
  if (facts.tag === "select" || facts.tag === "option") return null;
  if (isTick(facts) || (FIELDS.test(facts.tag) && facts.isMasked)) return null;
  const { labelled } = facts;
  if (labelled && (labelled.isMasked || labelled.isDisabled || isNeverTouched(labelled))) return null;
  return facts.leads.every(isSafeLead) ? "press" : null;
}

function fill(value: string, facts: Facts): Outcome | null {
  if (facts.isMasked || facts.isReadOnly || !facts.accepts(value)) return null;
  if (facts.tag === "select") return "choose";
  if (facts.tag === "textarea") return value === "" ? "clear" : "enter";
  if (facts.tag !== "input") return null;
  if (isTick(facts)) return tick(value, facts.type);
  if (NO_TEXT.test(facts.type)) return null;
  return value === "" ? "clear" : "enter";
}

/** A radio button is unticked by ticking another one. */
function tick(value: string, type: string): Outcome | null {
  if (value === "true") return type === "radio" ? "choose" : "tick";
  return value === "false" && type === "checkbox" ? "untick" : null;
}

function isTick({ tag, type }: Facts): boolean {
  return tag === "input" && (type === "checkbox" || type === "radio");
}

/**
 * A place the page goes to as the customer looks on. Not what runs a script out of an address, not what leaves a file on the
 * device, and not another tab, where the customer would stand without the agent.
 */
function isSafeLead({ url, target, isDownload }: Lead): boolean {
  return /^https?:/i.test(url) && !isDownload && /^(?:_self|_top|_parent)?$/i.test(target);
}
