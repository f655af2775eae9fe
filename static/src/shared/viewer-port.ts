/**
 * What the desk and the viewer tell each other besides frames, over their one MessagePort (`docs/wire.md`, "Desk and viewer").
 * Either side takes the other for a stranger: every message is read field by field.
 */

import { LETTERS, type Letter } from "./shortcuts";
import { isColour } from "./drawing/palette";
import type { Control } from "./frame";
import { parsePicked, type Picked } from "./picked";

/** Control frames the desk hands to the viewer, which draws what they say. */
export const DRAWN = ["abilities", "drawing", "draw", "pointer", "highlight", "assist", "refused", "proposal_answered", "customer_lost", "customer_back"] as const;

/** Control frames the viewer may make: what the agent does on the picture. */
export const MADE = ["draw", "pointer", "highlight", "scroll", "propose", "proposal_withdraw", "want_assets"] as const;

/** Keys that work wherever the focus is; the viewer passes them on. First those of the view, then those of the tools. */
export type Key = Letter | `Alt+${number}`;
export const KEYS: readonly Key[] = [...LETTERS, ...([1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((place) => `Alt+${place}` as const)];

/** What the agent's hand does on the picture. */
export const TOOLS = ["none", "point", "pen", "vanishing", "rectangle", "eraser"] as const;
export type ToolName = (typeof TOOLS)[number];

export type ToViewer =
  /** A new socket: unfinished frames are void and a snapshot follows. */
  | { readonly type: "restart" }
  | { readonly type: "zoom"; readonly to: "in" | "out" | "fit" }
  /** The agent takes a tool and a colour. `me` is their user id; `focus`: by key, so the picture gets the focus. */
  | { readonly type: "tool"; readonly tool: ToolName; readonly colour: string; readonly me: string; readonly focus: boolean }
  | { readonly type: "sketch"; readonly to: "undo" | "redo" | "clear" }
  /** The agent is to pick an element; or need not any more, and the ring around it goes. */
  | { readonly type: "pick"; readonly on: boolean }
  /** The agent reads the page by keys, or does not any more. */
  | { readonly type: "read"; readonly on: boolean }
  | { readonly type: "control"; readonly message: Control };

export type FromViewer =
  /** The port is heard. */
  | { readonly type: "ready" }
  /** A picture is shown: the customer's viewport in CSS pixels, how it is scaled, and the page's address (or empty). */
  | { readonly type: "picture"; readonly width: number; readonly height: number; readonly scale: number; readonly fitted: boolean; readonly href: string }
  /** How much was left out of the picture: for safety, and because it was too large. */
  | { readonly type: "removed"; readonly unsafe: number; readonly tooLarge: number }
  /** How many pictures and fonts of the page could not be loaded here. */
  | { readonly type: "blocked"; readonly images: number; readonly fonts: number }
  /** How many filled-in fields and how many texts of the picture are masked. */
  | { readonly type: "masked"; readonly fields: number; readonly texts: number }
  /** An event could not be played; a stored picture is wanted. */
  | { readonly type: "resync" }
  /** The replay frame is not inert, so nothing is played any more. */
  | { readonly type: "refused" }
  /** Playing moved the focus here, without the agent wanting it: the desk takes it back. */
  | { readonly type: "focus" }
  | { readonly type: "key"; readonly key: Key }
  /** What of the agent's drawing can be done next. */
  | { readonly type: "sketch"; readonly undo: boolean; readonly redo: boolean; readonly clear: boolean }
  /** The tool is put away; `focus`: by key, so the tool bar gets the focus back. */
  | { readonly type: "put_away"; readonly focus: boolean }
  | { readonly type: "picked"; readonly picked: Picked }
  /** The agent has pressed Escape instead of picking. */
  | { readonly type: "pick_ended" }
  /** The agent does not read any more; `focus`: by key, so the tool bar gets the focus back. */
  | { readonly type: "read_ended"; readonly focus: boolean }
  | { readonly type: "control"; readonly message: Control };

export function isKey(value: unknown): value is Key {
  return (KEYS as readonly unknown[]).includes(value);
}

export function parseToViewer(data: unknown): ToViewer | null {
  const { type, to, on, message, tool, colour, me, focus } = fields(data);
  if (type === "pick" || type === "read") return { type, on: on === true };
  if (type === "control") return isControl(message, DRAWN) ? { type, message } : null;
  if (type === "restart") return { type };
  if (type === "sketch") return to === "undo" || to === "redo" || to === "clear" ? { type, to } : null;
  if (type === "tool") return isTool(tool) && isColour(colour) && typeof me === "string" ? { type, tool, colour, me, focus: focus === true } : null;
  return type === "zoom" && (to === "in" || to === "out" || to === "fit") ? { type, to } : null;
}

export function parseFromViewer(data: unknown): FromViewer | null {
  const { type, key, message, picked, width, height, scale, fitted, href, unsafe, tooLarge, images, fonts, fields: inputs, texts, undo, redo, clear, focus } = fields(data);
  switch (type) {
    case "ready":
    case "resync":
    case "refused":
    case "focus":
    case "pick_ended":
      return { type };
    case "picked": {
      const read = parsePicked(picked);
      return read && { type, picked: read };
    }
    case "put_away":
    case "read_ended":
      return { type, focus: focus === true };
    case "sketch":
      return { type, undo: undo === true, redo: redo === true, clear: clear === true };
    case "control":
      return isControl(message, MADE) ? { type, message } : null;
    case "key":
      return isKey(key) ? { type, key } : null;
    case "blocked":
      return isSize(images) && isSize(fonts) ? { type, images, fonts } : null;
    case "masked":
      return isSize(inputs) && isSize(texts) ? { type, fields: inputs, texts } : null;
    case "removed":
      return isSize(unsafe) && isSize(tooLarge) ? { type, unsafe, tooLarge } : null;
    case "picture":
      if (!isSize(width) || !isSize(height) || !isSize(scale) || typeof href !== "string") return null;
      return { type, width, height, scale, fitted: fitted === true, href: href.slice(0, 2048) };
    default:
      return null;
  }
}

function isTool(value: unknown): value is ToolName {
  return (TOOLS as readonly unknown[]).includes(value);
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
