/** One row of the session list; fills rows of the server and copies of the template alike. */
import { make, setChip, setHidden, setText, slot } from "../lib/dom";
import { grouped } from "../lib/pin";
import { isLive, isPresent, type AgentInSession, type SessionSummary } from "../lib/sessions";
import { showTime } from "../lib/times";
import { reasonLabel, stateLabel } from "../lib/words";

export function fillRow(row: HTMLElement, session: SessionSummary): void {
  row.dataset["session"] = session.sessionId;
  setChip(slot(row, "state"), session.state, stateLabel(session.state));
  setText(slot(row, "reason"), session.endReason ? reasonLabel(session.endReason) : "");
  const customer = slot<HTMLAnchorElement>(row, "customer");
  customer.href = `/admin/sessions/${encodeURIComponent(session.sessionId)}`;
  setText(customer, session.customer.userName);
  setHidden(slot(row, "anonymous"), session.customer.identified);
  setText(slot(row, "pin"), pinText(session));
  setHidden(slot(row, "contested"), !session.contested);
  fillAgents(slot(row, "agents"), session.agents);
  setText(slot(row, "seats"), seatsText(session));
  showTime(slot(row, "started"), session.startedAt);
  const end = row.querySelector<HTMLButtonElement>("[data-action=end]");
  if (!end) return;
  setHidden(end, !isLive(session));
  end.dataset["name"] = session.customer.userName;
  setText(slot(row, "end-name"), session.customer.userName);
}

export function pinText(session: SessionSummary): string {
  return session.pincode === null ? "–" : grouped(session.pincode);
}

export function seatsText(session: SessionSummary): string {
  return `${session.seats.taken} of ${session.seats.total}`;
}

function fillAgents(holder: HTMLElement, agents: AgentInSession[]): void {
  const shown = agents.map((agent) => `${agent.name}${isPresent(agent) ? "" : " (left)"}`);
  // Rows of the server and rows of ours read the same, so an unchanged cell stays untouched.
  if (agents.length > 0 && holder.childElementCount === shown.length && [...holder.children].every((child, i) => child.textContent === shown[i])) return;
  if (agents.length === 0) holder.replaceChildren(make("span", "muted", "nobody yet"));
  else holder.replaceChildren(...agents.map((agent, i) => make("span", isPresent(agent) ? "agent" : "agent agent-gone", shown[i] ?? "")));
}
