/** Every word of remote assist and proposals that a customer reads. */

import type { Outcome } from "./propose/possible";

const SOMEBODY = "Your support agent";

export const words = {
  who: (agent: string) => agent || SOMEBODY,
  assist: {
    title: (agent: string) => `May ${agent} scroll this page for you?`,
    intro: "You go on using the page as before, and can stop this at any moment.",
    canLabel: "They can",
    can: ["Scroll this page, and lists and boxes in it"],
    cannotLabel: "They cannot",
    cannot: ["Press, type or fill in anything", "See more than they do now"],
    allow: "Allow",
    decline: "Decline",
    region: "Remote scrolling",
    running: (agent: string) => `${agent} can scroll this page`,
    stop: "Stop",
    stopLabel: (agent: string) => `Stop ${agent} from scrolling this page`,
    confirm: (agent: string) => `Stop ${agent} from scrolling?`,
    confirmStop: "Yes, stop",
    keep: "Keep going",
  },
  propose: {
    ring: (agent: string) => `${agent} means this`,
    title: (agent: string, outcome: Outcome, label: string) => `${agent} suggests: ${task(outcome, label)}`,
    note: "Nothing happens unless you say yes.",
    more: (count: number) => (count === 1 ? "One more suggestion follows." : `${count} more suggestions follow.`),
    yes: "Yes, do it",
    no: "No",
  },
} as const;

function task(outcome: Outcome, label: string): string {
  const name = label ? ` “${label}”` : "";
  switch (outcome) {
    case "press":
      return `press${name || " this"}`;
    case "enter":
      return name ? `enter this in${name}` : "enter this here";
    case "clear":
      return name ? `empty${name}` : "empty this field";
    case "choose":
      return name ? `choose this in${name}` : "choose this here";
    case "tick":
      return `tick${name || " this box"}`;
    case "untick":
      return `untick${name || " this box"}`;
  }
}
