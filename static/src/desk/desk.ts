/** Drives the desk: sockets and timers in, states out. */

import type { Control } from "../shared/frame";
import { comesBack, delay, ResyncGate } from "./backoff";
import type { Shown } from "./opening";
import { DeskSocket } from "./socket";
import { ASK, isOver, next, START, type Input, type State } from "./state";

export type DeskParts = {
  readonly page: URL;
  /** What the first frame shows, or nothing yet: then the agent types a PIN first. */
  readonly shown: Shown | null;
  /** Milliseconds since 1970 at which the token expires, or `null`. */
  readonly expiresAt: number | null;
  /** What is to be shown from now on, also after a reload. */
  readonly seated: (seat: string) => void;
  /** Called after each change, also when only what is inside a state changed. */
  readonly changed: (before: State, after: State) => void;
  /** Every control frame, after the state has heard it. */
  readonly heard: (message: Control) => void;
  readonly picture: (frame: ArrayBuffer) => void;
  /** A new socket opens: what the old one brought is void. */
  readonly restarted: () => void;
};

/** A monotone clock in milliseconds. */
export const now = (): number => performance.now();

export class Desk {
  #state: State = START;
  #shown: Shown | null;
  #expiresAt: number | null;
  #socket: DeskSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #resync: ReturnType<typeof setTimeout> | undefined;
  readonly #gate = new ResyncGate();

  constructor(private readonly parts: DeskParts) {
    this.#shown = parts.shown;
    this.#expiresAt = parts.expiresAt;
    if (!parts.shown) this.#state = ASK;
  }

  get state(): State {
    return this.#state;
  }

  /** The agent typed a PIN for a token that needs one. */
  enter(token: string, pincode: string): void {
    this.#shown = { token, pincode };
    this.put({ kind: "typed" });
    this.connect();
  }

  connect(): void {
    clearTimeout(this.#timer);
    this.#socket?.close();
    if (!this.#shown) return;
    this.parts.restarted();
    this.#socket = new DeskSocket(this.parts.page, this.#shown, {
      control: (message) => {
        if (message.type === "welcome" && typeof message.seat === "string") this.#sit(message.seat);
        this.put({ kind: "frame", message });
        this.parts.heard(message);
      },
      picture: (frame) => this.parts.picture(frame),
      closed: (code) => this.#closed(code),
    });
  }

  put(input: Input): void {
    const before = this.#state;
    this.#state = next(before, input, now());
    if (before === this.#state) return;
    if (isOver(this.#state)) this.#stop();
    this.parts.changed(before, this.#state);
  }

  /** Sends a control frame; silently nothing while there is no connection. */
  send(message: Control): void {
    this.#socket?.send(message);
  }

  leave(): void {
    this.#socket?.send({ type: "leave" });
    this.put({ kind: "left" });
  }

  /** Asks the relay to end the session for everybody; its answer brings the state. */
  end(): void {
    this.#socket?.send({ type: "end" });
  }

  retry(): void {
    this.put({ kind: "retry" });
    if (this.#state === START) this.connect();
  }

  /** Reconnects for a new picture, now or when that is allowed again. */
  resync(): void {
    if (this.#resync !== undefined || isOver(this.#state)) return;
    this.#resync = setTimeout(() => {
      this.#resync = undefined;
      if (this.#state.phase !== "live") return;
      this.#gate.passed(now());
      this.connect();
    }, this.#gate.wait(now()));
  }

  #closed(code: number): void {
    this.put({ kind: "closed", code });
    if (this.#state.phase !== "connecting" || !comesBack(code)) return;
    const expiresAt = this.#expiresAt;
    // The wall clock, because that is what the token's end is told in.
    if (expiresAt !== null && Date.now() >= expiresAt) return this.put({ kind: "failed", failure: "expired" });
    this.#timer = setTimeout(() => this.connect(), delay(this.#state.attempt, code, Math.random()));
  }

  /** A seat is worth more than the token it was taken with: it needs no PIN, and does not expire while it is used. */
  #sit(seat: string): void {
    this.#shown = { seat };
    this.#expiresAt = null;
    this.parts.seated(seat);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#resync);
    this.#resync = undefined;
    this.#socket?.close();
    this.#socket = null;
  }
}
