/** The settings of `init` that this SDK reads. Names and shapes are Zoom's (reference §5.2); what is unknown is ignored. */

import { type Abilities, readAbilities } from "./abilities";

export interface Settings {
  /** What agents and the customer may do beyond looking. */
  readonly abilities: Abilities;
  /** One selector list of everything the integrator wants masked; empty if nothing. */
  readonly maskSelector: string;
  /** Whether the agent may see `document.title`. Titles often name the customer or an order, so the default is no. */
  readonly shareTitle: boolean;
}

/** Everything a person can type into, for `maskType: "all_input"` (reference §8.2). */
const ALL_INPUTS = "input, textarea, select, [contenteditable]:not([contenteditable='false' i])";

const ATTRIBUTE = /^([A-Za-z_][-\w:.]*)(?:=(.*))?$/s;

/** A setting that cannot be honoured. It fails `init`: a mask that silently does nothing would leak. */
export class InvalidSetting extends Error {}

/**
 * Reads the settings of `init`.
 *
 * @param isSelector tells whether the browser understands a selector list
 * @throws InvalidSetting naming the setting and what is wrong with it
 */
export function readSettings(input: unknown, isSelector: (list: string) => boolean): Settings {
  const mask = record(record(input)["piiMask"]);
  const parts = [maskType(mask["maskType"]), selectors(mask["maskCssSelectors"], isSelector), attributes(mask["maskHTMLAttributes"])];
  return { abilities: readAbilities(input), maskSelector: parts.filter(Boolean).join(", "), shareTitle: mask["shareTitle"] === true };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function maskType(value: unknown): string {
  if (value === "all_input") return ALL_INPUTS;
  if (value === undefined || value === null || value === "" || value === "custom_input") return "";
  throw new InvalidSetting(`piiMask.maskType must be "custom_input" or "all_input", not ${quote(value)}.`);
}

function selectors(value: unknown, isSelector: (list: string) => boolean): string {
  const list = text("maskCssSelectors", value).replace(/,\s*$/, "");
  if (list && !isSelector(list)) throw new InvalidSetting(`piiMask.maskCssSelectors is not a valid CSS selector list: ${quote(list)}.`);
  return list;
}

/** `a=b, c` becomes `[a="b"], [c]`. */
function attributes(value: unknown): string {
  const items = text("maskHTMLAttributes", value).split(",").map((item) => item.trim());
  return items.filter(Boolean).map(attributeSelector).join(", ");
}

function attributeSelector(item: string): string {
  const match = ATTRIBUTE.exec(item.replace(/\s*=\s*/, "="));
  if (!match?.[1]) throw new InvalidSetting(`piiMask.maskHTMLAttributes must be like "name=value, other", not ${quote(item)}.`);
  const name = match[1].replace(/[:.]/g, "\\$&");
  if (match[2] === undefined) return `[${name}]`;
  const wanted = match[2].replace(/^(["'])(.*)\1$/s, "$2");
  return `[${name}="${wanted.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\a ")}"]`;
}

function text(name: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(", ");
  if (typeof value !== "string") throw new InvalidSetting(`piiMask.${name} must be one string, not ${quote(value)}.`);
  return value.trim();
}

function quote(value: unknown): string {
  return typeof value === "string" ? `"${value.slice(0, 80)}"` : typeof value;
}
