/** One agent's session: what the page asks of it, and what the desk in its frame says. */

import { Emitter } from "../sdk/emitter";
import { callHost } from "../sdk/guest";
import { DeskFrame, type Told } from "./desk-frame";
import { agentError, type AgentError } from "./errors";
import type { Memory } from "./memory";
import type { Place } from "./place";
import { askForTicket, type Ticket } from "./ticket";

export type Status = "session_idle" | "session_connecting" | "session_waiting" | "session_active" | "session_reconnecting" | "session_recoverable" | "session_ended";

export type Result = { readonly success: true } | { readonly success: false; readonly error: AgentError };

/** How long the desk may take to load and connect; how long to wait for its goodbye. Milliseconds. */
const OPENS_WITHIN = 30_000;
const GOODBYE_WITHIN = 3_000;

const DESK = "/sdkapi/zcb/frame-templates/desk";

/** What the desk's states are called here. */
const STATUS: { readonly [state: string]: Status } = {
  connecting: "session_reconnecting",
  asking: "session_waiting",
  lost: "session_waiting",
  live: "session_active",
};

export class AgentSession {
  readonly events = new Emitter();
  #state: Exclude<Status, "session_recoverable"> = "session_idle";
  #sessionId: string | null = null;
  #frame: DeskFrame | null = null;
  #opened: ((result: Result) => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly place: Place,
    readonly root: Element | null,
    private readonly memory: Memory,
  ) {
    addEventListener("pagehide", () => this.#frame && memory.leaves(Date.now()));
  }

  /** Shows the desk in the root. Without `pinCode` and `sdkToken`: the session this tab had before a reload. */
  async join(options: unknown, callback: unknown): Promise<Result> {
    const result = await this.#join(asked(options));
    if (!result.success) this.events.emit("session_error", result.error);
    callHost(callback, result);
    return result;
  }

  /** A working address of a desk that is bound to the PIN's session, good once and soon. */
  async createAgentViewerEndpoint(options: unknown, callback: unknown): Promise<object> {
    const { sdkToken, pinCode } = asked(options);
    const answer = sdkToken === undefined ? agentError(2001, "createAgentViewerEndpoint needs an sdkToken.") : await this.#ticket(sdkToken, pinCode);
    const result = "code" in answer ? { success: false, error: answer } : { success: true, agentViewerUrl: answer.agentViewerUrl };
    if ("code" in answer) this.events.emit("session_error", answer);
    callHost(callback, result);
    return result;
  }

  leave(): void {
    this.#say("leave", "session_left");
  }

  end(): void {
    this.#say("end", "session_ended");
  }

  info(): object {
    const isOut = this.#state === "session_idle" || this.#state === "session_ended";
    const sessionStatus = isOut && this.memory.session(Date.now()) !== null ? "session_recoverable" : this.#state;
    return { sessionStatus, sessionId: this.#sessionId };
  }

  async #join({ sdkToken, pinCode }: Asked): Promise<Result> {
    if (this.#state !== "session_idle" && this.#state !== "session_ended") return failure(1002, "A session is being joined or was joined already.");
    if (!this.root) return failure(1011, "There is no element to show the desk in: init needs a zoomAppRoot that is in the page.");
    if (sdkToken === undefined) return this.#joinAgain(this.root);
    this.#state = "session_connecting";
    const ticket = await this.#ticket(sdkToken, pinCode);
    if ("code" in ticket) {
      this.#state = "session_idle";
      return { success: false, error: ticket };
    }
    return this.#open(this.root, ticket.agentViewerUrl, ticket.sessionId);
  }

  async #joinAgain(root: Element): Promise<Result> {
    const sessionId = this.memory.session(Date.now());
    if (sessionId === null) return failure(1011, "There is no session to come back to: give a pinCode and an sdkToken.");
    const seat = this.memory.seat();
    return this.#open(root, `${this.place.base}${DESK}?session=${encodeURIComponent(sessionId)}${seat && `#seat=${encodeURIComponent(seat)}`}`, sessionId);
  }

  #ticket(sdkToken: string, pinCode: string | undefined): Promise<Ticket | AgentError> {
    return askForTicket((url, init) => fetch(url, init), this.place.base, sdkToken, pinCode);
  }

  #open(root: Element, url: string, sessionId: string): Promise<Result> {
    this.#state = "session_connecting";
    this.#sessionId = sessionId;
    this.memory.put(sessionId);
    return new Promise((resolve) => {
      this.#opened = resolve;
      this.#timer = setTimeout(() => this.#over(agentError(1016, "The desk did not open. Does this page's policy allow frames of the service?")), OPENS_WITHIN);
      this.#frame = new DeskFrame(root, url, (told) => this.#hear(told));
    });
  }

  #hear({ type, payload }: Told): void {
    switch (type) {
      case "desk_state":
        if (payload.state === "denied") return this.#over(agentError(1011, "The customer said no."));
        return this.#follow(STATUS[String(payload.state)]);
      case "desk_seat":
        return this.memory.putSeat(String(payload.seat));
      case "session_error":
        return this.#over(agentError(Number(payload.code) || 1011, String(payload.errorMsg ?? "")));
      case "session_left":
      case "session_ended":
        this.#answer(failure(1011, "The session is over."));
        this.#gone();
        return this.events.emit(type, { ...payload, sessionId: this.#sessionId });
      case "session_joined":
      case "customer_focus_lost":
      case "customer_transferred":
        return this.events.emit(type, payload);
    }
  }

  /** The desk's first state beyond connecting means that it was let in. */
  #follow(status: Status | undefined): void {
    if (status === undefined || status === "session_recoverable") return;
    if (this.#opened && status === "session_reconnecting") return;
    this.#state = status;
    clearTimeout(this.#timer);
    this.#answer({ success: true });
  }

  /** The desk gave up. Before it was let in, that is the answer to `join`. */
  #over(error: AgentError): void {
    const wasOpening = this.#answer({ success: false, error });
    this.#gone();
    if (!wasOpening) this.events.emit("session_error", error);
  }

  /** Answers the `join` that is under way. False if there is none. */
  #answer(result: Result): boolean {
    const opened = this.#opened;
    this.#opened = null;
    opened?.(result);
    return opened !== null;
  }

  #gone(): void {
    clearTimeout(this.#timer);
    this.#frame?.remove();
    this.#frame = null;
    this.memory.forget();
    this.#state = "session_ended";
  }

  /** Asks the desk, and does not wait for its goodbye forever. */
  #say(word: "leave" | "end", event: string): void {
    const frame = this.#frame;
    if (!frame) return;
    frame.say(word);
    this.#timer = setTimeout(() => {
      if (this.#frame !== frame) return;
      this.#gone();
      this.events.emit(event, { sessionId: this.#sessionId });
    }, GOODBYE_WITHIN);
  }
}

type Asked = { readonly sdkToken?: string; readonly pinCode?: string };

/** What the page asks for: pages give PINs as numbers, too. */
function asked(options: unknown): Asked {
  const { sdkToken, pinCode } = (typeof options === "object" && options !== null ? options : {}) as { sdkToken?: unknown; pinCode?: unknown };
  return { ...(typeof sdkToken === "string" && { sdkToken }), ...((typeof pinCode === "string" || typeof pinCode === "number") && { pinCode: String(pinCode) }) };
}

function failure(code: number, errorMsg: string): Result {
  return { success: false, error: agentError(code, errorMsg) };
}
