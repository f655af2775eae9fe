/** What the customer's page tells the broker, and hears from it, with the session's report token. */
import { backoff } from "../pages/lib/backoff";
import { eventParser, type ServerEvent } from "./sse";

export interface Credentials {
  sessionId: string;
  reportToken: string;
}

export type ReportedEvent = "session_started" | "agent_joined" | "agent_left" | "session_reconnecting" | "session_ended" | "heartbeat";

export interface Reporter {
  /** Reports the PIN on screen, again and again until it is accepted or `signal` says that it is on screen no more. */
  pin(pincode: string, signal: AbortSignal): Promise<{ validUntil: string | null } | "refused">;
  /** Reports one event. `leaving` lets the request outlive the page. Losing one is no harm: the next heartbeat corrects it. */
  event(type: ReportedEvent, extra?: Record<string, unknown>, leaving?: boolean): void;
  /** Hands over every signal until `signal` aborts or the session is over. */
  listen(heard: (event: ServerEvent) => void, signal: AbortSignal): Promise<void>;
}

/** Answers after which the same question will not be answered otherwise. */
const FINAL = [400, 401, 403, 404, 410, 422];

/** Reports to the broker at `base`; no slash at its end. */
export function reporter(base: string, { sessionId, reportToken }: Credentials): Reporter {
  const path = `${base}/api/sessions/${encodeURIComponent(sessionId)}`;
  const authorization = `Bearer ${reportToken}`;
  const post = (what: string, body: object, options: RequestInit = {}): Promise<Response> =>
    fetch(path + what, { method: "POST", headers: { authorization, "content-type": "application/json" }, body: JSON.stringify(body), ...options });

  return {
    async pin(pincode, signal) {
      for (let attempt = 0; ; attempt++) {
        const answer = await post("/pin", { pincode }, { signal }).catch(() => null);
        if (signal.aborted) throw new Error("stopped");
        if (answer?.ok) return { validUntil: textField(await answer.json().catch(() => null), "validUntil") };
        if (answer && FINAL.indexOf(answer.status) >= 0) return "refused";
        await wait(backoff(attempt, Math.random), signal);
      }
    },
    event(type, extra = {}, leaving = false) {
      const body = { type, eventId: uuid(), ...extra };
      post("/events", body, { keepalive: leaving }).catch(() => undefined);
    },
    async listen(heard, signal) {
      for (let attempt = 0; !signal.aborted; attempt++) {
        const answer = await fetch(`${path}/signals`, { headers: { authorization, accept: "text/event-stream" }, signal }).catch(() => null);
        if (answer?.ok && answer.body) {
          attempt = 0;
          await readEvents(answer.body, heard).catch(() => undefined);
        } else if (answer && FINAL.indexOf(answer.status) >= 0) return;
        await wait(backoff(attempt, Math.random), signal).catch(() => undefined);
      }
    },
  };
}

async function readEvents(body: ReadableStream<Uint8Array>, heard: (event: ServerEvent) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = eventParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parse(decoder.decode(value, { stream: true })).forEach(heard);
  }
}

/** Resolves after that many milliseconds, rejects when `signal` aborts. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error("stopped"));
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new Error("stopped"));
    });
  });
}

/** A text field of an answer, or `null`. */
export function textField(body: unknown, name: string): string | null {
  const value = typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : null;
  return typeof value === "string" && value !== "" ? value : null;
}

/** A random version 4 UUID; `crypto.randomUUID` is younger than the oldest browsers served, and absent outside secure contexts. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
