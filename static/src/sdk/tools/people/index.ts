/** Says who came, who left and what they may do: to screen readers, and what changed hands also to the eye. */

import type { Agent } from "../../agents";
import { button, make } from "../../ui/elements";
import type { Tool } from "..";
import type { ToolContext } from "../../toolbox";
import { words } from "./words";

/** How long a note stays, milliseconds: long enough to read it twice. */
const SHOWN = 12_000;

export function peopleTool({ host }: ToolContext): Tool {
  let known: readonly Agent[] = [];
  let handedOver: string[] = [];
  let note: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const putAway = (): void => {
    clearTimeout(timer);
    if (note) host.remove(note);
    note = null;
  };
  const show = (text: string): void => {
    putAway();
    const line = make("span", { role: "status" });
    note = make("div", { class: "bar people-note", role: "region", "aria-label": words.region }, line, button({ class: "small", text: "\u00d7", "aria-label": words.close }, putAway));
    host.add(note);
    // a live region speaks of what comes into it, not of what it came with
    requestAnimationFrame(() => (line.textContent = text));
    timer = setTimeout(putAway, SHOWN);
  };

  return {
    hears: {
      handed_over: ({ from, to }) => {
        const name = (one: unknown): string => words.who(String((one as { userName?: unknown } | null)?.userName ?? ""));
        handedOver.push(String((from as { userId?: unknown } | null)?.userId));
        show(words.handedOver(name(from), name(to)));
      },
    },
    watched(agents) {
      const said = changes(known, agents, handedOver);
      handedOver = handedOver.filter((id) => agents.some(({ userId }) => userId === id));
      known = agents;
      if (said) show(said);
    },
    // who is there after the pause is told again, and is no news
    disconnected: putAway,
    stop: () => {
      putAway();
      known = [];
    },
  };
}

/** What is to be said of the difference; nothing of who handed over, of whom that was said. */
export function changes(before: readonly Agent[], now: readonly Agent[], handedOver: readonly string[]): string {
  const find = (list: readonly Agent[], id: string): Agent | undefined => list.find(({ userId }) => userId === id);
  const came = now.flatMap((agent) => {
    const was = find(before, agent.userId);
    if (was && was.mode === agent.mode) return [];
    if (was) return [words.helpsNow(words.who(agent.userName))];
    return [agent.mode ? words.watches(words.who(agent.userName)) : words.helps(words.who(agent.userName))];
  });
  const left = before.filter(({ userId }) => !find(now, userId) && !handedOver.includes(userId));
  return [...came, ...left.map(({ userName }) => words.left(words.who(userName)))].join(" ");
}
