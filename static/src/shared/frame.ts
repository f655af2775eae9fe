/** Frames of `docs/wire.md`, the TypeScript half. `src/relay/frame.rs` is the other; both read `tests/fixtures/frames`. */

/** A slice of a chunk or increment is at most this many bytes on the wire. */
export const MAX_PAYLOAD = 240 * 1024;

/** Payloads from this size on are deflated where the browser can. */
export const DEFLATE_FROM = 4 * 1024;

const FIRST = 1;
const LAST = 2;
const DEFLATED = 4;

/** A control message: `type` says which, the other fields depend on it. */
export type Control = { readonly type: string; readonly [field: string]: unknown };

export type Frame =
  | { kind: "control"; message: Control }
  | { kind: "snapshot"; first: boolean; last: boolean; deflated: boolean; payload: Uint8Array }
  | { kind: "increment"; deflated: boolean; payload: Uint8Array }
  | { kind: "ephemeral"; deflated: boolean; payload: Uint8Array }
  /** A slice of a picture or font of the page. */
  | { kind: "asset"; first: boolean; last: boolean; payload: Uint8Array };

const LETTERS = { control: 0x43, snapshot: 0x53, increment: 0x49, ephemeral: 0x45, asset: 0x42 } as const;

export function encode(frame: Frame): Uint8Array<ArrayBuffer> {
  switch (frame.kind) {
    case "control":
      return join([LETTERS.control], new TextEncoder().encode(JSON.stringify(frame.message)));
    case "snapshot":
      return join(
        [LETTERS.snapshot, (frame.first ? FIRST : 0) | (frame.last ? LAST : 0) | (frame.deflated ? DEFLATED : 0)],
        frame.payload,
      );
    case "asset":
      return join([LETTERS.asset, (frame.first ? FIRST : 0) | (frame.last ? LAST : 0)], frame.payload);
    case "increment":
    case "ephemeral":
      return join([LETTERS[frame.kind], frame.deflated ? DEFLATED : 0], frame.payload);
  }
}

/** The frame in `bytes`, or `null` if they are none. */
export function decode(bytes: Uint8Array): Frame | null {
  const flags = bytes[1] ?? 0;
  const deflated = (flags & DEFLATED) !== 0;
  switch (bytes[0]) {
    case LETTERS.control: {
      const message = parseControl(bytes.subarray(1));
      return message && { kind: "control", message };
    }
    case LETTERS.snapshot:
      if (bytes.length < 2 || flags > 7) return null;
      return { kind: "snapshot", first: (flags & FIRST) !== 0, last: (flags & LAST) !== 0, deflated, payload: bytes.subarray(2) };
    case LETTERS.increment:
    case LETTERS.ephemeral:
      if (bytes.length < 2 || (flags & ~DEFLATED) !== 0) return null;
      return { kind: bytes[0] === LETTERS.increment ? "increment" : "ephemeral", deflated, payload: bytes.subarray(2) };
    case LETTERS.asset:
      if (bytes.length < 2 || flags > 3) return null;
      return { kind: "asset", first: (flags & FIRST) !== 0, last: (flags & LAST) !== 0, payload: bytes.subarray(2) };
    default:
      return null;
  }
}

function parseControl(json: Uint8Array): Control | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
    return isControl(value) ? value : null;
  } catch {
    return null;
  }
}

function isControl(value: unknown): value is Control {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

function join(head: number[], tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  return bytes;
}
