/** From frames to events: joins the chunks of a snapshot, inflates, parses, in the order the frames came. */

import { decode, type Frame } from "../shared/frame";
import { inflate, join } from "./inflate";

/** Bytes of one snapshot on the wire (`docs/wire.md`) and, inflated, as JSON. */
const MAX_SNAPSHOT = 8 * 1024 * 1024;
const MAX_SNAPSHOT_JSON = 64 * 1024 * 1024;
/** Bytes of one increment as JSON. It is at most 240 KiB on the wire, and text seldom deflates to less than a tenth. */
const MAX_INCREMENT_JSON = 8 * 1024 * 1024;

export type Batch = { readonly kind: "snapshot" | "increment" | "ephemeral"; readonly events: unknown };
type Payload = { readonly kind: Batch["kind"]; readonly bytes: Uint8Array; readonly deflated: boolean };

/** Joins snapshot chunks. Pure but for what it remembers of the snapshot under way. */
export class Chunks {
  #parts: Uint8Array[] = [];
  #length = 0;
  #open = false;

  /** The payload that `frame` completes, or `null` while chunks are missing. A chunk without its first is dropped. */
  push(frame: Frame): Payload | null {
    if (frame.kind === "control" || frame.kind === "asset") return null;
    if (frame.kind !== "snapshot") return { kind: frame.kind, bytes: frame.payload, deflated: frame.deflated };
    if (frame.first) this.reset(true);
    if (!this.#open) return null;
    this.#parts.push(frame.payload);
    this.#length += frame.payload.length;
    if (this.#length > MAX_SNAPSHOT) this.reset();
    if (!frame.last || !this.#open) return null;
    const bytes = join(this.#parts, this.#length);
    this.reset();
    return { kind: "snapshot", bytes, deflated: frame.deflated };
  }

  reset(open = false): void {
    this.#parts = [];
    this.#length = 0;
    this.#open = open;
  }
}

/** Bytes of one asset on the wire. */
const MAX_ASSET = 2 * 1024 * 1024 + 4 * 1024;

/** Joins the chunks of assets; those of two never mix. */
export class AssetChunks {
  #parts: Uint8Array[] = [];
  #length = 0;
  #open = false;

  push({ first, last, payload }: Extract<Frame, { kind: "asset" }>): Uint8Array<ArrayBuffer> | null {
    if (first) this.reset(true);
    if (!this.#open) return null;
    this.#parts.push(payload);
    this.#length += payload.length;
    if (this.#length > MAX_ASSET) this.reset();
    if (!last || !this.#open) return null;
    const whole = join(this.#parts, this.#length) as Uint8Array<ArrayBuffer>;
    this.reset();
    return whole;
  }

  reset(open = false): void {
    this.#parts = [];
    this.#length = 0;
    this.#open = open;
  }
}

/** Turns frames into batches of events, one after the other: inflating takes a while, and a small frame must not overtake a large one. */
export class Assembler {
  readonly #chunks = new Chunks();
  readonly #assets = new AssetChunks();
  #chain: Promise<void> = Promise.resolve();
  #era = 0;

  /** `deliver` gets each batch; `fail` is told when a frame was none or held no JSON. */
  constructor(
    private readonly deliver: (batch: Batch) => void,
    private readonly fail: () => void,
    /** Gets the payload of each whole asset. */
    private readonly deliverAsset: (payload: Uint8Array<ArrayBuffer>) => void = () => {},
  ) {}

  push(buffer: ArrayBuffer): void {
    const era = this.#era;
    this.#chain = this.#chain.then(() => this.#handle(new Uint8Array(buffer), era)).catch(() => this.fail());
  }

  /** Forgets what came over an older socket, also what is still being inflated. */
  restart(): void {
    this.#era += 1;
    this.#chain = this.#chain.then(() => {
      this.#chunks.reset();
      this.#assets.reset();
    });
  }

  async #handle(bytes: Uint8Array, era: number): Promise<void> {
    if (era !== this.#era) return;
    const frame = decode(bytes);
    if (!frame) throw new TypeError("not a frame");
    if (frame.kind === "asset") {
      const asset = this.#assets.push(frame);
      return asset ? this.deliverAsset(asset) : undefined;
    }
    const payload = this.#chunks.push(frame);
    if (!payload) return;
    const max = payload.kind === "snapshot" ? MAX_SNAPSHOT_JSON : MAX_INCREMENT_JSON;
    const json = payload.deflated ? await inflate(payload.bytes, max) : payload.bytes;
    const events: unknown = JSON.parse(new TextDecoder().decode(json));
    if (era === this.#era) this.deliver({ kind: payload.kind, events });
  }
}
