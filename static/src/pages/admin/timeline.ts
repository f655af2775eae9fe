/** The timeline of a session as the API gives it. Pure. */

export interface TimelineEntry {
  seq: number;
  at: string;
  kind: string;
  actor: { kind: string; id: string | null; name: string | null };
  data: Record<string, unknown>;
}

/** The entries in the answer of the timeline route, in order; what is none is left out. */
export function asTimeline(value: unknown): TimelineEntry[] {
  const entries = (value as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries)) return [];
  return entries.filter(isEntry).sort((a, b) => a.seq - b.seq);
}

function isEntry(value: unknown): value is TimelineEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Partial<TimelineEntry>;
  return typeof entry.seq === "number" && typeof entry.at === "string" && typeof entry.kind === "string" && typeof entry.actor?.kind === "string";
}

/** An entry's data for people; empty where there is none. */
export function prettyData(data: unknown): string {
  const empty = data === null || data === undefined || (typeof data === "object" && Object.keys(data).length === 0);
  return empty ? "" : JSON.stringify(data, null, 2);
}
