/** What the agent works with beside looking: each tool is a module of its own, and this is where they meet the desk. */

import type { Control } from "../shared/frame";
import type { ToViewer } from "../shared/viewer-port";
import type { State } from "./state";

/** What a tool gets from the desk. */
export type ToolContext = {
  /** To the relay; silently nothing while there is no connection. */
  readonly send: (message: Control) => void;
  readonly tell: (message: ToViewer) => void;
  /** Said once to screen readers. */
  readonly announce: (text: string) => void;
};

export type DeskTool = {
  /** A control frame from the relay. */
  heard?(message: Control): void;
  /** After each change of the desk's state. */
  changed?(state: State): void;
  /** A key pressed anywhere in the desk or the viewer, outside fields. True if it was for this tool. */
  pressed?(event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">): boolean;
};

const MAKERS: readonly ((context: ToolContext) => DeskTool)[] = [];

export function deskTools(context: ToolContext): readonly DeskTool[] {
  return MAKERS.map((make) => make(context));
}
