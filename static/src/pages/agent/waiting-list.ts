/** Who waits, as the API says it, and which of them are shown. Pure. */

export interface Waiting {
  readonly sessionId: string;
  readonly customerName: string;
  readonly identified: boolean;
  readonly site: string;
  readonly siteName: string;
  readonly skill: string | null;
  readonly since: number;
}

/** Empty strings for no limit. */
export interface WaitingFilter {
  readonly site: string;
  readonly skill: string;
}

export function asWaiting(value: unknown): Waiting | null {
  const { sessionId, customer, site, siteName, skill, waitingSince } = (value ?? {}) as Record<string, unknown>;
  const { userName, identified } = (customer ?? {}) as Record<string, unknown>;
  const since = Date.parse(String(waitingSince));
  if (typeof sessionId !== "string" || typeof userName !== "string" || typeof site !== "string" || Number.isNaN(since)) return null;
  return { sessionId, customerName: userName, identified: identified === true, site, siteName: typeof siteName === "string" ? siteName : site, skill: typeof skill === "string" ? skill : null, since };
}

/** With it, in its place: the longest wait first. */
export function joinedBy(list: readonly Waiting[], one: Waiting): Waiting[] {
  return [...without(list, one.sessionId), one].sort((a, b) => a.since - b.since || (a.sessionId < b.sessionId ? -1 : 1));
}

export const without = (list: readonly Waiting[], sessionId: string): Waiting[] => list.filter((one) => one.sessionId !== sessionId);

export function narrowed(list: readonly Waiting[], { site, skill }: WaitingFilter): Waiting[] {
  return list.filter((one) => (site === "" || one.site === site) && (skill === "" || one.skill === skill));
}

/** What can be chosen to narrow the list: sites by name, tags in order. */
export function choices(list: readonly Waiting[]): { sites: [string, string][]; skills: string[] } {
  const sites = new Map(list.map(({ site, siteName }) => [site, siteName]));
  const skills = new Set(list.flatMap(({ skill }) => (skill === null ? [] : [skill])));
  return { sites: [...sites].sort(([, a], [, b]) => a.localeCompare(b)), skills: [...skills].sort() };
}
