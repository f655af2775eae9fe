/** What is typed or chosen, kept in this browser until the server has it: a reload, a crash or a lost connection loses no word. */
import { keep, kept, keptNames } from "../lib/keep";

export interface Draft {
  readonly text: string;
  /** The version on the server that it was written over. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A form that is half filled in: what the server has not been told. */
export interface Half {
  readonly ticket?: string | undefined;
  readonly outcome?: string | undefined;
  readonly rating?: number | undefined;
}

/** As long as notes may be written after a session's end. */
const KEPT_FOR = 24 * 3_600_000;

export function drafts(agentId: string) {
  const [draftOf, halfOf] = [`draft:${agentId}:`, `half:${agentId}:`];
  return {
    read(sessionId: string): Draft | null {
      const { text, version, at } = fields(draftOf + sessionId);
      return typeof text === "string" && typeof version === "number" && typeof at === "number" ? { text, version, at } : null;
    },
    write: (sessionId: string, draft: Draft | null): boolean => keep("localStorage", draftOf + sessionId, draft),
    readHalf(sessionId: string): Half {
      const { ticket, outcome, rating } = fields(halfOf + sessionId);
      return {
        ...(typeof ticket === "string" && { ticket }),
        ...(typeof outcome === "string" && { outcome }),
        ...(typeof rating === "number" && { rating }),
      };
    },
    writeHalf(sessionId: string, half: Half, at: number): void {
      const isEmpty = half.ticket === undefined && half.outcome === undefined && half.rating === undefined;
      keep("localStorage", halfOf + sessionId, isEmpty ? null : { ...half, at });
    },
    /** Old ones are of no use to anybody. */
    tidy(now: number): void {
      for (const beginning of [draftOf, halfOf]) {
        for (const name of keptNames("localStorage", beginning)) {
          const { at } = fields(beginning + name);
          if (typeof at !== "number" || now - at > KEPT_FOR) keep("localStorage", beginning + name, null);
        }
      }
    },
  };
}

export type Drafts = ReturnType<typeof drafts>;

function fields(name: string): { readonly [field: string]: unknown } {
  return (kept("localStorage", name) ?? {}) as { [field: string]: unknown };
}

/** What is in the field when two windows wrote: nothing of either is lost. */
export function joined(mine: string, theirs: string): string {
  if (theirs === "" || mine.includes(theirs)) return mine;
  return theirs.includes(mine) ? theirs : `${theirs}\n\n${mine}`;
}
