/** What a session shows: the page to the agents, and the customer who looks, asks and draws. */

import type { Control } from "../shared/frame";
import type { Agent } from "./agents";
import type { Emitter } from "./emitter";
import { sdkError } from "./errors";
import type { Settings } from "./settings";
import { Sharing } from "./sharing";
import { strings } from "./strings";
import { Toolbox } from "./toolbox";
import { SessionUi } from "./ui/ui";

export interface ShowingOptions {
  /** Where the tools are fetched. */
  readonly base: string;
  readonly events: Emitter;
  readonly say: (message: Control) => void;
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Bytes that have not left yet. */
  readonly backlog: () => number;
  readonly onEnd: () => void;
}

export class Showing {
  private readonly ui: SessionUi;
  private sharing: Sharing | null = null;
  private toolbox: Toolbox | null = null;
  private isSlowed = false;

  constructor(private readonly options: ShowingOptions) {
    const { onEnd } = options;
    this.ui = new SessionUi({
      onPreview: () => void this.toolbox?.load().then((tools) => tools?.ask("preview")),
      onEnd,
    });
  }

  /** Ready to record. What a session has learned to mask before a pause, it masks after it. */
  begin(settings: Settings): void {
    const { events, send, backlog } = this.options;
    this.sharing ??= new Sharing({
      settings,
      host: this.ui.host,
      send,
      backlog,
      onSlowed: (slowed) => {
        this.isSlowed = slowed;
        events.emit("sharing_slowed", { slowed });
      },
      onTooLarge: () => events.emit("session_error", sdkError(9999, "This page is too large to be shared.")),
    });
    this.toolbox ??= this.newToolbox(settings);
  }

  /** A frame about what is shown; what is not for the recorder is for the tools. */
  hear(message: Control): void {
    if (message.type === "record") this.sharing?.record();
    else if (message.type === "rest") this.sharing?.rest();
    else this.toolbox?.hear(message);
  }

  /** Who looks on now. */
  watchedBy(agents: readonly Agent[]): void {
    // the bar names two: who watches is not to be among the "others"
    this.ui.bar.show([...agents].sort((a, b) => (b.mode ? 1 : 0) - (a.mode ? 1 : 0)).map(({ userName, mode }) => (mode ? strings.watching(userName) : userName)));
    this.toolbox?.watched(agents);
    // at hand before the first stroke, where nobody had to be asked
    if (agents.length > 0) void this.toolbox?.load();
  }

  /** Nothing leaves any more, from this moment. */
  rest(): void {
    this.sharing?.rest();
  }

  /** Without a connection nobody sees anything and no question can be answered. */
  pause(): void {
    this.toolbox?.disconnected();
    this.sharing?.rest();
  }

  /** Nothing of the session is to be seen on this page; it may begin again. */
  putAway(): void {
    this.pause();
    this.toolbox?.stop();
    this.toolbox = null;
    this.ui.bar.show([]);
  }

  /** For good. */
  stop(): void {
    this.putAway();
    this.sharing?.stop();
    this.sharing = null;
  }

  private newToolbox(settings: Settings): Toolbox {
    const { base, say, events } = this.options;
    return new Toolbox(base, {
      host: this.ui.host,
      settings,
      page: () => this.sharing?.nodes ?? null,
      isSlowed: () => this.isSlowed,
      say,
      onPreview: (isOn) => this.ui.bar.setPreview(isOn),
      emit: (name, payload) => events.emit(name, payload),
    });
  }
}
