/** What the agent works with beside looking: each tool is a module of its own, and this is where they meet the desk. */

import type { Control } from "../shared/frame";
import type { FromViewer, ToViewer } from "../shared/viewer-port";
import { assistTool } from "./assist";
import type { Question } from "./dialog";
import { drawingTool } from "./drawing";
import { omittedTool } from "./omitted";
import { peopleTool } from "./people";
import type { Note } from "./parents";
import { proposeTool } from "./propose";
import { readTool } from "./read";
import type { State } from "./state";

/** What a tool gets from the desk. */
export type ToolContext = {
  /** To the relay; silently nothing while there is no connection. */
  readonly send: (message: Control) => void;
  readonly tell: (message: ToViewer) => void;
  /** Said once to screen readers. */
  readonly announce: (text: string) => void;
  /** Shown for a while at the foot of the picture, and said. */
  readonly note: (text: string) => void;
  readonly ask: (question: Question) => Promise<boolean>;
  /** To the page that embeds the desk. */
  readonly post: (note: Note) => void;
  /** Gives the keys to the picture; with `from`, only if that or nothing has them now. */
  readonly focusPicture: (from?: HTMLElement) => void;
};

export type DeskTool = {
  /** A control frame from the relay. */
  heard?(message: Control): void;
  /** What the viewer says of the agent's hand. */
  viewed?(message: FromViewer): void;
  /** After each change of the desk's state. */
  changed?(state: State): void;
  /** A key pressed anywhere in the desk or the viewer, outside fields. True if it was for this tool. */
  pressed?(event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">): boolean;
};

const MAKERS: readonly ((context: ToolContext) => DeskTool)[] = [drawingTool, assistTool, omittedTool, proposeTool, readTool, peopleTool];

export function deskTools(context: ToolContext): readonly DeskTool[] {
  return MAKERS.map((make) => make(context));
}
