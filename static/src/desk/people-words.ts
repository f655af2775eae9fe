/** Every word of the list of people, of invites and of barging in. */

import type { Invite, Present } from "./people-state";

const STAGES = {
  asking: "The customer is being asked",
  waiting: "Waits for the customer",
  asks_to_help: "Watching, asks to help",
} as const;

export const words = {
  count: (count: number): string => (count === 1 ? "1 person" : `${count} people`),
  you: (name: string): string => `${name} (you)`,
  doing: ({ stage, mode }: Present, hasControl: boolean): string => {
    if (stage !== "in") return STAGES[stage];
    if (mode === "watching") return "Watching only";
    return hasControl ? "Helping, scrolls the page" : "Helping";
  },
  customer: "Customer, shares the page",
  invited: ({ by, handOver }: Invite): string => (handOver ? `Asked by ${by} to take over` : `Asked in by ${by}`),
  answered: ({ to, state, word }: Invite): string => {
    const said = word ? ` “${word}”` : "";
    if (state === "accepted") return `${to} accepts, and the customer is asked.`;
    if (state === "declined") return `${to} cannot come.${said}`;
    return state === "expired" ? `${to} did not answer in time.` : `${to} is not asked any more.`;
  },
  takeBack: (name: string): string => `Take back, ${name}`,
  invite: { title: "Ask a colleague in", text: "A line for them, if you like", send: "Ask", hint: "They need no PIN. The customer is asked before they see anything." },
  handOver: { title: "Hand over to a colleague", text: "What they have to know", send: "Hand over", hint: "You leave once they are in and the customer agreed. Until then nothing changes." },
  found: (count: number): string => (count === 0 ? "Nobody by that name" : count === 1 ? "1 colleague" : `${count} colleagues`),
  nobodyChosen: "Choose a colleague.",
  noNote: "Write what they have to know.",
  sent: (name: string): string => `${name} is asked.`,
  refused: (reason: unknown): string => {
    switch (reason) {
      case "already_open":
        return "They are asked already.";
      case "inside":
        return "They are in already.";
      case "denied":
        return "The customer said no to them, and is not asked again.";
      case "full":
        return "Too many are asked already. Wait for an answer, or take an invite back.";
      default:
        return "That was not possible now. Try again.";
    }
  },
  bargeIn: {
    denied: "The customer said no: you go on watching.",
    full: "All five seats are taken: you go on watching.",
    no_customer: "The customer’s page is away. Ask again when it is back.",
    already_open: "The customer is being asked already.",
    asked: "The customer is asked whether you may help.",
    helping: "You are helping now: tools and drawing are yours as well.",
  } as { readonly [reason: string]: string },
  watching: "You only watch. To do something on the page, ask to help.",
  note: (by: string, handOver: boolean): string => (handOver ? `${by} handed over to you` : `${by} asked you in`),
} as const;
