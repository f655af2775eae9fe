/**
 * A customer's help session on one page: starts or resumes it, reports it to the broker, and tells `changed` what to
 * show. Knows nothing of any panel, so that a host site may draw its own.
 */
import type { Broker, PageConfig, Started } from "./broker";
import { endReason, HelpError, next, sdkFailure, type Change, type Help } from "./help-state";
import { recall, remember } from "./memory";
import type { CobrokerEndReason, CobrokerFailure } from "./public";
import { textField, type Credentials, type Reporter } from "./report";
import type { ServerEvent } from "./sse";
import type { SdkSession } from "./zoom";

/** How often the broker hears that the page is alive. Milliseconds; it gives the customer up after three of them. */
export const HEARTBEAT = 15_000;
/** How long `end` waits for the SDK's word. Milliseconds. */
const END_WAIT = 4_000;

/** The outside world, so that tests can be one. */
export interface World {
  broker: Broker;
  loadSdk(config: PageConfig): Promise<SdkSession>;
  reporter(credentials: Credentials): Reporter;
  storage: Storage;
  /** Calls back when this page goes away. */
  onLeave(leave: () => void): void;
}

export interface HelpSession {
  /** Asks for help. Does nothing while a session is under way. */
  start(): Promise<void>;
  /** Takes up the session this tab remembers, if it can still be. */
  resume(): Promise<void>;
  end(): void;
  /** Puts away the message of a session that ended or failed. */
  dismiss(): void;
  readonly help: Help;
  readonly sessionId: string | null;
}

