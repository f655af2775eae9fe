/** Colleagues ask this agent in: a list that follows the stream, with yes, no and a word. */
import { byId, copyTemplate, make, setHidden, setText, slot } from "../lib/dom";
import { ask, signInAgain, type Problem } from "../lib/problem";
import { find, locale, say } from "../../words/say";
import type { Grant } from "./grant";
import { grantFor } from "./grants";
import { asInvite, asInvites, isOpen, type Invite } from "./invite-list";

export interface Invites {
  /** Reads the list anew. */
  refresh(): Promise<void>;
  /** The stream said something of an invite, to this agent or of theirs. */
  learn(data: unknown): void;
}

/** `wish` goes along with a yes; `opened` gets the desk; `heard` a new invite, in words; `answered` one of theirs. */
export function invites(wish: object, opened: (grant: Grant) => void, heard: (sentence: string) => void, answered: (invite: Invite) => void): Invites {
  const me = byId("invites").dataset["agentId"] ?? "";
  let list: readonly Invite[] = [];
  const rows = new Map<string, HTMLElement>();

  /** Rows stay while they are open: a word that is being typed is not to be lost. */
  function show(): void {
    list = list.filter((invite) => isOpen(invite, Date.now()));
    const open = new Set(list.map(({ id }) => id));
    for (const [id, row] of rows) if (!open.has(id)) drop(id, row);
    for (const invite of list) if (!rows.has(invite.id)) add(invite);
    setHidden(byId("invites"), list.length === 0);
  }

  function add(invite: Invite): void {
    const row = rowOf(invite, { accept: () => void accept(invite), decline: (word) => void decline(invite, word) });
    rows.set(invite.id, row);
    byId("invites-list").append(row);
  }

  function drop(id: string, row: HTMLElement): void {
    rows.delete(id);
    row.remove();
  }

  function forget(invite: Invite): void {
    list = list.filter(({ id }) => id !== invite.id);
    show();
  }

  async function accept(invite: Invite): Promise<void> {
    const grant = await grantFor(`/api/invites/${encodeURIComponent(invite.id)}/accept`, wish);
    if (!("deskUrl" in grant)) return grant.slug === "odd" ? fail(invite, say("problem-unknown")) : failed(invite, grant);
    forget(invite);
    opened(grant);
  }

  async function decline(invite: Invite, word: string): Promise<void> {
    const answer = await ask("POST", `/api/invites/${encodeURIComponent(invite.id)}/decline`, word ? { word } : {});
    if (answer.ok) forget(invite);
    else failed(invite, answer.problem);
  }

  function failed(invite: Invite, problem: Problem): void {
    if (signInAgain(problem)) return;
    fail(invite, problemWords(problem));
  }

  function fail(invite: Invite, sentence: string): void {
    const row = rows.get(invite.id);
    if (row) setText(slot(row, "problem"), sentence);
  }

  setInterval(show, 5_000);
  return {
    async refresh() {
      const answer = await ask("GET", "/api/invites");
      if (answer.ok) list = asInvites(answer.body);
      show();
    },
    learn(data) {
      const invite = asInvite(data);
      if (invite?.by === me && invite.state !== "open") answered(invite);
      if (!invite || invite.to !== me) return;
      const known = list.some(({ id }) => id === invite.id);
      list = [...list.filter(({ id }) => id !== invite.id), invite];
      show();
      if (isOpen(invite, Date.now()) && !known) {
        announce(headline(invite));
        heard(headline(invite));
      } else if (known && invite.state === "withdrawn") announce(say("together-gone-withdrawn", { name: invite.byName }));
      else if (known && invite.state === "expired") announce(say("together-gone-expired", { name: invite.byName }));
    },
  };
}

/** What went wrong, in the page's language. */
export function problemWords(problem: Problem): string {
  // a PIN that is not accepted is said in other words where nobody typed one
  return problem.slug === "pin-not-accepted" ? say("together-customer-away") : problem.detail;
}

/** What became of an invite, for whoever sent it. */
export function answerWords({ state, toName: name, word }: Invite): string | null {
  if (state === "declined" && word) return say("desk-invite-declined-word", { name, text: word });
  if (state === "accepted") return say("agent-ask-in-accepted", { name });
  return find(`desk-invite-${state}`, { name });
}

function announce(text: string): void {
  setText(byId("invites-said"), "");
  requestAnimationFrame(() => setText(byId("invites-said"), text));
}

function headline({ handOver, byName }: Invite): string {
  return handOver ? say("together-hands-over", { name: byName }) : say("together-asks-in", { name: byName });
}

function rowOf(invite: Invite, on: { accept: () => void; decline: (word: string) => void }): HTMLElement {
  const row = copyTemplate("invite-row");
  const { byName, customerName, site, text, handOver } = invite;
  setText(slot(row, "who"), headline(invite));
  setText(slot(row, "customer"), site ? say("together-customer-at", { name: customerName, site }) : say("together-customer", { name: customerName }));
  setText(slot(row, "until"), say("together-until", { time: new Date(invite.expiresAt).toLocaleTimeString(locale(), { timeStyle: "short" }) }));
  setText(slot(row, "text"), text);
  setHidden(slot(row, "text"), text === "");
  setText(slot(row, "accept"), handOver ? say("together-take-over") : say("together-accept"));
  slot(row, "accept").append(make("span", "visually-hidden", ` ${byName}, ${customerName}`));
  setText(slot(row, "label"), say("together-word", { name: byName }));
  slot(row, "accept").addEventListener("click", on.accept);
  const form = slot<HTMLFormElement>(row, "form");
  const word = form.querySelector("input") as HTMLInputElement;
  const ask = (on: boolean): void => {
    setHidden(form, !on);
    setHidden(slot(row, "actions"), on);
    (on ? word : slot(row, "decline")).focus();
  };
  slot(row, "decline").addEventListener("click", () => ask(true));
  slot(row, "keep").addEventListener("click", () => ask(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    on.decline(word.value.trim());
  });
  return row;
}
