/** What the viewer draws over the customer's page and catches from the agent's hand: one module each. */

import type { Control } from "../shared/frame";

/** What a tool gets from the viewer. */
export type ViewerContext = {
  /** Over the replayed page, in the customer's CSS pixels: scaled with it, and it catches nothing unless told to. */
  readonly layer: HTMLElement;
  /** The frame that shows the page. */
  readonly frame: HTMLIFrameElement;
  /** The replayed node the customer's page knows by this number. */
  readonly nodeOf: (id: number) => Node | null;
  /** 0 for a node of no number. */
  readonly idOf: (node: Node) => number;
  /** CSS pixels on the agent's screen for one of the customer's. */
  readonly scale: () => number;
  /** To the relay, by way of the desk. */
  readonly send: (message: Control) => void;
};

export type ViewerTool = {
  /** A control frame the desk handed on. */
  heard?(message: Control): void;
  /** Something was played: what hangs on elements may have moved. `fresh` after a whole new picture. */
  played?(fresh: boolean): void;
};

const MAKERS: readonly ((context: ViewerContext) => ViewerTool)[] = [];

export function viewerTools(context: ViewerContext): readonly ViewerTool[] {
  return MAKERS.map((make) => make(context));
}