export function helpSession(world: World, changed: (help: Help) => void): HelpSession {
  let help: Help = { phase: "idle" };
  let credentials: Credentials | null = null;
  let report: Reporter | null = null;
  let sdk: SdkSession | null = null;
  /** Why the session is about to end, where we know better than the SDK. */
  let foretold: CobrokerEndReason | null = null;
  let resuming = false;
  let pinReport: AbortController | null = null;
  let stop: AbortController | null = null;
  let heart: ReturnType<typeof setInterval> | undefined;
  const wired: SdkSession[] = [];

  function apply(change: Change): void {
    const before = help;
    help = next(help, change);
    if (help === before) return;
    if (help.phase === "live" && credentials) {
      remember(world.storage, { ...credentials, pin: help.pin, validUntil: help.validUntil, helpers: help.helpers });
    }
    changed(help);
  }

  /** From here on the broker knows about the page, and the page hears from the broker. */
  function accompany(session: Credentials): void {
    credentials = session;
    const reporter = (report = world.reporter(session));
    stop = new AbortController();
    foretold = null;
    heart = setInterval(() => reporter.event("heartbeat"), HEARTBEAT);
    void reporter.listen(heard, stop.signal);
  }

  function heard(signal: ServerEvent): void {
    const data = parse(signal.data);
    if (signal.event === "agent_admitted") apply({ type: "admitted", name: textField(data, "name") ?? textField(data, "agentName") ?? "" });
    if (signal.event === "revoked") {
      // The server says it of every end; whoever ended it here has said more already.
      foretold ??= endReason(textField(data, "reason") ?? "revoked");
      end();
    }
  }

  /** The end of the session on this page, whoever wanted it. */
  function over(reason: CobrokerEndReason): void {
    pinReport?.abort();
    stop?.abort();
    clearInterval(heart);
    credentials = null;
    report = null;
    resuming = false;
    remember(world.storage, null);
    apply({ type: "ended", reason });
  }

  function showPin(pin: string): void {
    pinReport?.abort();
    const mine = (pinReport = new AbortController());
    apply({ type: "pin", pin });
    report?.pin(pin, mine.signal).then(
      (answer) => (answer === "refused" ? refusedPin() : apply({ type: "pin_valid", pin, until: answer.validUntil })),
      () => undefined,
    );
  }

  /** A PIN that the broker does not take lets nobody in: better a new session than a number read out in vain. */
  function refusedPin(): void {
    if (help.phase !== "live" || help.helpers.length > 0) return;
    foretold ??= "unknown";
    end();
  }

  function wire(session: SdkSession): void {
    if (wired.indexOf(session) >= 0) return;
    wired.push(session);
    session.on("pincode_updated", (payload) => {
      const pin = textField(payload, "pincode");
      if (pin) showPin(pin);
    });
    session.on("session_started", (payload) => {
      // it was to end while it was being taken up, when the SDK did not listen
      if (foretold || !credentials) return session.end();
      // Our engine names everyone again after a page came back; where the SDK says nothing, what we remember stands.
      apply({ type: "started", anew: resuming && payload?.["resumed"] === true });
      resuming = false;
      report?.event("session_started");
    });
    session.on("agent_joined", (payload) => {
      const name = textField(payload, "userName") ?? "";
      apply({ type: "joined", helper: { id: textField(payload, "userId") ?? name, name } });
      report?.event("agent_joined", about(payload));
    });
    session.on("agent_left", (payload) => {
      apply({ type: "left", id: textField(payload, "userId") ?? textField(payload, "userName") });
      report?.event("agent_left", about(payload));
    });
    session.on("session_reconnecting", () => {
      apply({ type: "reconnecting" });
      report?.event("session_reconnecting");
    });
    session.on("session_ended", (payload) => {
      const reason = payload?.["reason"];
      // A session that went on in another tab is not over, only this page's part in it.
      if (reason !== "replaced") report?.event("session_ended");
      over(foretold ?? endReason(reason));
    });
    session.on("session_error", (payload) => failed(payload?.["code"]));
  }

  /** An error ends what has not begun; a session under way tells its end by `session_ended`. */
  function failed(code: unknown): void {
    if (resuming) return over("customer_lost");
    if (help.phase === "starting") giveUp(sdkFailure(code));
  }

  function giveUp(failure: CobrokerFailure): void {
    apply({ type: "failed", failure });
    report?.event("session_ended");
    over("never_started");
  }

  function end(): void {
    if (help.phase !== "live") return;
    foretold ??= "customer_ended";
    const why = foretold;
    const ending = credentials;
    if (!sdk) return over(why);
    setTimeout(() => credentials === ending && ending !== null && over(why), END_WAIT);
    sdk.end();
  }

  async function start(): Promise<void> {
    if (help.phase === "starting" || help.phase === "live") return;
    apply({ type: "start" });
    try {
      const session = (sdk = await world.loadSdk(await world.broker.config()));
      wire(session);
      const started = await world.broker.start();
      accompany({ sessionId: started.sessionId, reportToken: started.reportToken });
      session.start(options(started), (result) => !result.success && failed(result.error?.code));
    } catch (error) {
      giveUp(error instanceof HelpError ? error.failure : "unknown");
    }
  }

  async function resume(): Promise<void> {
    const remembered = recall(world.storage);
    if (!remembered || help.phase !== "idle") return;
    const mine: Credentials = { sessionId: remembered.sessionId, reportToken: remembered.reportToken };
    accompany(mine);
    apply({ type: "resume", pin: remembered.pin, validUntil: remembered.validUntil, helpers: remembered.helpers });
    resuming = true;
    try {
      const session = (sdk = await world.loadSdk(await world.broker.config()));
      wire(session);
      // Revoked while the SDK was on its way: joining would share this page once more, and what lives at the engine ends with
      // its recovery window at the latest.
      if (credentials !== mine) return;
      if (session.getSessionInfo()?.sessionStatus === "session_recoverable") session.join();
      else over("customer_lost");
    } catch {
      if (credentials === mine) over("customer_lost");
    }
  }

  // Said at once instead of by a missing heartbeat: the customer may be back on the next page in a moment.
  world.onLeave(() => help.phase === "live" && report?.event("session_reconnecting", {}, true));

  return {
    start,
    resume,
    end,
    dismiss: () => apply({ type: "dismiss" }),
    get help() {
      return help;
    },
    get sessionId() {
      return credentials?.sessionId ?? null;
    },
  };
}

function options(started: Started): { sdkToken: string; customPinCode?: string } {
  return started.customPinCode ? { sdkToken: started.token, customPinCode: started.customPinCode } : { sdkToken: started.token };
}

/** Who an agent event is about, where the SDK says so: the broker knows the names, and takes no other field. */
function about(payload: unknown): Record<string, string> {
  const userId = textField(payload, "userId");
  return userId ? { userId } : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
