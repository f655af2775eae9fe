/** "Your sessions today": a list that follows the stream. */
import { say } from "../../words/say";
import { byId, make, setHidden } from "../lib/dom";
import { ask } from "../lib/problem";
import { asList, isLive, patched, type SessionSummary } from "../lib/sessions";
import { timeElement } from "../lib/times";
import { reasonLabel, stateLabel } from "../lib/words";

export interface Recent {
  /** Reads the list anew and returns it. */
  refresh(): Promise<readonly SessionSummary[]>;
  learn(session: SessionSummary): void;
}

const ALL = { state: "", q: "", from: "", to: "" };

/** What can be done with a session in the list. */
export interface Doing {
  reopen(session: SessionSummary): void;
  /** Says how it came out, while that can still be said. */
  wrapUp(session: SessionSummary): void;
}

export function recent(agentId: string, doing: Doing): Recent {
  let list: SessionSummary[] = [];
  let meanwhile: SessionSummary[] = [];
  const show = (): void => {
    const mine = list.filter((session) => belongs(session, agentId, midnight()));
    byId("recent").replaceChildren(...mine.map((session) => row(session, doing)));
    setHidden(byId("recent-empty"), mine.length > 0);
  };
  return {
    async refresh() {
      const heard: SessionSummary[] = (meanwhile = []);
      const answer = await ask("GET", "/api/session/list?limit=20");
      // The answer may be older than what the stream said meanwhile.
      if (answer.ok) list = heard.reduce<SessionSummary[]>((rows, session) => patched(rows, session, ALL, false), asList(answer.body).sessions);
      show();
      return list;
    },
    learn(session) {
      meanwhile.push(session);
      list = patched(list, session, ALL, false);
      show();
    },
  };
}

/** Own sessions that began since `since` or still live. Supervisors get everyone's from the server. */
export function belongs(session: SessionSummary, agentId: string, since: number): boolean {
  return session.agents.some((agent) => agent.agentId === agentId) && (isLive(session) || Date.parse(session.startedAt) >= since);
}

function midnight(): number {
  return new Date().setHours(0, 0, 0, 0);
}

/** As long as the server lets an outcome be written. Milliseconds. */
const WRITABLE_FOR = 24 * 3_600_000;

function row(session: SessionSummary, doing: Doing): HTMLLIElement {
  const name = session.customer.userName;
  const who = make("p", "recent-who", name);
  if (!session.customer.identified) who.append(" ", make("span", "tag", say("agent-anonymous")));
  const about = make("p", "muted small-text", timeElement(session.startedAt));
  if (session.endReason) about.append(say("agent-recent-ended", { reason: reasonLabel(session.endReason) }));
  const item = make("li", "recent-row", make("div", "recent-text", who, about), make("span", `chip chip-${session.state}`, stateLabel(session.state)));
  const whom = (): HTMLElement => make("span", "visually-hidden", ` ${say("agent-reopen-whom", { customer: name })}`);
  const add = (label: string, act: (session: SessionSummary) => void): void => {
    const button = make("button", "button small", label, whom());
    button.type = "button";
    button.addEventListener("click", () => act(session));
    item.append(button);
  };
  if (isLive(session)) add(say("agent-reopen"), doing.reopen);
  else if (!session.outcome && Date.now() - Date.parse(session.endedAt ?? session.startedAt) < WRITABLE_FOR) add(say("agent-recent-outcome"), doing.wrapUp);
  return item;
}
