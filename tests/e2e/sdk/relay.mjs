// A relay of one room for the tests of the SDK: keeps every frame, says what it is told to. Speaks docs/wire.md.
import { inflateRawSync } from "node:zlib";
import { WebSocketServer } from "ws";

export class FakeRelay {
  frames = [];
  sockets = [];
  waiting = [];
  /** What a `hello` is answered with; tests replace it. */
  onHello = (_hello, socket) => socket.welcome();

  constructor(server) {
    this.wss = new WebSocketServer({ noServer: true, handleProtocols: (protocols) => (protocols.has("cobroker.v1") ? "cobroker.v1" : false) });
    server.on("upgrade", (request, raw, head) => {
      if (this.isDown || new URL(request.url, "http://x").pathname !== "/sdkapi/zcb/socket/customer") return raw.destroy();
      this.wss.handleUpgrade(request, raw, head, (ws) => this.accept(ws));
    });
  }

  accept(ws) {
    const socket = new CustomerSocket(this, ws);
    this.sockets.push(socket);
    ws.on("message", (bytes, isBinary) => {
      const frame = isBinary ? parse(bytes) : { kind: "text", text: String(bytes) };
      frame.socket = socket;
      this.frames.push(frame);
      if (frame.message?.type === "hello") this.onHello(frame.message, socket);
      this.settle();
    });
    ws.on("close", (code) => {
      socket.closed = code;
      this.settle();
    });
  }

  get last() {
    return this.sockets.at(-1);
  }

  /** Resolves with the first frame, old or new, that the test likes. */
  until(wanted, what, from = 0, limit = 10_000) {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.frames.slice(from).find(wanted);
        if (!found) return false;
        clearTimeout(timer);
        resolve(found);
        return true;
      };
      const timer = setTimeout(() => reject(new Error(`the relay never saw ${what}; it saw ${this.summary()}`)), limit);
      if (!check()) this.waiting.push(check);
    });
  }

  control(type, from = 0) {
    return this.until((frame) => frame.message?.type === type, `a ${type} frame`, from);
  }

  settle() {
    this.waiting = this.waiting.filter((check) => !check());
  }

  summary() {
    return this.frames.map((frame) => frame.message?.type ?? frame.kind).join(" ");
  }

  /** All that the page has sent, as text, with every payload inflated: what an eavesdropper could read. */
  everything(from = 0) {
    return pictures(this.frames.slice(from)).join("\n");
  }

  /** The rrweb events of all data frames. */
  events(from = 0) {
    return pictures(this.frames.slice(from).filter((frame) => frame.kind !== "C")).flatMap((json) => JSON.parse(json));
  }

  reset() {
    this.frames = [];
    this.sockets = [];
    this.isDown = false;
    this.onHello = (_hello, socket) => socket.welcome();
  }
}

class CustomerSocket {
  constructor(relay, ws) {
    this.relay = relay;
    this.ws = ws;
  }

  say(message) {
    this.ws.send(Buffer.concat([Buffer.from("C"), Buffer.from(JSON.stringify(message))]));
  }

  welcome(extra = {}) {
    this.say({ type: "welcome", sessionId: "session-1", resumeToken: `resume-${this.relay.sockets.length}`, pincode: "482913", resumed: false, agents: [], recoverySeconds: 120, ...extra });
  }

  close(code) {
    this.ws.close(code);
  }
}

function parse(bytes) {
  const kind = String.fromCharCode(bytes[0]);
  if (kind === "C") return { kind, size: bytes.length, message: JSON.parse(bytes.subarray(1).toString("utf8")) };
  return { kind, size: bytes.length, flags: bytes[1], payload: bytes.subarray(2) };
}

function pictures(frames) {
  const texts = [];
  let chunks = [];
  for (const frame of frames) {
    if (frame.kind === "text") texts.push(frame.text);
    else if (frame.kind === "C") texts.push(JSON.stringify(frame.message));
    else if (frame.kind === "S") {
      if (frame.flags & 1) chunks = [];
      chunks.push(frame.payload);
      if (frame.flags & 2) texts.push(inflate(Buffer.concat(chunks), frame.flags));
    } else texts.push(inflate(frame.payload, frame.flags));
  }
  return texts;
}

function inflate(payload, flags) {
  return (flags & 4 ? inflateRawSync(payload) : payload).toString("utf8");
}
