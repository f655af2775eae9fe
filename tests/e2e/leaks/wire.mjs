// The far end: takes the frames that the SDK hands to its socket, and knows all that ever came and all a late agent gets.
const decoder = new TextDecoder();

export class Wire {
  /** Readable content of every frame so far. */
  all = [];
  /** What came since the last picture, with it: the log that a late agent would get. */
  log = [];
  pictures = 0;
  #chunks = [];
  #chain = Promise.resolve();

  take(bytes) {
    this.#chain = this.#chain.then(() => this.#read(bytes));
  }

  /** What has been handed over up to now has been read. */
  read() {
    return this.#chain;
  }

  async #read(bytes) {
    const kind = String.fromCharCode(bytes[0]);
    const flags = bytes[1];
    const payload = bytes.subarray(2);
    if (kind !== "S") return this.#keep(await inflated(payload, flags));
    if (flags & 1) this.#chunks = [];
    this.#chunks.push(payload);
    if (!(flags & 2)) return;
    this.log = [];
    this.pictures++;
    this.#keep(await inflated(joined(this.#chunks), flags));
  }

  #keep(text) {
    this.all.push(text);
    this.log.push(text);
  }
}

function joined(chunks) {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  chunks.reduce((at, chunk) => (whole.set(chunk, at), at + chunk.length), 0);
  return whole;
}

async function inflated(payload, flags) {
  if (!(flags & 4)) return decoder.decode(payload);
  return new Response(new Response(payload).body.pipeThrough(new DecompressionStream("deflate-raw"))).text();
}
