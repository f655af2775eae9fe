/** `/admin`: the list that follows the stream. */
import { byId, copyTemplate, setHidden } from "../lib/dom";
import { ask, signInAgain } from "../lib/problem";
import { appended, asList, patched, type Filter, type SessionSummary } from "../lib/sessions";
import { connectionBanner } from "./connection";
import { endDialog } from "./end-dialog";
import { fillRow } from "./row";

const PAGE = 50;
/** Rows after which catching up stops asking for more pages. */
const MOST = 500;
/** Milliseconds before the list is asked for again after a failure. */
const RETRY = 3_000;

type Page = { sessions: SessionSummary[]; nextCursor: string | null };

export function sessionList(root: HTMLElement): void {
  const filter: Filter = { state: root.dataset["state"] ?? "", q: root.dataset["q"] ?? "", from: root.dataset["from"] ?? "", to: root.dataset["to"] ?? "" };
  const body = byId<HTMLTableSectionElement>("session-rows");
  let list: SessionSummary[] = [];
  let cursor = root.dataset["nextCursor"] ?? null;
  // What the stream said since the last catching up began; the rows on screen are the server's until the first one.
  let held: SessionSummary[] | null = [];
  let round = 0;

  const show = (): void => {
    render(body, list);
    setHidden(byId("sessions-wrap"), list.length === 0);
    setHidden(byId("sessions-empty"), list.length > 0);
    setHidden(byId("more"), cursor === null);
  };

  /** Everything on screen anew: what changed while the stream was away is known only to the list route. */
  async function catchUp(): Promise<void> {
    held ??= [];
    const mine = ++round;
    const fresh = await fetchRows(filter, Math.min(MOST, Math.max(body.rows.length, 1)));
    if (mine !== round) return;
    if (!fresh) return void setTimeout(() => mine === round && void catchUp(), RETRY);
    cursor = fresh.nextCursor;
    // The answer may be older than what the stream said meanwhile.
    list = held.reduce((rows, session) => patched(rows, session, filter, cursor !== null), fresh.sessions);
    held = null;
    show();
  }

  async function more(): Promise<void> {
    if (cursor === null || held) return;
    const page = await fetchPage(filter, cursor);
    if (!page) return;
    const first = page.sessions.find((session) => !list.some((known) => known.sessionId === session.sessionId));
    list = appended(list, page.sessions);
    cursor = page.nextCursor;
    show();
    // The button moved down or went away: carry on reading where the new rows begin.
    if (first) body.querySelector<HTMLElement>(`[data-session="${CSS.escape(first.sessionId)}"] a`)?.focus();
  }

  byId("load-more").addEventListener("click", (event) => {
    event.preventDefault();
    void more();
  });
  const askToEnd = endDialog();
  body.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[data-action=end]");
    const id = button?.closest<HTMLElement>("[data-session]")?.dataset["session"];
    if (button && id) askToEnd(id, button.dataset["name"] ?? "");
  });
  connectionBanner({
    session(session) {
      if (held) return void held.push(session);
      list = patched(list, session, filter, cursor !== null);
      show();
    },
    up: catchUp,
  });
}

/** The first page and as many more as it takes to have `wanted` rows; `null` if one of them failed. */
async function fetchRows(filter: Filter, wanted: number): Promise<Page | null> {
  let sessions: SessionSummary[] = [];
  let nextCursor: string | null = null;
  do {
    const page: Page | null = await fetchPage(filter, nextCursor);
    if (!page) return null;
    sessions = appended(sessions, page.sessions);
    nextCursor = page.nextCursor;
  } while (nextCursor !== null && sessions.length < wanted);
  return { sessions, nextCursor };
}

async function fetchPage(filter: Filter, cursor: string | null): Promise<Page | null> {
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (const [name, value] of Object.entries({ ...filter, cursor: cursor ?? "" })) if (value) query.set(name, value);
  const answer = await ask("GET", `/api/session/list?${query}`);
  if (!answer.ok) {
    if (!signInAgain(answer.problem)) byId("list-problem").textContent = answer.problem.detail;
    return null;
  }
  byId("list-problem").textContent = "";
  return asList(answer.body);
}

/** Brings the rows in line with `list`, moving and keeping elements, so that focus and selection survive. */
function render(body: HTMLTableSectionElement, list: readonly SessionSummary[]): void {
  const known = new Map([...body.rows].map((row) => [row.dataset["session"], row]));
  const wanted = new Set(list.map((session) => session.sessionId));
  for (const [id, row] of known) if (!wanted.has(id ?? "")) row.remove();
  list.forEach((session, place) => {
    const row = known.get(session.sessionId) ?? copyTemplate<HTMLTableRowElement>("session-row");
    if (body.rows[place] !== row) body.insertBefore(row, body.rows[place] ?? null);
    fillRow(row, session);
  });
}
