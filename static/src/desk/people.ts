/** The people in the room: a list that opens from the bar, with the ways to bring in others. */

import type { Control } from "../shared/frame";
import { assistOf } from "./assist-state";
import { InviteDialog } from "./invite-dialog";
import { answered, NOBODY, peopleOf, type Invite, type People, type Present } from "./people-state";
import { closesByItself, toggleByKey } from "./disclosure";
import { words } from "./people-words";
import { roomNote } from "./room-note";
import type { Room } from "./room";
import type { State } from "./state";
import type { DeskTool, ToolContext } from "./tools";
import { say } from "../words/say";

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

export function peopleTool(context: ToolContext): DeskTool {
  const desk = new PeopleDesk(context);
  return {
    heard: (message) => desk.heard(message),
    changed: (state) => desk.changed(state),
    pressed: ({ key, ctrlKey, metaKey }) => key.toLowerCase() === "u" && !ctrlKey && !metaKey && toggleByKey(desk.root),
  };
}

class PeopleDesk {
  readonly root = byId("people") as HTMLDetailsElement;
  #people: People = NOBODY;
  #room: Room | null = null;
  #isLive = false;
  #controller = "";
  #shownNote = "";
  /** What the page around was told last; nothing while it knows nothing. */
  #told = "";
  readonly #dialog: InviteDialog;

  constructor(private readonly context: ToolContext) {
    this.#dialog = new InviteDialog(context);
    byId("people-invite").onclick = () => this.#ask(false);
    byId("people-hand-over").onclick = () => this.#ask(true);
    byId("people-barge-in").onclick = () => context.send({ type: "barge_in" });
    byId("brief-close").onclick = () => (byId("brief").hidden = true);
    closesByItself(this.root);
  }

  /** The list makes room for the dialog, which gives the focus back to the list's button. */
  #ask(handOver: boolean): void {
    this.root.open = false;
    this.root.querySelector("summary")?.focus();
    this.#dialog.open(handOver);
  }

  heard(message: Control): void {
    switch (message.type) {
      case "people":
        return this.#stands(peopleOf(message));
      case "assist":
        this.#controller = assistOf(message).controller?.userId ?? "";
        return this.#draw();
      case "refused":
        if (message["what"] === "barge_in") this.context.note(words.bargeIn(message["reason"]));
        else if (message["reason"] === "watching") this.context.note(say("desk-barge-in-first"));
        return this.#dialog.heard(message);
      case "colleagues":
      case "invited":
        return this.#dialog.heard(message);
    }
  }

  changed({ phase, room }: State): void {
    const barged = this.#isLive && this.#room?.watches === true && room?.watches === false;
    this.#room = room;
    this.#isLive = phase === "live";
    if (!this.#isLive) this.#dialog.close();
    document.body.toggleAttribute("data-watching", this.#isLive && room?.watches === true);
    if (barged) this.context.note(say("desk-barge-in-helping"));
    this.#brief();
    this.#draw();
  }

  #stands(next: People): void {
    const asks = (people: People): boolean => people.people.some(({ userId, stage }) => userId === this.#room?.userId && stage === "asks_to_help");
    const before = this.#people;
    this.#people = next;
    for (const invite of answered(before, next)) this.context.note(words.answered(invite));
    if (asks(next) && !asks(before)) this.context.note(say("desk-barge-in-asked"));
    this.#draw();
  }

  #tellParents(): void {
    if (!this.#room || !this.#isLive) return void (this.#told = "");
    const note = roomNote(this.#room, this.#people.people, this.#controller);
    if (this.#told !== (this.#told = JSON.stringify(note))) this.context.post(note);
  }

  /** What whoever asked this agent in said: shown once the page is there, until it is put away. */
  #brief(): void {
    const invited = this.#isLive ? this.#room?.invited : null;
    if (!invited || invited.text === "" || this.#shownNote === this.#room?.sessionId) return;
    this.#shownNote = this.#room?.sessionId ?? "";
    byId("brief-title").textContent = words.note(invited.by, invited.handOver);
    byId("brief-text").textContent = invited.text;
    byId("brief").hidden = false;
    this.context.announce(`${words.note(invited.by, invited.handOver)}. ${invited.text}`);
  }

  #draw(): void {
    const room = this.#room;
    const { people, invites } = this.#people;
    this.#tellParents();
    const open = invites.filter(({ state }) => state === "open");
    this.root.hidden = !this.#isLive || !room;
    if (!room || !this.#isLive) return void (this.root.open = false);
    const hadFocus = byId("people-list").contains(document.activeElement);
    byId("people-count").textContent = say("desk-people-count", { count: people.length + 1 });
    byId("people-list").replaceChildren(
      row(room.customerName, say("desk-people-customer")),
      ...people.map((one) => this.#person(one, room)),
      ...open.map((invite) => this.#invited(invite)),
    );
    // what had it is made anew or gone
    if (hadFocus) this.root.querySelector("summary")?.focus();
    byId("people-invite").hidden = room.watches;
    byId("people-hand-over").hidden = room.watches;
    byId("people-barge-in").hidden = !room.watches;
    byId("people-watching").hidden = !room.watches;
  }

  #person(one: Present, room: Room): HTMLElement {
    const name = one.userId === room.userId ? say("desk-people-you", { name: one.userName }) : one.userName;
    const item = row(name, words.doing(one, this.#controller === one.userId));
    item.dataset["stage"] = one.mode === "watching" ? "watching" : one.stage;
    return item;
  }

  #invited(invite: Invite): HTMLElement {
    const item = row(invite.to, words.invited(invite));
    item.dataset["stage"] = "invited";
    if (this.#room?.watches) return item;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "quiet";
    back.textContent = say("desk-invite-take-back");
    back.setAttribute("aria-label", say("desk-invite-take-back-of", { name: invite.to }));
    back.onclick = () => this.context.send({ type: "invite_withdraw", inviteId: invite.id });
    item.append(back);
    return item;
  }
}

function row(name: string, doing: string): HTMLElement {
  const item = document.createElement("li");
  const who = document.createElement("span");
  who.className = "person";
  const strong = document.createElement("strong");
  strong.textContent = name;
  const what = document.createElement("span");
  what.textContent = doing;
  who.append(strong, what);
  item.append(who);
  return item;
}
