/** What waits to be sent, put together so that many small events make few frames. */

import { EventKind, Source, type WireEvent } from "../gate/types";

/** Once this much JSON is together, the rest goes into the next frame. Characters. */
const FRAME_CHARACTERS = 128 * 1024;

export type Batch =
  | { readonly kind: "snapshot"; readonly json: string }
  | { readonly kind: "increment" | "ephemeral"; readonly json: string };

interface Waiting {
  readonly kind: Batch["kind"];
  readonly json: string;
  /** The event without its time, if a repetition of it right behind would say nothing new. */
  readonly repeatable: string | null;
}

export class EventQueue {
  private waiting: Waiting[] = [];
  private meta: string | null = null;

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  push(event: WireEvent): void {
    const data = JSON.stringify(event.data);
    const json = `{"type":${event.type},"data":${data},"timestamp":${event.timestamp}}`;
    if (event.type === EventKind.Meta) this.meta = json;
    else if (event.type === EventKind.FullSnapshot) this.pushSnapshot(json);
    else this.pushIncrement(event, data, json);
  }

  clear(): void {
    this.waiting = [];
    this.meta = null;
  }

  /** The next frame's worth of events. */
  take(): Batch | null {
    const first = this.waiting.shift();
    if (!first) return null;
    if (first.kind === "snapshot") return { kind: first.kind, json: first.json };
    const parts = [first.json];
    for (let length = first.json.length; this.waiting[0]?.kind === first.kind; ) {
      length += this.waiting[0].json.length;
      if (length > FRAME_CHARACTERS) break;
      parts.push((this.waiting.shift() as Waiting).json);
    }
    return { kind: first.kind, json: `[${parts.join(",")}]` };
  }

  /** A new picture replaces all that has not left yet. */
  private pushSnapshot(json: string): void {
    if (this.meta === null) return;
    this.waiting = [{ kind: "snapshot", json: `[${this.meta},${json}]`, repeatable: null }];
    this.meta = null;
  }

  private pushIncrement(event: WireEvent, data: string, json: string): void {
    const repeatable = isIdempotent(event) ? data : null;
    // After a renewed picture of a page with frames rrweb reports a change in a frame several times.
    if (repeatable !== null && this.waiting[this.waiting.length - 1]?.repeatable === repeatable) return;
    this.waiting.push({ kind: isEphemeral(event) ? "ephemeral" : "increment", json, repeatable });
  }
}

const EPHEMERAL: readonly unknown[] = [Source.MouseMove, Source.TouchMove, Source.Drag, Source.Selection];

/** Pointer movement and text selection: a late joiner needs none of it. */
function isEphemeral(event: WireEvent): boolean {
  return event.type === EventKind.Incremental && EPHEMERAL.includes(event.data["source"]);
}

function isIdempotent(event: WireEvent): boolean {
  return event.data["source"] === Source.Mutation && (event.data["adds"] as unknown[]).length === 0;
}
