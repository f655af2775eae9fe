/** What the session is, and what may be done about it. */
import { say } from "../../../words/say";
import { byId, setChip, setHidden, setText, slot } from "../../lib/dom";
import { grouped } from "../../lib/pin";
import { isLive, isPresent, type SessionSummary } from "../../lib/sessions";
import { showTime } from "../../lib/times";
import { reasonLabel, stateLabel } from "../../lib/words";
import { showAdmissions } from "./people";

export function showFacts(root: HTMLElement, session: SessionSummary): void {
  const live = isLive(session);
  setText(slot(root, "customer"), session.customer.userName);
  setHidden(slot(root, "anonymous"), session.customer.identified);
  setChip(slot(root, "state"), session.state, stateLabel(session.state));
  setHidden(byId("end-button"), !live);
  setHidden(byId("watch"), !isWatchable(root, session));
  setText(slot(root, "pin"), session.pincode === null ? "–" : grouped(session.pincode));
  setHidden(slot(root, "contested"), !session.contested);
  showTime(slot(root, "valid-until"), session.validUntil);
  showTime(slot(root, "started"), session.startedAt);
  showTime(slot(root, "ended"), session.endedAt);
  showTime(slot(root, "deadline"), session.deadline);
  setText(slot(root, "reason"), session.endReason ? reasonLabel(session.endReason) : "");
  setText(slot(root, "seats"), say("lists-seats-of", { taken: session.seats.taken, total: session.seats.total }));
  setText(slot(root, "start-url"), session.startUrl ?? "–");
  setText(slot(root, "customer-id"), session.customer.userId ?? "–");
  showAdmissions(session.agents);
  for (const words of root.querySelectorAll<HTMLElement>("[data-while]")) setHidden(words, (words.dataset["while"] === "live") !== live);
}

/** Somebody is helped, and not by the reader, who may watch. */
function isWatchable(root: HTMLElement, session: SessionSummary): boolean {
  const isInside = session.agents.some((agent) => agent.agentId === root.dataset["me"] && isPresent(agent));
  return "mayWatch" in root.dataset && session.state === "active" && !isInside;
}
