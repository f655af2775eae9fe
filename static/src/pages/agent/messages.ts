/** What the desk in the frame says (wire protocol, "Desk and its parents"), and what follows. Pure. */
import { endedSentence } from "../lib/words";
import { say } from "../../words/say";

/** What the page does about a message. */
export type Effect =
  | { kind: "chip"; state: string; label: string }
  /** The desk is done. `reopen` offers a way back, `final` says that nothing more precise will come. */
  | { kind: "over"; sentence: string; reopen: boolean; final: boolean };

const CHIPS: Record<string, string> = {
  connecting: "Connecting",
  asking: "Waiting for the customer to agree",
  live: "Live",
  lost: "Customer's page is away",
};

/** The effect of `data`, or `null` for messages of others and kinds we do not know. */
export function effectOf(data: unknown): Effect | null {
  if (typeof data !== "object" || data === null) return null;
  const { source, type, payload } = data as { source?: unknown; type?: unknown; payload?: { state?: unknown; reason?: unknown } | null };
  if (source !== "cobrowse-desk") return null;
  switch (type) {
    case "desk_state":
      return effectOfState(payload?.state);
    case "session_left":
      if (payload?.reason === "handed_over") return { kind: "over", sentence: say("together-handed-over"), reopen: false, final: true };
      return { kind: "over", sentence: "You left. The session goes on without you.", reopen: true, final: true };
    case "session_ended":
      return { kind: "over", sentence: endedSentence(payload?.reason), reopen: false, final: true };
    default:
      return null;
  }
}

function effectOfState(state: unknown): Effect | null {
  if (typeof state !== "string") return null;
  switch (state) {
    case "ended":
      // The reason comes with `session_ended` or with the stream, a moment later.
      return { kind: "over", sentence: "The session ended.", reopen: false, final: false };
    case "denied":
      return { kind: "over", sentence: "The customer chose not to share the page.", reopen: false, final: true };
    case "failed":
      return { kind: "over", sentence: "The desk lost its connection.", reopen: true, final: true };
    default: {
      const label = Object.hasOwn(CHIPS, state) ? CHIPS[state] : undefined;
      return label === undefined ? null : { kind: "chip", state, label };
    }
  }
}
