/** What the viewer draws over the customer's page and catches from the agent's hand: one module each. */

import type { Control } from "../shared/frame";
import type { FromViewer, ToViewer } from "../shared/viewer-port";
import { annotationTool } from "./annotation";
import { pickTool } from "./pick";
import { readTool } from "./read";
import { steerTool } from "./steer";

/** What a tool gets from the viewer. */
export type ViewerContext = {
  /** What holds the picture and catches the agent's hand. */
  readonly room: HTMLElement;
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
  /** The address of the page that is shown. */
  readonly href: () => string;
  /** To the relay, by way of the desk. */
  readonly send: (message: Control) => void;
  /** To the desk itself. */
  readonly tell: (message: FromViewer) => void;
};

export type ViewerTool = {
  /** A control frame the desk handed on. */
  heard?(message: Control): void;
  /** What else the desk says. */
  told?(message: ToViewer): void;
  /** A new socket: what the old one brought is void. */
  restarted?(): void;
  /** Something was played: what hangs on elements may have moved. `fresh` after a whole new picture. */
  played?(fresh: boolean): void;
};

const MAKERS: readonly ((context: ViewerContext) => ViewerTool)[] = [annotationTool, steerTool, pickTool, readTool];

export function viewerTools(context: ViewerContext): readonly ViewerTool[] {
  return MAKERS.map((make) => make(context));
}
