/** Raw deflate where the browser has it (Chrome 103, Firefox 113, Safari 16.4); the others send as is. */

import { DEFLATE_FROM } from "../../shared/frame";

export interface Packed {
  readonly deflated: boolean;
  readonly payload: Uint8Array;
}

/** The payload as it travels: deflated from 4 KiB on, if that is possible and helps. */
export async function pack(payload: Uint8Array<ArrayBuffer>): Promise<Packed> {
  if (payload.length < DEFLATE_FROM) return { deflated: false, payload };
  const deflated = await deflate(payload).catch(() => null);
  return deflated && deflated.length < payload.length ? { deflated: true, payload: deflated } : { deflated: false, payload };
}

async function deflate(payload: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null> {
  if (typeof CompressionStream !== "function") return null;
  const stream = new Blob([payload]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
