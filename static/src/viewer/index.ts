/** The viewer page: takes frames from the desk over one port, makes them safe, plays them. */

import { isKey, parseToViewer, type FromViewer } from "../shared/viewer-port";
import { Assembler, type Batch } from "./assemble";
import { assetOf, Assets } from "./assets";
import { Blocked } from "./blocked";
import { Canvases } from "./canvases";
import { labelFrames } from "./frames";
import { Hidden } from "./hidden";
import { Player } from "./player";
import { acceptPort } from "./port";
import { CANVAS, type CleanEvent, PAGE, Sanitiser } from "./sanitise";
import { Stage, type Shown } from "./stage";
import { say } from "../words/say";
import { viewerTools, type ViewerTool } from "./tools";

const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

class Viewer {
  readonly #port: MessagePort;
  readonly #sanitiser = new Sanitiser();
  readonly #assembler: Assembler;
  readonly #stage: Stage;
  readonly #player: Player;
  readonly #canvases: Canvases;
  readonly #assets = new Assets(() => this.#player.frame.contentDocument, (urls) => this.#tell({ type: "control", message: { type: "want_assets", urls } }), (family) => this.#blocked.fontArrived(family));
  readonly #blocked = new Blocked((counts) => this.#tell({ type: "blocked", ...counts }), (urls) => this.#assets.missing(urls, this.#origin));
  readonly #tools: readonly ViewerTool[];
  readonly #hidden = new Hidden(() => this.#player.frame.contentDocument, say("viewer-hidden"), (count) => this.#tell({ type: "masked", ...count }));
  #href = "";
  #shown: Shown | null = null;
  /** Increments mean nothing without the picture they belong to. */
  #showing = false;
  #reported = "";

  constructor(port: MessagePort) {
    this.#port = port;
    const failed = (): void => this.#tell({ type: "resync" });
    this.#assembler = new Assembler((batch) => this.#play(batch), failed, (payload) => this.#received(payload));
    this.#stage = new Stage(element("room"), element("sheet"), element("page"), (shown) => this.#drawn(shown));
    const refused = (): void => this.#tell({ type: "refused" });
    const tookFocus = (): void => this.#tell({ type: "focus" });
    const resized = this.#stage.resize.bind(this.#stage);
    this.#player = new Player(this.#stage.page, { resized, failed, tookFocus, refused }, () => performance.now(), () => document.hidden);
    this.#canvases = new Canvases((id) => this.#player.nodeOf(id), () => this.#player.frame.contentDocument);
    this.#tools = viewerTools({
      room: element("room"),
      layer: element("layer"),
      frame: this.#player.frame,
      nodeOf: (id) => this.#player.nodeOf(id),
      idOf: (node) => this.#player.idOf(node),
      scale: () => this.#stage.scale,
      href: () => this.#href,
      send: (message) => this.#tell({ type: "control", message }),
      tell: (message) => this.#tell(message),
    });
    port.onmessage = (event) => this.#hear(event.data);
    window.addEventListener("error", failed);
    document.addEventListener("keydown", (event) => this.#key(event));
    this.#tell({ type: "ready" });
  }

  #hear(data: unknown): void {
    if (data instanceof ArrayBuffer) return this.#assembler.push(data);
    const message = parseToViewer(data);
    if (message?.type === "zoom") this.#stage.zoom(message.to);
    if (message?.type === "control") for (const tool of this.#tools) tool.heard?.(message.message);
    if (message) for (const tool of this.#tools) tool.told?.(message);
    if (message?.type !== "restart") return;
    for (const tool of this.#tools) tool.restarted?.();
    this.#showing = false;
    this.#assembler.restart();
  }

  #play({ kind, events }: Batch): void {
    if (kind === "snapshot") this.#show(events);
    else if (this.#showing) this.#follow(this.#sanitiser[kind](events));
    if (kind !== "ephemeral") this.#dress();
    for (const tool of this.#tools) tool.played?.(kind === "snapshot");
    this.#report();
  }

  get #origin(): string {
    return this.#href === "" ? "" : new URL(this.#href).origin;
  }

  #received(payload: Uint8Array<ArrayBuffer>): void {
    const asset = assetOf(payload);
    if (!asset) return;
    this.#assets.received(asset);
    this.#blocked.arrived(asset.url);
  }

  /** What no event tells: how things look here that only look right where scripts run, and what masks are called. */
  #dress(): void {
    this.#hidden.played();
    this.#canvases.settle();
    labelFrames(this.#player.frame.contentDocument, (node) => this.#player.idOf(node));
  }

  #follow(events: readonly CleanEvent[]): void {
    for (const event of events) {
      if (event.source === CANVAS) this.#canvases.note(event);
      else if (event.source === PAGE) this.#moved(event.href);
      else this.#player.play(event);
    }
  }

  #show(events: unknown): void {
    this.#canvases.forget();
    this.#hidden.restarted();
    const picture = this.#sanitiser.snapshot(events);
    this.#href = picture?.href ?? "";
    this.#showing = picture !== null && this.#player.show(picture);
    this.#blocked.watch(this.#player.frame.contentDocument);
    if (!picture) this.#tell({ type: "resync" });
  }

  /** The same document under another address. */
  #moved(href: string): void {
    this.#href = href;
    if (this.#shown) this.#drawn(this.#shown);
  }

  #drawn(shown: Shown): void {
    this.#shown = shown;
    this.#tell({ type: "picture", ...shown, href: this.#href });
  }

  #report(): void {
    const { limits, ...unsafe } = this.#sanitiser.removed;
    const total = Object.values(unsafe).reduce((sum, count) => sum + count, 0);
    const message = { type: "removed", unsafe: total, tooLarge: limits } as const;
    if (this.#reported === (this.#reported = `${total} ${limits}`)) return;
    this.#tell(message);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    // by its place on the keyboard: with Alt some systems write other signs
    const key = event.altKey ? event.code.replace("Digit", "Alt+") : event.key;
    if (!isKey(key)) return;
    event.preventDefault();
    this.#tell({ type: "key", key });
  }

  #tell(message: FromViewer): void {
    this.#port.postMessage(message);
  }
}

acceptPort(window, document.body.dataset.deskOrigin ?? "", (port) => new Viewer(port));
