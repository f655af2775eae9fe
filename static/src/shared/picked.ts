/** An element that an agent has picked in the picture, and what could be proposed for it. The desk reads every field: the viewer shows a stranger's page. */

import { say } from "../words/say";

export type Choice = { readonly value: string; readonly label: string };

/** What can be filled in; `now` is what stands there, as far as agents see. */
export type Value =
  /** `input` is a type of HTML's input elements. */
  | { readonly kind: "text"; readonly input: string; readonly isLong: boolean; readonly now: string }
  | { readonly kind: "choice"; readonly options: readonly Choice[]; readonly now: string }
  | { readonly kind: "tick"; readonly isRadio: boolean; readonly now: boolean };

export type Picked = {
  readonly node: number;
  /** What kind of thing it is, for people. */
  readonly name: string;
  /** What it is called on the page; may be empty. */
  readonly label: string;
  readonly mayPress: boolean;
  readonly value: Value | null;
};

const MAX_OPTIONS = 200;
const INPUTS: readonly unknown[] = ["text", "date", "time", "month", "week", "datetime-local", "number", "color"];

export function parsePicked(data: unknown): Picked | null {
  const { node, name, label, mayPress, value } = fields(data);
  if (!Number.isSafeInteger(node) || (node as number) <= 0) return null;
  return { node: node as number, name: text(name, 80) || say("viewer-part"), label: text(label, 80), mayPress: mayPress === true, value: parseValue(value) };
}

function parseValue(data: unknown): Value | null {
  const { kind, input, isLong, isRadio, now, options } = fields(data);
  switch (kind) {
    case "text":
      return { kind, input: INPUTS.includes(input) ? (input as string) : "text", isLong: isLong === true, now: text(now, 1000) };
    case "choice":
      return { kind, options: Array.isArray(options) ? options.slice(0, MAX_OPTIONS).map(choice) : [], now: text(now, 1000) };
    case "tick":
      return { kind, isRadio: isRadio === true, now: now === true };
    default:
      return null;
  }
}

function choice(data: unknown): Choice {
  const { value, label } = fields(data);
  return { value: text(value, 1000), label: text(label, 80) || text(value, 80) };
}

function fields(data: unknown): { readonly [key: string]: unknown } {
  return typeof data === "object" && data !== null ? (data as { [key: string]: unknown }) : {};
}

function text(value: unknown, most: number): string {
  return typeof value === "string" ? value.slice(0, most) : "";
}
