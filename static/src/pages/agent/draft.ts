/** Notes as they are typed, kept in this browser until the server has them: a reload, a crash or a lost connection loses no word. */
import { keep, kept, keptNames } from "../lib/keep";

export interface Draft {
  readonly text: string;
  /** The version on the server that it was written over. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** As long as notes may be written after a session's end. */
const KEPT_FOR = 24 * 3_600_000;

export function drafts(agentId: string) {
  const beginning = `draft:${agentId}:`;
  return {
    read(sessionId: string): Draft | null {
      const { text, version, at } = (kept("localStorage", beginning + sessionId) ?? {}) as Partial<Record<keyof Draft, unknown>>;
      return typeof text === "string" && typeof version === "number" && typeof at === "number" ? { text, version, at } : null;
    },
    write: (sessionId: string, draft: Draft | null): boolean => keep("localStorage", beginning + sessionId, draft),
    /** Old ones are of no use to anybody. */
    tidy(now: number): void {
      for (const name of keptNames("localStorage", beginning)) {
        const draft = this.read(name);
        if (!draft || now - draft.at > KEPT_FOR) keep("localStorage", beginning + name, null);
      }
    },
  };
}

export type Drafts = ReturnType<typeof drafts>;

/** What is in the field when two windows wrote: nothing of either is lost. */
export function joined(mine: string, theirs: string): string {
  if (theirs === "" || mine.includes(theirs)) return mine;
  return theirs.includes(mine) ? theirs : `${theirs}\n\n${mine}`;
}
