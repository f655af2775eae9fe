import { strings as notice } from "../../strings";
import type { Wish } from "./dialog";

/** Every word of the question. */
export const strings = {
  title: {
    see: (agent: string) => `${agent} would like to see this page`,
    watch: (agent: string) => `${agent}, a supervisor, would like to watch`,
    help: (agent: string) => `${agent}, who is watching, would like to help`,
    take_over: (agent: string) => `${agent} would like to take over`,
  },
  about: (wish: Wish, from: string) => {
    if (wish === "watch") return "They see this page and can do nothing on it. ";
    if (wish === "help") return "They could also draw on this page, and ask to scroll it. ";
    if (wish === "take_over") return `${from || notice.unnamedAgent} hands over to them and leaves. `;
    return from ? `${from} asked them in. ` : "";
  },
  intro: "You decide. You can end this at any moment.",
  phraseLabel: "Ask for these two words",
  phraseHelp: "The person helping you sees the same words. If they read out anything else, choose Decline.",
  sharedLabel: "They will see",
  shared: ["This page, and where you go on this website", "What you type into fields that are not private", "Where you point and scroll"],
  hiddenLabel: "They will not see",
  hidden: ["Passwords, card numbers and other private fields", "Your other tabs, apps or anything else on your device"],
  allow: "Allow",
  decline: "Decline",
  waiting: (count: number) => (count === 1 ? "One more person is waiting for your answer." : `${count} more people are waiting for your answer.`),
  unnamedAgent: notice.unnamedAgent,
} as const;
