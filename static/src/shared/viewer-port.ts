/**
 * What the desk and the viewer tell each other besides frames, over their one MessagePort (`docs/wire.md`, "Desk and viewer").
 * Either side takes the other for a stranger: every message is read field by field.
 */

import type { Control } from "./frame";

/** Control frames the desk hands to the viewer, which draws what they say. */
export const DRAWN = ["abilities", "drawing", "draw", "pointer", "highlight", "assist", "refused", "proposal_answered", "customer_lost", "customer_back"] as const;

/** Control frames the viewer may make: what the agent does on the picture. */
export const MADE = ["draw", "pointer", "highlight", "scroll", "propose", "proposal_withdraw", "want_assets"] as const;

/** Keys that work wherever the focus is; the viewer passes them on. */
export const KEYS = ["+", "-", "0", "f", "l"] as const;
export type Key = (typeof KEYS)[number];

export type ToViewer =
  /** A new socket: unfinished frames are void and a snapshot follows. */
  | { readonly type: "restart" }
  | { readonly type: "zoom"; readonly to: "in" | "out" | "fit" }
  | { readonly type: "control"; readonly message: Control };

export type FromViewer =
  /** The port is heard. */
  | { readonly type: "ready" }
  /** A picture is shown: the customer's viewport in CSS pixels, how it is scaled, and the page's address (or empty). */
  | { readonly type: "picture"; readonly width: number; readonly height: number; readonly scale: number; readonly fitted: boolean; readonly href: string }
  /** How much was left out of the picture: for safety, and because it was too large. */
  | { readonly type: "removed"; readonly unsafe: number; readonly tooLarge: number }
  /** An event could not be played; a stored picture is wanted. */
  | { readonly type: "resync" }
  /** The replay frame is not inert, so nothing is played any more. */
  | { readonly type: "refused" }
  /** Playing moved the focus here, without the agent wanting it: the desk takes it back. */
  | { readonly type: "focus" }
  | { readonly type: "key"; readonly key: Key }
  | { readonly type: "control"; readonly message: Control };

export function isKey(value: unknown): value is Key {
  return (KEYS as readonly unknown[]).includes(value);
}

export function parseToViewer(data: unknown): ToViewer | null {
  const { type, to, message } = fields(data);
  if (type === "control") return isControl(message, DRAWN) ? { type, message } : null;
  if (type === "restart") return { type };
  return type === "zoom" && (to === "in" || to === "out" || to === "fit") ? { type, to } : null;
}

export function parseFromViewer(data: unknown): FromViewer | null {
  const { type, key, message, width, height, scale, fitted, href, unsafe, tooLarge } = fields(data);
  switch (type) {
    case "ready":
    case "resync":
    case "refused":
    case "focus":
      return { type };
    case "control":
      return isControl(message, MADE) ? { type, message } : null;
    case "key":
      return isKey(key) ? { type, key } : null;
    case "removed":
      return isSize(unsafe) && isSize(tooLarge) ? { type, unsafe, tooLarge } : null;
    case "picture":
      if (!isSize(width) || !isSize(height) || !isSize(scale) || typeof href !== "string") return null;
      return { type, width, height, scale, fitted: fitted === true, href: href.slice(0, 2048) };
    default:
      return null;
  }
}

function fields(data: unknown): { readonly [key: string]: unknown } {
  return typeof data === "object" && data !== null ? (data as { [key: string]: unknown }) : {};
}

function isControl(value: unknown, types: readonly string[]): value is Control {
  const { type } = fields(value);
  return typeof type === "string" && types.includes(type);
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
