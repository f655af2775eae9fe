/** The live stream of sessions, kept open for as long as the page is. */
import { backoff } from "./backoff";
import { asSummary, type SessionSummary } from "./sessions";

export interface StreamHandlers {
  session(session: SessionSummary): void;
  /** News of an invite, to this person or of theirs; as it came. */
  invite?(data: unknown): void;
  /** A session is on this person's waiting list from now on. */
  waiting?(value: unknown): void;
  /** It is not any more. */
  waitingGone?(value: unknown): void;
  /** The stream is open (again): whatever happened before was missed. */
  up(): void;
  down(): void;
  /** The server said something, if only that it is there; at least every ten seconds while the stream is open. */
  sign?(): void;
}

/** Watches `/api/sessions/stream`. A stream that the browser gave up, on an error answer, is opened again with back-off. */
export function watchSessions(handlers: StreamHandlers): void {
  let attempt = 0;
  const open = (): void => {
    const source = new EventSource("/api/sessions/stream");
    source.addEventListener("open", () => {
      attempt = 0;
      handlers.up();
      handlers.sign?.();
    });
    source.addEventListener("session", (event: MessageEvent<string>) => {
      const session = asSummary(parse(event.data));
      if (session) handlers.session(session);
      handlers.sign?.();
    });
    source.addEventListener("invite", (event: MessageEvent<string>) => {
      handlers.invite?.(parse(event.data));
      handlers.sign?.();
    });
    source.addEventListener("waiting", (event: MessageEvent<string>) => handlers.waiting?.(parse(event.data)));
    source.addEventListener("waiting_gone", (event: MessageEvent<string>) => handlers.waitingGone?.(parse(event.data)));
    source.addEventListener("resync", () => handlers.up());
    source.addEventListener("beat", () => handlers.sign?.());
    source.addEventListener("error", () => {
      handlers.down();
      // CONNECTING means that the browser tries again by itself.
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(open, backoff(attempt++, Math.random));
    });
  };
  open();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
