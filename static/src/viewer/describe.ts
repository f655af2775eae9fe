/** What the agent is pointing at, in words and in what can be proposed for it, as far as the replay shows. The customer's side decides again. */

import { parentOf } from "../shared/drawing/ground";
import type { Picked, Value } from "../shared/picked";
import { say, type PlainKey } from "../words/say";

/** What people press or fill in. The replay has no handlers, so what only a script knows to be pressable is found by pointing, not by keys. */
export const TARGETS =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=switch], [role=checkbox], [role=radio]";

const ROLES: Readonly<Record<string, PlainKey>> = {
  a: "viewer-a", button: "viewer-button", select: "viewer-select", textarea: "viewer-field", summary: "viewer-summary", label: "viewer-label", img: "viewer-img",
};
const ARIA: Readonly<Record<string, PlainKey>> = { button: "viewer-button", link: "viewer-a", tab: "viewer-tab" };
const INPUTS: Readonly<Record<string, PlainKey>> = { checkbox: "viewer-tick-box", radio: "viewer-option" };
const MAX_OPTIONS = 200;
const MAX_TEXT = 80;

/** What a press at `element` would mean: the button around a word, not the word; the field, not its label. */
export function targetOf(element: Element): Element {
  for (let one: Element | null = element; one; one = parentOf(one)) {
    if (one.matches(TARGETS)) return one;
    const { control } = one as Partial<HTMLLabelElement>;
    if (one.localName === "label" && control) return control;
  }
  return element;
}

export function describe(element: Element, node: number): Picked {
  const value = valueOf(element);
  return { node, name: nameOf(element), label: labelOf(element), mayPress: value === null, value };
}

function valueOf(element: Element): Value | null {
  const field = element as HTMLInputElement;
  switch (element.localName) {
    case "textarea":
      return { kind: "text", input: "text", isLong: true, now: short(field.value, 1000) };
    case "select":
      return { kind: "choice", options: Array.from((element as HTMLSelectElement).options).filter((one) => !one.disabled).slice(0, MAX_OPTIONS).map((one) => ({ value: one.value, label: short(one.label || one.value) })), now: field.value };
    case "input":
      return inputValue(field);
    default:
      return null;
  }
}

function inputValue(field: HTMLInputElement): Value | null {
  const { type } = field;
  if (type === "checkbox" || type === "radio") return { kind: "tick", isRadio: type === "radio", now: field.checked };
  if (/^(?:button|submit|reset|image|hidden)$/.test(type)) return null;
  const input = /^(?:date|time|month|week|datetime-local|number|color)$/.test(type) ? type : "text";
  return { kind: "text", input, isLong: false, now: short(field.value, 1000) };
}

function nameOf(element: Element): string {
  return say(keyOf(element));
}

function keyOf(element: Element): PlainKey {
  const { type } = element as HTMLInputElement;
  if (element.localName === "input") return /^(?:button|submit|reset|image)$/.test(type) ? "viewer-button" : (INPUTS[type] ?? "viewer-field");
  return ROLES[element.localName] ?? ARIA[element.getAttribute("role") ?? ""] ?? "viewer-part";
}

function labelOf(element: Element): string {
  const field = element as HTMLInputElement;
  const isField = element.matches("input, select, textarea");
  const words = [
    element.getAttribute("aria-label"),
    Array.from(field.labels ?? [], (label) => (label as HTMLElement).innerText).join(" "),
    isField ? (keyOf(element) === "viewer-button" ? field.value : "") : (element as HTMLElement).innerText,
    element.getAttribute("title"),
    element.getAttribute("alt"),
    element.getAttribute("placeholder"),
  ];
  return short((words.find((text) => text?.trim()) ?? "").replace(/\s+/g, " ").trim());
}

function short(text: string, most = MAX_TEXT): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
