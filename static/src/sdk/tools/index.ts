/** The tools bundle: one line for each tool, and who hears what. */

import type { Control } from "../../shared/frame";
import type { ToolContext } from "../toolbox";

/** One thing that agents or the customer can do on the page. */
export interface Tool {
  /** What the tool does with each type of control frame it knows. */
  readonly hears: { readonly [type: string]: (message: Control) => void };
  /** The connection broke: nothing that was agreed holds any more. */
  disconnected(): void;
  /** The session is over: leaves no trace on the page. */
  stop(): void;
}

export interface Tools {
  hear(message: Control): void;
  disconnected(): void;
  stop(): void;
}

const MAKERS: readonly ((context: ToolContext) => Tool)[] = [];

export function createTools(context: ToolContext): Tools {
  const tools = MAKERS.map((make) => make(context));
  return {
    hear: (message) => tools.forEach((tool) => tool.hears[message.type]?.(message)),
    disconnected: () => tools.forEach((tool) => tool.disconnected()),
    stop: () => tools.forEach((tool) => tool.stop()),
  };
}
