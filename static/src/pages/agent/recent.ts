/** "Your sessions today": a list that follows the stream. */
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

export function recent(agentId: string, reopen: (session: SessionSummary) => void): Recent {
  let list: SessionSummary[] = [];
  let meanwhile: SessionSummary[] = [];
  const show = (): void => {
    const mine = list.filter((session) => belongs(session, agentId, midnight()));
    byId("recent").replaceChildren(...mine.map((session) => row(session, reopen)));
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

function row(session: SessionSummary, reopen: (session: SessionSummary) => void): HTMLLIElement {
  const name = session.customer.userName;
  const who = make("p", "recent-who", name);
  if (!session.customer.identified) who.append(" ", make("span", "tag", "anonymous"));
  const about = make("p", "muted small-text", timeElement(session.startedAt));
  if (session.endReason) about.append(`, ended: ${reasonLabel(session.endReason)}`);
  const item = make("li", "recent-row", make("div", "recent-text", who, about), make("span", `chip chip-${session.state}`, stateLabel(session.state)));
  if (isLive(session)) {
    const button = make("button", "button small", "Reopen", make("span", "visually-hidden", ` session of ${name}`));
    button.type = "button";
    button.addEventListener("click", () => reopen(session));
    item.append(button);
  }
  return item;
}
