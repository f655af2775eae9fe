/** Who was in, and who was asked in. */
import { say, type PlainKey } from "../../../words/say";
import { byId, copyTemplate, setHidden, setText, slot } from "../../lib/dom";
import type { AgentInSession } from "../../lib/sessions";
import { showClock, showTime } from "../../lib/times";
import { inviteSentence, type ToldInvite } from "./story";

export function showAdmissions(agents: AgentInSession[]): void {
  const body = byId<HTMLTableSectionElement>("admissions");
  while (body.rows.length > agents.length) body.deleteRow(-1);
  agents.forEach((agent, place) => {
    const row = body.rows[place] ?? body.appendChild(copyTemplate<HTMLTableRowElement>("admission-row"));
    setText(slot(row, "name"), agent.name);
    setText(slot(row, "as"), say(asWhat(agent)));
    showClock(slot(row, "admitted"), agent.admittedAt);
    showClock(slot(row, "joined"), agent.joinedAt);
    showClock(slot(row, "left"), agent.leftAt);
  });
  setHidden(byId("admissions-wrap"), agents.length === 0);
  setHidden(byId("admissions-empty"), agents.length > 0);
}

function asWhat({ mode, via }: AgentInSession): PlainKey {
  if (mode === "watching") return "session-as-watching";
  if (via === "role") return "session-as-role";
  if (via === "invite") return "session-as-invite";
  return via === "waiting_list" ? "session-as-list" : "session-as-agent";
}

export function showInvites(invites: ToldInvite[]): void {
  const list = byId("invites");
  while (list.childElementCount > invites.length) list.lastElementChild?.remove();
  invites.forEach((invite, place) => {
    const item = list.children[place] ?? list.appendChild(copyTemplate("invite-row"));
    setText(slot(item, "sentence"), inviteSentence(invite));
    showTime(slot(item, "at"), invite.closedAt ?? invite.createdAt);
    setText(slot(item, "word"), invite.word ?? "");
    setHidden(slot(item, "word"), !invite.word);
  });
  setHidden(byId("invites-wrap"), invites.length === 0);
}
