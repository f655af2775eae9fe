/** `/agent`: from a PIN, or from the waiting list, to customers' pages and back. */
import { say } from "../words/say";
import { alerts } from "./agent/alerts";
import { connection } from "./agent/connection";
import { drafts } from "./agent/draft";
import { entry } from "./agent/entry";
import { colleagues } from "./agent/colleagues";
import { answerWords, invites } from "./agent/invites";
import { watch } from "./agent/watch";
import { recent } from "./agent/recent";
import { openSheet } from "./agent/sheet";
import { waiting } from "./agent/waiting";
import { workspace } from "./agent/workspace";
import { wrapUps } from "./agent/wrap-ups";
import { byId } from "./lib/dom";
import { leadOut } from "./lib/framed";
import type { PinRule } from "./lib/pin";
import { isTyping, pageShortcut } from "../shared/shortcuts";
import { watchSessions } from "./lib/stream";
import { tick } from "./lib/times";

leadOut(window.parent !== window, document.querySelectorAll<HTMLAnchorElement>("a[href]"));
const root = byId("desk");
const agentId = root.dataset["agentId"] ?? "";
const settings = {
  engine: root.dataset["engine"] ?? "builtin",
  deskOrigin: root.dataset["deskOrigin"] ?? location.origin,
  frameAllow: root.dataset["frameAllow"] ?? "",
  frameSandbox: root.dataset["frameSandbox"] ?? null,
};
const rule: PinRule = root.dataset["pinCustom"] === "true" ? { kind: "custom" } : { kind: "digits", digits: Number(root.dataset["pinDigits"]) || 6 };
/** Our own engine sees its desks; beside Zoom's, this page says that it is there. */
const isZoom = settings.engine === "zoom";
const wish = isZoom ? { tellsPresence: true } : {};

const asking = isZoom ? colleagues() : null;
const notes = drafts(agentId);
notes.tidy(Date.now());

const asked = invites(wish, (grant) => void work.open(grant), (sentence) => told.tell("invite", sentence, () => byId("invites").querySelector("button")?.focus()), (invite) => {
  // our own desk says it itself
  if (isZoom) work.tell(invite.sessionId, answerWords(invite) ?? "");
});
const told = alerts(agentId, (options) => work?.letters(options.letters));
const after = wrapUps(notes);
const form = entry(rule, wish, (grant, pin) => void work.open(grant, pin));
const work = workspace({
  agentId,
  settings,
  wish,
  drafts: notes,
  alerts: told,
  entry: form,
  ended: after.add,
  opened: after.drop,
  askIn: (sessionId, handOver, asked) => asking?.open(sessionId, handOver, asked),
  changed: () => void sessions.refresh(),
  pressed: (event) => pressed(event, null),
});
const sessions = recent(agentId, {
  reopen: (session) => void work.reopen(session),
  wrapUp: (session) => {
    after.add(session.sessionId, session.customer.userName);
    after.focus(session.sessionId);
  },
});
const list = waiting((one) => work.take(one), (one) => told.tell("waiting", say("agent-tell-waiting", { customer: one.customerName }), () => work.choose(null)));

/** `target`: what had the keys; `null` for keys out of a desk's frame, which has sorted out its own. */
function pressed(event: Parameters<typeof pageShortcut>[0], target: EventTarget | null): boolean {
  if (document.querySelector("dialog:modal")) return false;
  // a field keeps its letters, an empty PIN field does not need them: digits are no shortcuts here
  const isEmptyPin = target instanceof HTMLInputElement && target.id === "pin" && target.value === "" && rule.kind === "digits";
  const shortcut = pageShortcut(event, told.options.letters && (!isTyping(target) || isEmptyPin));
  switch (shortcut?.name) {
    case "sheet":
      openSheet(told.options.letters);
      return true;
    case "tab":
      return work.chooseAt(shortcut.place ?? 0);
    case "next":
      return work.chooseNext();
    case "pin":
      work.choose(null);
      return true;
    case "waiting":
      work.choose(null);
      list.focus();
      return true;
    case "note":
    case "ticket":
      return work.openNotes(shortcut.name);
    default:
      return false;
  }
}

document.addEventListener("keydown", (event) => {
  if (pressed(event, event.target)) event.preventDefault();
});
byId("shortcuts-open").addEventListener("click", () => openSheet(told.options.letters));

/** The stream tells changes only; what happened while it was away is in the lists. */
async function catchUp(): Promise<void> {
  void asked.refresh();
  void list.refresh();
  for (const session of await sessions.refresh()) work.learn(session);
}

const link = connection();
watchSessions({
  session(session) {
    sessions.learn(session);
    work.learn(session);
  },
  invite: asked.learn,
  waiting: list.joined,
  waitingGone: list.left,
  up: () => {
    link.up();
    void catchUp();
  },
  down: link.down,
  sign: work.beat,
});
// a page that comes back out of the browser's memory says so at once; one that goes, when it went
addEventListener("pageshow", work.beat);
addEventListener("pagehide", work.leaving);
work.restore();
tick();
void watch((grant) => void work.open(grant));
