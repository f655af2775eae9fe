/** What `GET /api/config` says about the site a page belongs to. Everything is optional; what has another shape counts as absent. Pure. */
import type { CobrokerMask } from "./public";

/** Wishes for the look. Attributes and calls of the page win over them. */
export interface Branding {
  accent?: string;
  heading?: string;
  buttonText?: string;
  hint?: string;
  language?: string;
  position?: string;
}

export interface Site {
  branding: Branding;
  /** A floor: pages may mask more, never less. */
  mask: CobrokerMask;
}

export function siteOf(config: unknown): Site {
  const site = record(record(config)["site"]);
  const [branding, mask] = [record(site["branding"]), record(site["mask"])];
  return {
    branding: texts(branding, ["accent", "heading", "buttonText", "hint", "language", "position"]),
    mask: {
      ...texts(mask, ["maskType", "maskCssSelectors", "maskHTMLAttributes", "unmaskCssSelectors"]),
      ...(mask["privateByDefault"] === true ? { privateByDefault: true } : {}),
    } as CobrokerMask,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function texts(from: Record<string, unknown>, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = from[name];
    if (typeof value === "string" && value.trim() !== "") found[name] = value;
  }
  return found;
}
