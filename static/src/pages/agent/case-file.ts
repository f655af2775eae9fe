/** What the API says is noted about a session, read field by field. */

export interface NoteOf {
  readonly author: string;
  readonly own: boolean;
  readonly text: string;
  readonly version: number;
}

export interface CaseFile {
  readonly ticket: string;
  /** Only web addresses are links. */
  readonly ticketUrl: string | null;
  readonly outcome: string | null;
  readonly rating: number | null;
  readonly notes: readonly NoteOf[];
  readonly writable: boolean;
}

export const OUTCOMES = ["solved", "not_solved", "follow_up", "no_show", "other"] as const;

export function asCase(body: unknown): CaseFile | null {
  if (typeof body !== "object" || body === null) return null;
  const { ticket, ticketUrl, outcome, rating, notes, writable } = body as Record<string, unknown>;
  if (!Array.isArray(notes)) return null;
  return {
    ticket: typeof ticket === "string" ? ticket : "",
    ticketUrl: typeof ticketUrl === "string" && ticketUrl.startsWith("https://") ? ticketUrl : null,
    outcome: typeof outcome === "string" ? outcome : null,
    rating: typeof rating === "number" ? rating : null,
    notes: notes.flatMap((note: unknown) => {
      const { author, own, text, version } = (note ?? {}) as Record<string, unknown>;
      return typeof text === "string" && typeof version === "number" ? [{ author: typeof author === "string" ? author : "", own: own === true, text, version }] : [];
    }),
    writable: writable === true,
  };
}
