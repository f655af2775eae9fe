/** Undoes the raw deflate of `docs/wire.md`. */

/** `bytes` inflated. Throws when they are no deflate stream or would become more than `max` bytes: a small frame can hold gigabytes. */
export async function inflate(bytes: Uint8Array, max: number): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > max) {
      await reader.cancel();
      throw new RangeError(`more than ${max} bytes inflated`);
    }
    parts.push(part.value);
  }
  return join(parts, length);
}

export function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
