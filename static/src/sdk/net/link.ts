/** The customer's connection: says hello, comes back after losses, and gives up as `closing.ts` decides. */

import { type Control, decode, encode } from "../../shared/frame";
import type { Abilities } from "../abilities";
import { fromFrame, sdkError, type SdkError } from "../errors";
import { RECOVERY_MS } from "../recovery";
import type { Ticket } from "../ticket";
import { nextDelay, nextStartDelay, type Outage, verdict } from "./closing";

/** How long a socket may take to be welcomed, milliseconds. */
const WELCOME_MS = 10_000;

/** `start` or `resume` of the `hello` frame. */
export type Credentials = { readonly start: object } | { readonly resume: Ticket };

/** Why there will be no connection any more. */
export interface Loss {
  readonly error: SdkError | null;
  readonly reason: string;
}

export interface LinkOptions {
  readonly url: string;
  readonly sdkKey: string;
  /** This page as a hello describes it. */
  readonly page: () => { url: string; id: string; tab: string };
  readonly abilities: Abilities;
  readonly onWelcome: (welcome: Control) => void;
  readonly onControl: (message: Control) => void;
  /** The connection broke; `deadline` is the epoch millisecond when the session is given up. */
  readonly onReconnecting: (attempt: number, deadline: number) => void;
  readonly onLost: (loss: Loss) => void;
}

export class Link {
  private socket: WebSocket | null = null;
  private outage: Outage | null = null;
  private startAttempts = 0;
  private wasWelcomed = false;
  private refusal: SdkError | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private credentials: Credentials | null = null;
  protected isOver = false;

  constructor(private readonly options: LinkOptions) {}

  open(credentials: Credentials): void {
    this.credentials = credentials;
    addEventListener("offline", this.unplugged);
    this.dial();
  }

  private dial(): void {
    const socket = new WebSocket(this.options.url, "cobroker.v1");
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    const patience = setTimeout(() => socket.close(), WELCOME_MS);
    socket.onopen = () => this.hello();
    socket.onmessage = ({ data }) => {
      const frame = data instanceof ArrayBuffer ? decode(new Uint8Array(data)) : null;
      if (frame?.kind !== "control" || socket !== this.socket) return;
      if (frame.message.type === "welcome") clearTimeout(patience);
      this.receive(frame.message);
    };
    socket.onclose = ({ code }) => {
      clearTimeout(patience);
      if (socket === this.socket) this.closed(code);
    };
  }

  /** Sends a control frame; silently nothing while there is no connection. */
  say(message: Control): void {
    this.send(encode({ kind: "control", message }));
  }

  /** The relay takes whatever follows a welcome as a sign that it came, so nothing goes out before. */
  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.isUp) this.socket?.send(bytes);
  }

  /** Bytes the socket holds that have not left yet. */
  get backlog(): number {
    return this.socket?.bufferedAmount ?? 0;
  }

  get isUp(): boolean {
    return this.wasWelcomed && !this.outage && this.socket?.readyState === WebSocket.OPEN;
  }

  /** Goes silent without telling anybody; `resume` comes back. For a page that is put aside. */
  suspend(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
    this.outage = { since: Date.now(), attempts: 0, announced: false };
  }

  /** Comes back with the newest ticket: another page of this tab may have used the last one. */
  resume(ticket: Ticket): void {
    if (this.isOver || !this.outage) return;
    this.credentials = { resume: ticket };
    this.outage = { since: Date.now(), attempts: 0, announced: false };
    this.attempt();
  }

  /** For good. */
  close(): void {
    this.isOver = true;
    removeEventListener("offline", this.unplugged);
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  /** A socket without a network may seem alive for minutes. */
  private readonly unplugged = (): void => {
    if (!this.isUp) return;
    this.socket?.close();
    this.closed(1006);
  };

  private hello(): void {
    const { sdkKey, page, abilities } = this.options;
    const message = { type: "hello", version: 1, sdkKey, page: page(), abilities, ...this.credentials };
    this.socket?.send(encode({ kind: "control", message }));
  }

  private receive(message: Control): void {
    if (message.type === "welcome") return this.welcomed(message);
    if (message.type === "error") this.refusal = fromFrame(message["code"], message["errorMsg"]);
    else this.options.onControl(message);
  }

  private welcomed(welcome: Control): void {
    this.credentials = { resume: { sessionId: String(welcome["sessionId"]), resumeToken: String(welcome["resumeToken"]) } };
    this.wasWelcomed = true;
    this.outage = null;
    this.options.onWelcome(welcome);
  }

  private closed(code: number): void {
    if (this.isOver) return;
    this.socket = null;
    const judged = verdict(code);
    if (this.refusal || judged.kind === "stop") {
      const error = this.refusal ?? (judged.kind === "stop" && judged.error ? sdkError(judged.error) : null);
      return this.lose({ error, reason: judged.kind === "stop" ? judged.reason : "refused" });
    }
    if (this.wasWelcomed) this.retry(judged.announced);
    else this.retryStart();
  }

  private retryStart(): void {
    const delay = nextStartDelay(this.startAttempts++, Math.random());
    if (delay === null) this.lose({ error: sdkError(1016), reason: "unreachable" });
    else this.timer = setTimeout(() => this.dial(), delay);
  }

  private retry(announced: boolean): void {
    const before = this.outage ?? { since: Date.now(), attempts: 0, announced };
    this.outage = { ...before, announced: before.announced || announced };
    const delay = nextDelay(this.outage, Date.now(), Math.random());
    if (delay === null) return this.lose({ error: sdkError(1016), reason: "customer_lost" });
    if (!this.outage.announced || before.attempts === 0) this.options.onReconnecting(before.attempts + 1, this.outage.since + RECOVERY_MS);
    this.timer = setTimeout(() => this.whenOnline(() => this.attempt()), delay);
  }

  private attempt(): void {
    if (this.outage) this.outage = { ...this.outage, attempts: this.outage.attempts + 1 };
    this.dial();
  }

  /** An attempt without a network would only be wasted; past the window it is made all the same, and fails. */
  private whenOnline(attempt: () => void): void {
    if (navigator.onLine !== false || !this.outage) return attempt();
    const go = () => {
      removeEventListener("online", go);
      clearTimeout(this.timer);
      if (!this.isOver && this.outage) attempt();
    };
    addEventListener("online", go);
    this.timer = setTimeout(go, Math.max(0, this.outage.since + RECOVERY_MS - Date.now()));
  }

  private lose(loss: Loss): void {
    this.isOver = true;
    this.options.onLost(loss);
  }
}
