/** The settings of `init` that this SDK reads. Names and shapes are Zoom's (reference §5.2); what is unknown is ignored. */

import { type Abilities, readAbilities } from "./abilities";
import type { TabSettings } from "./state-cookie";
import { readTabs } from "./tab-settings";

/** What is masked (`docs/masking.md`). */
export interface MaskSettings {
  /** One selector list of everything the integrator wants masked; empty if nothing. */
  readonly maskSelector: string;
  /** Private by default: one selector list of what alone may be seen, perhaps empty. `null` where everything may. */
  readonly openSelector: string | null;
}

export interface Settings extends MaskSettings {
  /** What agents and the customer may do beyond looking. */
  readonly abilities: Abilities;
  /** Whether the agent may see `document.title`. Titles often name the customer or an order, so the default is no. */
  readonly shareTitle: boolean;
  /** Whether the agent may see the path of the page's address, or only the site. Query and hash are never shared. */
  readonly sharePath: boolean;
  /** How a session follows the customer into other tabs; `null` if it does not. */
  readonly tabs: TabSettings | null;
  /** Origins whose pages may embed this one and show it to their agents. */
  readonly frameParents: readonly string[];
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
 * @param hostname of the page
 * @throws InvalidSetting naming the setting and what is wrong with it
 */
export function readSettings(input: unknown, isSelector: (list: string) => boolean, hostname = ""): Settings {
  const mask = record(record(input)["piiMask"]);
  const flag = (name: string, otherwise: boolean) => boolean(name, mask[name], otherwise);
  const list = (name: string) => selectors(name, mask[name], isSelector);
  const isPrivate = flag("privateByDefault", false);
  const open = list("unmaskCssSelectors");
  if (open && !isPrivate) throw new InvalidSetting("piiMask.unmaskCssSelectors does nothing without piiMask.privateByDefault: true.");
  const parts = [maskType(mask["maskType"]), attributes(mask["maskHTMLAttributes"]), list("maskCssSelectors")];
  return {
    abilities: readAbilities(input),
    maskSelector: parts.filter(Boolean).join(", "),
    openSelector: isPrivate ? open : null,
    shareTitle: flag("shareTitle", false),
    sharePath: flag("sharePath", !isPrivate),
    tabs: readTabs(input, hostname),
    frameParents: origins(record(input)["frameParents"]),
  };
}

/** Exact origins, such as `https://shop.example`. There is no wildcard: whoever embeds the page would see it. */
function origins(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.length <= 32 && value.every(isOrigin)) return value as string[];
  throw new InvalidSetting('frameParents must be a list of origins such as "https://shop.example".');
}

function isOrigin(value: unknown): boolean {
  try {
    return typeof value === "string" && /^https?:[^*]*$/.test(value) && new URL(value).origin === value;
  } catch {
    return false;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function boolean(name: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== "boolean") throw new InvalidSetting(`piiMask.${name} must be true or false, not ${quote(value)}.`);
  return value;
}

function maskType(value: unknown): string {
  if (value === "all_input") return ALL_INPUTS;
  if (value === undefined || value === null || value === "" || value === "custom_input") return "";
  throw new InvalidSetting(`piiMask.maskType must be "custom_input" or "all_input", not ${quote(value)}.`);
}

function selectors(name: string, value: unknown, isSelector: (list: string) => boolean): string {
  const list = text(name, value).replace(/,\s*$/, "");
  if (list && !isSelector(list)) throw new InvalidSetting(`piiMask.${name} is not a valid CSS selector list: ${quote(list)}.`);
  if (list && isOpen(list, isSelector)) throw new InvalidSetting(`piiMask.${name} leaves something open, and would swallow what follows: ${quote(list)}.`);
  return list;
}

/** Browsers close brackets, quotes and comments at the end of a list. What takes one more bracket had something open. */
function isOpen(list: string, isSelector: (list: string) => boolean): boolean {
  return isSelector(`${list})`) || isSelector(`${list}]`);
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
