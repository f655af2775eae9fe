/** The stream, and the banner that says when it is away. */
import { byId, setHidden } from "../lib/dom";
import type { SessionSummary } from "../lib/sessions";
import { watchSessions } from "../lib/stream";

/** How long the stream may be away before people are told. Milliseconds: a restart of the server is not worth a banner. */
const GRACE = 2_000;

export function connectionBanner(handlers: { session(session: SessionSummary): void; up(): Promise<void> }): void {
  const banner = byId("connection");
  const mark = document.getElementById("live-mark");
  let grace: ReturnType<typeof setTimeout> | undefined;
  watchSessions({
    session: handlers.session,
    up() {
      clearTimeout(grace);
      grace = undefined;
      setHidden(banner, true);
      if (mark) setHidden(mark, false);
      void handlers.up();
    },
    down() {
      if (mark) setHidden(mark, true);
      grace ??= setTimeout(() => setHidden(banner, false), GRACE);
    },
  });
}
