/** The viewer page: takes frames from the desk over one port, makes them safe, plays them. */

import { isKey, parseToViewer, type FromViewer } from "../shared/viewer-port";
import { Assembler, type Batch } from "./assemble";
import { Player } from "./player";
import { acceptPort } from "./port";
import { Sanitiser } from "./sanitise";
import { Stage, type Shown } from "./stage";
import { viewerTools, type ViewerTool } from "./tools";

const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

class Viewer {
  readonly #port: MessagePort;
  readonly #sanitiser = new Sanitiser();
  readonly #assembler: Assembler;
  readonly #stage: Stage;
  readonly #player: Player;
  readonly #tools: readonly ViewerTool[];
  #href = "";
  /** Increments mean nothing without the picture they belong to. */
  #showing = false;
  #reported = "";

  constructor(port: MessagePort) {
    this.#port = port;
    const failed = (): void => this.#tell({ type: "resync" });
    this.#assembler = new Assembler((batch) => this.#play(batch), failed);
    this.#stage = new Stage(element("room"), element("sheet"), element("page"), (shown) => this.#drawn(shown));
    const refused = (): void => this.#tell({ type: "refused" });
    const tookFocus = (): void => this.#tell({ type: "focus" });
    const resized = this.#stage.resize.bind(this.#stage);
    this.#player = new Player(this.#stage.page, { resized, failed, tookFocus, refused }, () => performance.now(), () => document.hidden);
    this.#tools = viewerTools({
      layer: element("layer"),
      frame: this.#player.frame,
      nodeOf: (id) => this.#player.nodeOf(id),
      idOf: (node) => this.#player.idOf(node),
      scale: () => this.#stage.scale,
      send: (message) => this.#tell({ type: "control", message }),
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
    if (message?.type !== "restart") return;
    this.#showing = false;
    this.#assembler.restart();
  }

  #play({ kind, events }: Batch): void {
    if (kind === "snapshot") this.#show(events);
    else if (this.#showing) for (const event of this.#sanitiser[kind](events)) this.#player.play(event);
    for (const tool of this.#tools) tool.played?.(kind === "snapshot");
    this.#report();
  }

  #show(events: unknown): void {
    const picture = this.#sanitiser.snapshot(events);
    this.#href = picture?.href ?? "";
    this.#showing = picture !== null && this.#player.show(picture);
    if (!picture) this.#tell({ type: "resync" });
  }

  #drawn(shown: Shown): void {
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
    if (event.ctrlKey || event.metaKey || event.altKey || !isKey(event.key)) return;
    event.preventDefault();
    this.#tell({ type: "key", key: event.key });
  }

  #tell(message: FromViewer): void {
    this.#port.postMessage(message);
  }
}

acceptPort(window, document.body.dataset.deskOrigin ?? "", (port) => new Viewer(port));
