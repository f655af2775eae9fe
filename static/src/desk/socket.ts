/** One WebSocket to the relay; a new one is made for each attempt. */

import { decode, encode, type Control } from "../shared/frame";
import type { Shown } from "./opening";

export type SocketEvents = {
  readonly control: (message: Control) => void;
  /** An `S`, `I` or `E` frame, as it came. */
  readonly picture: (frame: ArrayBuffer) => void;
  readonly closed: (code: number) => void;
};

const PATH = "/sdkapi/zcb/socket/desk";
const PROTOCOL = "cobroker.v1";

export class DeskSocket {
  readonly #socket: WebSocket;
  #events: SocketEvents | null;

  /** Connects to the page's own host and says hello with what is `shown`. */
  constructor(page: URL, shown: Shown, events: SocketEvents) {
    const url = new URL(PATH, page);
    url.protocol = page.protocol === "https:" ? "wss:" : "ws:";
    this.#events = events;
    this.#socket = new WebSocket(url, PROTOCOL);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => this.send({ type: "hello", version: 1, ...shown });
    this.#socket.onmessage = ({ data }) => this.#hear(data);
    this.#socket.onclose = ({ code }) => this.#events?.closed(code);
  }

  send(message: Control): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encode({ kind: "control", message }));
  }

  /** Closes and says nothing more. */
  close(): void {
    this.#events = null;
    this.#socket.close(1000);
  }

  #hear(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) return;
    const frame = decode(new Uint8Array(data));
    if (!frame) return;
    if (frame.kind === "control") this.#events?.control(frame.message);
    else this.#events?.picture(data);
  }
}
