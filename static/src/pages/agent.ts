/** `/agent`: from a PIN to the customer's page and back. */
import { desk, type DeskSettings } from "./agent/desk";
import { entry } from "./agent/entry";
import { invites } from "./agent/invites";
import { watch } from "./agent/watch";
import { asGrant, type Grant } from "./agent/grant";
import { presence, tellBroker } from "./agent/presence";
import { recent } from "./agent/recent";
import { byId } from "./lib/dom";
import { leadOut } from "./lib/framed";
import type { PinRule } from "./lib/pin";
import { ask, signInAgain } from "./lib/problem";
import { watchSessions } from "./lib/stream";
import { tick } from "./lib/times";

leadOut(window.parent !== window, document.querySelectorAll<HTMLAnchorElement>("a[href]"));
const root = byId("desk");
const settings: DeskSettings = {
  engine: root.dataset["engine"] ?? "builtin",
  deskOrigin: root.dataset["deskOrigin"] ?? location.origin,
  frameAllow: root.dataset["frameAllow"] ?? "",
  frameSandbox: root.dataset["frameSandbox"] ?? null,
};
const rule: PinRule = root.dataset["pinCustom"] === "true" ? { kind: "custom" } : { kind: "digits", digits: Number(root.dataset["pinDigits"]) || 6 };

/** PINs typed on this page, so that a reopened Zoom desk can show its own again. */
const pins = new Map<string, string>();

/** Our own engine sees its desks; beside Zoom's, this page says that it is there. */
const wish = settings.engine === "zoom" ? { tellsPresence: true } : {};
const here = presence(tellBroker, () => deskView.close("Your seat was given up: you left in Zoom's desk, or this page was away for too long.", true));

const form = entry(rule, wish, (grant, pin) => {
  pins.set(grant.sessionId, pin);
  open(grant, pin);
});
const deskView = desk(settings, (sentence, sessionId, back) => {
  here.release(back);
  form.show(sentence, back ? () => void reopen(sessionId) : null);
  void sessions.refresh();
});
const sessions = recent(root.dataset["agentId"] ?? "", (session) => {
  if (session.pincode) pins.set(session.sessionId, session.pincode);
  void reopen(session.sessionId);
});

const asked = invites(wish, settings.engine === "zoom", (grant, pin) => {
  if (pin) pins.set(grant.sessionId, pin);
  open(grant, pin);
});

function open(grant: Grant, pin: string | null): void {
  form.hide();
  deskView.open(grant, pin);
  if (settings.engine === "zoom") here.hold(grant.sessionId, grant.admissionId);
}

async function reopen(sessionId: string): Promise<void> {
  const answer = await ask("POST", `/api/sessions/${encodeURIComponent(sessionId)}/desk`, wish);
  const grant = answer.ok ? asGrant(answer.body) : null;
  if (grant) {
    open(grant, pins.get(sessionId) ?? null);
  } else if (!answer.ok && !signInAgain(answer.problem)) {
    form.show(answer.problem.detail, null);
    void sessions.refresh();
  }
}

/** The stream tells changes only; what happened while it was away is in the list. */
async function catchUp(): Promise<void> {
  void asked.refresh();
  for (const session of await sessions.refresh()) deskView.learn(session);
}

watchSessions({
  session(session) {
    sessions.learn(session);
    deskView.learn(session);
  },
  invite: asked.learn,
  up: () => void catchUp(),
  down: () => undefined,
  sign: here.beat,
});
// a page that comes back out of the browser's memory says so at once; one that goes, when it went
addEventListener("pageshow", here.beat);
addEventListener("pagehide", here.leaving);
tick();
void watch((grant) => open(grant, null));
