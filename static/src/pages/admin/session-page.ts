/** `/admin/sessions/{id}`: facts, people and timeline that follow the stream. */
import { say } from "../../words/say";
import { byId, copyTemplate, setChip, setHidden, setText, slot } from "../lib/dom";
import { grouped } from "../lib/pin";
import { ask, signInAgain } from "../lib/problem";
import { asSummary, isLive, type AgentInSession, type SessionSummary } from "../lib/sessions";
import { showTime } from "../lib/times";
import { actorName, reasonLabel, stateLabel, timelineSentence } from "../lib/words";
import { connectionBanner } from "./connection";
import { endDialog } from "./end-many";
import { asTimeline, prettyData, type TimelineEntry } from "./timeline";

export function sessionPage(root: HTMLElement): void {
  const id = root.dataset["session"] ?? "";
  const path = `/api/sessions/${encodeURIComponent(id)}`;
  const button = byId<HTMLButtonElement>("end-button");
  const askToEnd = endDialog();
  setHidden(button, root.dataset["live"] !== "true");
  button.addEventListener("click", () => askToEnd([{ id, name: button.dataset["name"] ?? "" }]));

  let running = false;
  let again = false;
  /** One round at a time; what comes in during one asks for exactly one more. */
  async function refresh(): Promise<void> {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await readOnce(root, path);
    }
    running = false;
  }
  connectionBanner({
    session(session) {
      if (session.sessionId === id) void refresh();
    },
    up: refresh,
  });
}

async function readOnce(root: HTMLElement, path: string): Promise<void> {
  const [detail, timeline] = await Promise.all([ask("GET", path), ask("GET", `${path}/timeline`)]);
  if (!detail.ok) return void signInAgain(detail.problem);
  const session = asSummary(detail.body);
  if (session) showFacts(root, session);
  if (timeline.ok) showTimeline(asTimeline(timeline.body));
}

function showFacts(root: HTMLElement, session: SessionSummary): void {
  setText(slot(root, "customer"), session.customer.userName);
  setHidden(slot(root, "anonymous"), session.customer.identified);
  setChip(slot(root, "state"), session.state, stateLabel(session.state));
  setHidden(byId("end-button"), !isLive(session));
  setText(slot(root, "pin"), session.pincode === null ? "–" : grouped(session.pincode));
  setHidden(slot(root, "contested"), !session.contested);
  showTime(slot(root, "valid-until"), session.validUntil);
  showTime(slot(root, "started"), session.startedAt);
  showTime(slot(root, "ended"), session.endedAt);
  showTime(slot(root, "deadline"), session.deadline);
  setText(slot(root, "reason"), session.endReason ? reasonLabel(session.endReason) : "");
  setText(slot(root, "seats"), say("lists-seats-of", { taken: session.seats.taken, total: session.seats.total }));
  setText(slot(root, "start-url"), session.startUrl ?? "–");
  showAdmissions(session.agents);
}

function showAdmissions(agents: AgentInSession[]): void {
  const body = byId<HTMLTableSectionElement>("admissions");
  while (body.rows.length > agents.length) body.deleteRow(-1);
  agents.forEach((agent, place) => {
    const row = body.rows[place] ?? body.appendChild(copyTemplate<HTMLTableRowElement>("admission-row"));
    setText(slot(row, "name"), agent.name);
    showTime(slot(row, "admitted"), agent.admittedAt);
    showTime(slot(row, "joined"), agent.joinedAt);
    showTime(slot(row, "left"), agent.leftAt);
  });
  setHidden(byId("admissions-wrap"), agents.length === 0);
  setHidden(byId("admissions-empty"), agents.length > 0);
}

/** Adds what is new. Entries never change, and an open one stays open. */
function showTimeline(entries: TimelineEntry[]): void {
  const list = byId("timeline");
  const shown = new Set([...list.children].map((item) => (item as HTMLElement).dataset["seq"]));
  for (const entry of entries) if (!shown.has(String(entry.seq))) list.append(timelineItem(entry));
  setHidden(byId("timeline-empty"), list.childElementCount > 0);
}

function timelineItem(entry: TimelineEntry): HTMLElement {
  const item = copyTemplate<HTMLLIElement>("timeline-row");
  item.dataset["seq"] = String(entry.seq);
  item.classList.add(`event-${entry.kind.replace(/[^a-z_]/g, "")}`);
  setText(slot(item, "sentence"), timelineSentence(entry.kind, actorName(entry.actor)));
  showTime(slot(item, "at"), entry.at);
  setText(slot(item, "seq"), String(entry.seq));
  const data = prettyData(entry.data);
  setHidden(slot(item, "details"), data === "");
  const pre = slot(item, "data");
  setText(pre, data);
  pre.setAttribute("aria-label", `Data of entry ${entry.seq}`);
  return item;
}
