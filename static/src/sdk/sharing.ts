/** The recording half of a session: from `record` to `rest`, gate, watch, recorder and outbox belong together. */

import { startCapture } from "./capture";
import { Frames } from "./frames/parent";
import type { UiHost } from "./ui/host";
import { EventKind, type WireEvent } from "./gate/types";
import { MaskRules, MaskView } from "./gate/masked";
import { Outbox } from "./net/outbox";
import { watchPasswords } from "./passwords";
import { idOf, nodeOf, type PageNodes, type Recording } from "./recorder";
import { startPaced } from "./paced";
import type { Settings } from "./settings";

export interface SharingOptions {
  readonly settings: Settings;
  readonly host: UiHost;
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly backlog: () => number;
  readonly onTooLarge: () => void;
  /** The page changes too wildly to be followed, or can be followed again. */
  readonly onSlowed: (slowed: boolean) => void;
}

/** A picture freezes the page for a moment, so pictures on our own account keep this distance, milliseconds. */
const PICTURE_GAP = 1_000;
/** How long a picture may wait for an idle moment, milliseconds. */
const IDLE_PATIENCE = 150;

export class Sharing {
  private readonly rules: MaskRules;
  private readonly passwords: MutationObserver;
  private live: { recording: Recording; outbox: Outbox } | null = null;
  private readonly roots = new Set<Document | ShadowRoot>();
  private pictures = 0;
  private address = "";
  private pending: ReturnType<typeof setTimeout> | undefined;
  private lastPicture = -PICTURE_GAP;

  private readonly frames = new Frames({
    numberOf: (frame) => (this.nodes?.view().isMasked(frame) === false ? idOf(frame) : 0),
    roots: () => [document, ...Array.from(this.roots)],
    emit: (event) => this.live?.outbox.push(event),
  });

  /** Nothing is recorded yet; but password fields are remembered from now on. */
  constructor(private readonly options: SharingOptions) {
    this.rules = new MaskRules(options.settings);
    this.passwords = watchPasswords(this.rules);
  }

  /** The page's nodes; `null` while nothing is recorded. */
  get nodes(): PageNodes | null {
    if (!this.live) return null;
    const { rules, roots, live } = this;
    return {
      nodeOf,
      idOf,
      view: () => new MaskView(rules, document),
      roots: () => Array.from(roots),
      shares: (frame) => this.frames.has(frame),
      unshown: rules.unshown,
      renew: () => this.renew(),
      pictures: () => this.pictures,
      address: () => this.address,
      upload: (payload) => void live.outbox.asset(payload),
      push: (tag, payload) => live.outbox.push({ type: EventKind.Custom, data: { tag, payload }, timestamp: Date.now() }),
    };
  }

  /** Starts recording, or takes a new picture if it already does. */
  record(): void {
    this.schedule(() => (this.live ? this.live.recording.snapshot() : this.begin()), 0);
  }

  /** Stops recording; nothing is sent any more. */
  rest(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    this.live?.outbox.close();
    this.live?.recording.stop();
    this.live = null;
    this.frames.follow(false);
  }

  /** For good. */
  stop(): void {
    this.rest();
    this.frames.stop();
    this.passwords.disconnect();
  }

  private renew(): void {
    const wait = Math.max(0, this.lastPicture + PICTURE_GAP - performance.now());
    this.schedule(() => this.live?.recording.snapshot(), wait);
  }

  /** One picture at a time is enough: it shows whatever came up since it was asked for. */
  private schedule(take: () => void, wait: number): void {
    if (this.pending !== undefined) return;
    this.pending = setTimeout(() => {
      whenIdle(() => {
        if (this.pending === undefined) return;
        this.pending = undefined;
        this.lastPicture = performance.now();
        take();
      });
    }, wait);
  }

  private begin(): void {
    const { send, backlog, onTooLarge, onSlowed } = this.options;
    const outbox = new Outbox({ send, backlog, onTooLarge, onOversize: () => this.renew() });
    const recording = startPaced({ start: () => this.capture(outbox), onSlowed });
    this.live = { recording, outbox };
  }

  private emit(event: WireEvent, outbox: Outbox): void {
    outbox.push(event);
    if (event.type === EventKind.Meta) this.address = String(event.data["href"]);
    if (event.type !== EventKind.FullSnapshot) return;
    this.pictures++;
    this.frames.follow(true);
  }

  private capture(outbox: Outbox): Recording {
    const { host, settings } = this.options;
    return startCapture({
      settings,
      rules: this.rules,
      isOwn: (node) => node === host.element || node.nodeName === HELP,
      ownElements: () => [host.element, ...Array.from(document.getElementsByTagName(HELP))],
      onRoot: (root) => this.roots.add(root),
      onRenew: () => this.renew(),
      emit: (event) => this.emit(event, outbox),
    });
  }
}

/** The help button of `/embed.js`: the customer's alone, with a PIN in it. */
const HELP = "COBROKER-HELP";

function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(run, { timeout: IDLE_PATIENCE });
  else setTimeout(run);
}
