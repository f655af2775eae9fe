/** The recording half of a session: from `record` to `rest`, gate, watch, recorder and outbox belong together. */

import type { UiHost } from "./ui/host";
import { Gate } from "./gate/gate";
import { MaskRules, MaskView } from "./gate/masked";
import { MaskWatch } from "./gate/watch";
import { Outbox } from "./net/outbox";
import { idOf, nodeOf, type PageNodes, type Recording, startRecording } from "./recorder";
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
  private pending: ReturnType<typeof setTimeout> | undefined;
  private lastPicture = -PICTURE_GAP;

  /** Nothing is recorded yet; but password fields are remembered from now on. */
  constructor(private readonly options: SharingOptions) {
    this.rules = new MaskRules(options.settings);
    this.passwords = new MutationObserver((records) => {
      for (const { oldValue, target } of records) if (/^password$/i.test(oldValue ?? "")) this.rules.rememberPassword(target as Element);
    });
    this.passwords.observe(document, { subtree: true, attributes: true, attributeFilter: ["type"], attributeOldValue: true });
    for (const field of Array.from(document.querySelectorAll("input[type='password' i]"))) this.rules.rememberPassword(field);
  }

  /** The page's nodes; `null` while nothing is recorded. */
  get nodes(): PageNodes | null {
    if (!this.live) return null;
    const { rules } = this;
    return { nodeOf, idOf, isMasked: (node) => new MaskView(rules, document).isMasked(node) };
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
  }

  /** For good. */
  stop(): void {
    this.rest();
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

  /** Gate, watch and recorder of one recording. */
  private capture(outbox: Outbox): Recording {
    const { host, settings } = this.options;
    const { rules } = this;
    const watch: MaskWatch = new MaskWatch({
      selector: rules.selector,
      hasShown: (element) => gate.hasShown(element),
      onRevealed: (field) => rules.rememberPassword(field),
      onFlip: () => this.renew(),
    });
    const gate = new Gate({
      rules,
      page: document,
      shareTitle: settings.shareTitle,
      isOwn: (node) => node === host.element,
      onRoot: (root) => watch.observe(root),
      onMasked: (element) => watch.note(element),
      onExposed: () => this.renew(),
    });
    watch.observe(document);
    const recording = startRecording({ gate, maskSelector: rules.selector, ownElements: () => [host.element], emit: (event) => outbox.push(event) });
    return {
      snapshot: recording.snapshot,
      stop: () => {
        watch.stop();
        recording.stop();
      },
    };
  }
}

function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(run, { timeout: IDLE_PATIENCE });
  else setTimeout(run);
}
