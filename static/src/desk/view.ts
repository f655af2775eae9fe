/** Draws a state onto the page. Everything is text or an attribute: no markup is ever made from what the relay says. */

import type { FromViewer } from "../shared/viewer-port";
import type { Agent } from "./room";
import { isOver, type State } from "./state";
import { wording } from "./wording";
import { say } from "../words/say";

const element = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;

export class View {
  #announced = "";

  draw(state: State, now: number): void {
    const words = wording(state, now);
    const inRoom = state.room !== null && !isOver(state);
    document.body.dataset.phase = state.phase;
    document.body.toggleAttribute("data-picture", state.room?.consented === true && !isOver(state));
    document.title = `${words.chip}${state.room ? ` · ${state.room.customerName}` : ""}`;
    element("customer").textContent = state.room?.customerName ?? say("desk-co-browsing");
    element("identified").hidden = !state.room?.identified;
    element("chip").textContent = words.chip;
    element("card").hidden = state.phase === "live";
    element("title").textContent = words.title;
    element("text").textContent = words.text;
    element("phrase").textContent = words.phrase;
    element("phrase").hidden = words.phrase === "";
    element("retry").hidden = !words.mayRetry;
    element("actions").hidden = !inRoom;
    // Until there is a picture there is nothing to zoom.
    element("tools").hidden = !inRoom || !state.room.consented;
    this.#notice("away", state.phase === "live" && state.room.away);
    this.#agents(inRoom ? (state.room?.agents ?? []) : []);
    this.#announce(state, words.title, words.text, words.phrase);
  }

  /** Only the sentence that counts down; the rest stays, so nothing is announced again. */
  tick(state: State, now: number): void {
    if (state.phase === "lost") element("text").textContent = wording(state, now).text;
  }

  picture({ scale, fitted, href }: Extract<FromViewer, { type: "picture" }>): void {
    element("scale").textContent = `${Math.round(scale * 100)} %`;
    element("fit").setAttribute("aria-pressed", String(fitted));
    element("page").textContent = address(href);
    element("page").title = href;
  }

  tooLarge(count: number): void {
    this.#notice("large", count > 0);
  }

  #notice(id: string, shown: boolean): void {
    element(id).hidden = !shown;
  }

  #agents(agents: readonly Agent[]): void {
    const list = element("agents");
    list.hidden = agents.length === 0;
    list.replaceChildren(...agents.map(({ userName }) => badge(userName)));
  }

  /** Once for each change of phase or question: a screen reader must not hear the seconds. */
  #announce(state: State, title: string, text: string, phrase: string): void {
    const key = `${state.phase} ${phrase} ${state.phase === "live" && state.room.away}`;
    if (key === this.#announced) return;
    this.#announced = key;
    const said = state.phase === "live" ? say("desk-seen-live", { text }) : [title, phrase, text].filter(Boolean).join(". ");
    element("announce").textContent = said;
  }
}

function badge(name: string): HTMLElement {
  const item = document.createElement("li");
  const words = name.split(/\s+/).filter(Boolean);
  const initials = document.createElement("span");
  initials.textContent = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
  initials.setAttribute("aria-hidden", "true");
  const full = document.createElement("span");
  full.className = "sr";
  full.textContent = name;
  item.title = name;
  item.append(initials, full);
  return item;
}

/** Host and path: where the customer is, without the scheme. */
function address(href: string): string {
  if (href === "") return "";
  const { host, pathname } = new URL(href);
  return host + pathname;
}
