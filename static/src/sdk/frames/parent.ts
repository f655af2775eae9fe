/** Frames of other origins whose pages share themselves (see `child.ts`). They are heard only while this page embeds them. */

import type { WireEvent } from "../gate/types";
import { RANGE, renumbered } from "./renumber";

/** How a frame's page introduces itself. */
export const HELLO = "cobroker.frame.1";
/** Frames of one page that are followed. */
const MAX_FRAMES = 64;

export interface FramesOptions {
  /** The number of a frame element, 0 for one that is not shared. */
  readonly numberOf: (frame: Element) => number;
  readonly roots: () => Iterable<Document | ShadowRoot>;
  readonly emit: (event: WireEvent) => void;
}

interface Known {
  readonly element: HTMLIFrameElement;
  readonly port: MessagePort;
  readonly base: number;
}

export class Frames {
  private readonly known = new Map<HTMLIFrameElement, Known>();
  private count = 0;
  private isLive = false;

  constructor(private readonly options: FramesOptions) {
    addEventListener("message", this.heard);
  }

  /** Whether the page in this frame shares itself. */
  has(frame: Element): boolean {
    return this.known.has(frame as HTMLIFrameElement);
  }

  /** This page's picture was taken, or nobody looks any more. */
  follow(isLive: boolean): void {
    this.isLive = isLive;
    for (const frame of Array.from(this.known.values())) this.tell(frame);
  }

  stop(): void {
    removeEventListener("message", this.heard);
    this.follow(false);
    this.known.clear();
  }

  private readonly heard = ({ data, source, ports }: MessageEvent): void => {
    const port = ports[0];
    if (data !== HELLO || !port || this.count >= MAX_FRAMES) return;
    const element = this.frameOf(source);
    if (!element) return;
    // a new page in the frame begins to count anew
    const frame: Known = { element, port, base: ++this.count * RANGE };
    this.known.get(element)?.port.close();
    this.known.set(element, frame);
    port.onmessage = ({ data: event }) => this.pass(frame, event);
    if (this.isLive) this.tell(frame);
  };

  private frameOf(source: unknown): HTMLIFrameElement | undefined {
    if (!source) return undefined;
    const all = Array.from(this.options.roots()).flatMap((root) => Array.from(root.querySelectorAll("iframe")));
    return all.find((frame) => frame.contentWindow === source);
  }

  private tell({ element, port }: Known): void {
    if (element.isConnected) port.postMessage(this.isLive ? "record" : "rest");
    else this.known.delete(element);
  }

  /** Read with care: the page in the frame may say anything. */
  private pass({ element, base }: Known, event: unknown): void {
    const number = this.isLive && element.isConnected ? this.options.numberOf(element) : 0;
    if (number <= 0 || typeof event !== "object" || event === null) return;
    const changed = renumbered(event as WireEvent, number, base);
    if (changed) this.options.emit(changed);
  }
}
