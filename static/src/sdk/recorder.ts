/** The one module that knows rrweb. It hands out events that have passed the gate, nothing else. */

import { record } from "@rrweb/record";
import { MASK } from "./gate/attributes";
import type { Gate } from "./gate/gate";
import type { MaskView } from "./gate/masked";
import type { NodeMirror, WireEvent } from "./gate/types";
import { isRepeated } from "./repeated";

export interface RecorderOptions {
  readonly gate: Gate;
  /** Everything masked by a selector, for rrweb's own masking of text: the second layer. */
  readonly maskSelector: string;
  /** Our own elements, which rrweb is told to overlook. */
  readonly ownElements: () => readonly Element[];
  readonly emit: (event: WireEvent) => void;
}

/** What the tools see of the recording: the page's nodes and the numbers that agents know them by, the same on both sides. */
export interface PageNodes {
  nodeOf(id: number): Node | null;
  /** 0 for a node that is not recorded. */
  idOf(node: Node): number;
  /** Of which nodes agents see only that something is there: for many at once, as long as the page does not change. */
  view(): MaskView;
  /** The documents and open shadow roots of the page. */
  roots(): readonly (Document | ShadowRoot)[];
  /** Whether the page in a frame of another origin shares itself. */
  shares(frame: Element): boolean;
  /** Each picture of a style sheet that agents do not have, by what names it: whether something open has it now. */
  readonly unshown: ReadonlyMap<string, (view: MaskView) => boolean>;
  /** Takes a whole picture soon. */
  renew(): void;
  /** How many whole pictures were taken. What was sent before the last one is forgotten. */
  pictures(): number;
  /** The page's address as the last picture gave it. */
  address(): string;
  /** Sends the payload of a `B` frame: a picture or font of the page. */
  upload(payload: Uint8Array): void;
  /** Sends an event of our own in its place among the others. It does not pass the gate: nothing masked may be in it. */
  push(tag: string, payload: object): void;
}

export interface Recording {
  /** Takes a new full picture, at once. */
  snapshot(): void;
  stop(): void;
}

/** What rrweb gives an element it has decided never to send. */
const OVERLOOKED = { id: -2, type: 5, textContent: "" } as const;

const INPUT_KINDS = [
  "color", "date", "datetime-local", "email", "month", "number", "range", "search", "tel", "text", "time", "url", "week",
  "textarea", "select", "password", "hidden", "file",
];

/**
 * Starts recording this page: the first picture comes at once, or when the page has been parsed.
 *
 * With each `takeFullSnapshot` rrweb observes the documents of same-origin frames once more, so each of their changes is told as often as
 * pictures were taken (2.1.6). A page with such frames is recorded anew instead.
 */
export function startRecording(options: RecorderOptions): Recording {
  let current = follow(options);
  const anew = (): void => {
    current.stop();
    current = follow(options);
  };
  return { snapshot: () => (hasOpenFrame(document) ? anew() : snapshot()), stop: () => current.stop() };
}

function hasOpenFrame(page: Document): boolean {
  return Array.from(page.querySelectorAll("iframe, frame")).some((frame) => (frame as HTMLIFrameElement).contentDocument);
}

function follow(options: RecorderOptions): { stop(): void } {
  const { gate } = options;
  let last: WireEvent | null = null;
  const numbers = numbersInUse();
  const stop = record({
    emit(event: unknown) {
      if (!event || isRepeated(last, event as WireEvent)) return;
      last = event as WireEvent;
      options.emit(last);
    },
    plugins: [
      {
        name: "mask-gate",
        options: {},
        getMirror: ({ nodeMirror }) => {
          gate.begin(nodeMirror as unknown as NodeMirror);
          for (const [node, id] of numbers) nodeMirror.add(node as never, { id } as never);
          for (const own of options.ownElements()) nodeMirror.add(own, OVERLOOKED);
        },
        // rrweb hands on whatever comes back, so `null` reaches `emit` above and stops there
        eventProcessor: (event) => gate.process(event as unknown as WireEvent) as never,
      },
    ],
    recordAfter: "DOMContentLoaded",
    sampling: { mousemove: 50, mousemoveCallback: 100, scroll: 50 },
    slimDOMOptions: true,
    inlineStylesheet: true,
    inlineImages: false,
    collectFonts: false,
    recordCanvas: false,
    recordCrossOriginIframes: false,
    maskTextSelector: options.maskSelector,
    maskTextFn: (text: string) => (text.trim() === "" ? " " : MASK),
    maskInputOptions: Object.fromEntries(INPUT_KINDS.map((kind) => [kind, true])),
    maskInputFn: (text: string, element: HTMLElement) => gate.maskValue(text, element),
    errorHandler: isOurs,
  });
  if (!stop) throw new Error("recording did not start");
  return { stop };
}

/** rrweb counts anew at each start. Nodes keep the numbers they had, because drawings hang on them. */
function numbersInUse(): (readonly [Node, number])[] {
  const { mirror } = record;
  return mirror.getIds().flatMap((id) => {
    const node = id > 0 ? mirror.getNode(id) : null;
    return node?.isConnected ? [[node, id] as const] : [];
  });
}

export function nodeOf(id: number): Node | null {
  return record.mirror.getNode(id);
}

export function idOf(node: Node): number {
  return Math.max(0, record.mirror.getId(node));
}

/** Before the page is parsed there is no picture to renew: the first one is still to come. */
function snapshot(): void {
  try {
    record.takeFullSnapshot(true);
  } catch {
    // not recording yet
  }
}

/**
 * Whether an error inside rrweb's wrappers is to be swallowed. They also run the page's own calls, such as
 * `insertRule` with a rule the browser does not know: what those throw belongs to the page.
 */
function isOurs(error: unknown): boolean {
  return (error as Error | null)?.constructor?.name !== "DOMException";
}
