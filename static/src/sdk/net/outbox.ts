/** Events in, frames out: in order, deflated, within the relay's limits. */

import { encode, type Frame, MAX_PAYLOAD } from "../../shared/frame";
import type { WireEvent } from "../gate/types";
import { pack } from "./deflate";
import { Pace } from "./pace";
import { EventQueue, type Batch } from "./queue";

/** A frame on the wire is kind, flags and payload. */
const SLICE = MAX_PAYLOAD - 2;
/** A snapshot on the wire, bytes (`docs/wire.md`). */
const MAX_SNAPSHOT = 8 * 1024 * 1024;
/** With this many bytes unsent the line is slow, and pointer movement is not worth it. */
const BACKLOG = 256 * 1024;

export interface OutboxOptions {
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Bytes handed to the socket that it has not sent yet. */
  readonly backlog: () => number;
  /** An increment was too big to send: the picture must be taken anew. */
  readonly onOversize: () => void;
  /** The page itself is too big to be shared. */
  readonly onTooLarge: () => void;
}

export class Outbox {
  private readonly queue = new EventQueue();
  private readonly pace = new Pace(performance.now());
  private assets: Promise<void> = Promise.resolve();
  private isPumping = false;
  private isClosed = false;
  /** After a lost increment nothing fits until the next snapshot. */
  private isBroken = true;

  constructor(private readonly options: OutboxOptions) {}

  push(event: WireEvent): void {
    if (this.isClosed) return;
    this.queue.push(event);
    if (!this.isPumping) void this.pump();
  }

  /** Sends a picture or font of the page, slice by slice, as the line has room; two of them never mix. */
  asset(payload: Uint8Array): Promise<void> {
    this.assets = this.assets.then(async () => {
      for (let at = 0; at < payload.length; at += SLICE) {
        while (!this.isClosed && (this.pace.wait(performance.now()) > 0 || this.options.backlog() > BACKLOG)) await new Promise((resolve) => setTimeout(resolve, 100));
        if (this.isClosed) return;
        this.send({ kind: "asset", first: at === 0, last: at + SLICE >= payload.length, payload: payload.subarray(at, at + SLICE) });
      }
    });
    return this.assets;
  }

  /** Sends nothing more, not even what is being deflated. */
  close(): void {
    this.isClosed = true;
    this.queue.clear();
  }

  /** One pump at a time keeps the order. Its first pause lets the events of one callback come together. */
  private async pump(): Promise<void> {
    this.isPumping = true;
    await null;
    while (!this.isClosed && !this.queue.isEmpty) {
      const wait = this.pace.wait(performance.now());
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const batch = this.queue.take();
      if (batch) await this.transmit(batch);
    }
    this.isPumping = false;
  }

  private async transmit(batch: Batch): Promise<void> {
    if (batch.kind === "snapshot") this.isBroken = false;
    else if (this.isBroken) return;
    if (batch.kind === "ephemeral" && this.options.backlog() > BACKLOG) return;
    const { deflated, payload } = await pack(new TextEncoder().encode(batch.json));
    if (this.isClosed) return;
    if (batch.kind === "snapshot") this.sendSnapshot(deflated, payload);
    else if (payload.length <= SLICE) this.send({ kind: batch.kind, deflated, payload });
    else if (batch.kind === "increment") this.lose();
  }

  private lose(): void {
    this.isBroken = true;
    this.options.onOversize();
  }

  private sendSnapshot(deflated: boolean, payload: Uint8Array): void {
    const chunks = Math.max(1, Math.ceil(payload.length / SLICE));
    if (payload.length + 2 * chunks > MAX_SNAPSHOT) {
      this.isBroken = true;
      this.options.onTooLarge();
      return;
    }
    for (let index = 0; index < chunks; index++) {
      const slice = payload.subarray(index * SLICE, (index + 1) * SLICE);
      this.send({ kind: "snapshot", first: index === 0, last: index === chunks - 1, deflated, payload: slice });
    }
  }

  private send(frame: Frame): void {
    const bytes = encode(frame);
    this.pace.spend(bytes.length);
    this.options.send(bytes);
  }
}
