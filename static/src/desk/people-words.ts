/** Words of the list of people, of invites and of barging in, by what they say it of. */

import { dashed, find, say } from "../words/say";
import type { Invite, Present } from "./people-state";

export const words = {
  doing: ({ stage, mode }: Present, hasControl: boolean): string => {
    if (stage !== "in") return say(`desk-people-${dashed(stage)}`);
    if (mode === "watching") return say("desk-people-watching");
    return hasControl ? say("desk-people-scrolls") : say("desk-people-helping");
  },
  invited: ({ by, handOver }: Invite): string => (handOver ? say("desk-invite-asked-over", { name: by }) : say("desk-invite-asked-in", { name: by })),
  answered: ({ to, state, word }: Invite): string => {
    if (state === "declined" && word) return say("desk-invite-declined-word", { name: to, text: word });
    return state === "open" ? "" : say(`desk-invite-${state}`, { name: to });
  },
  dialog: (handOver: boolean): { title: string; text: string; send: string; hint: string } =>
    handOver
      ? { title: say("desk-invite-over-title"), text: say("desk-invite-over-word"), send: say("desk-invite-hand-over"), hint: say("desk-invite-over-hint") }
      : { title: say("desk-invite-open"), text: say("desk-invite-word"), send: say("desk-invite-send"), hint: say("desk-invite-hint") },
  refused: (reason: unknown): string => find(`desk-invite-refused-${dashed(String(reason))}`) ?? say("desk-refused"),
  bargeIn: (reason: unknown): string => find(`desk-barge-in-${dashed(String(reason))}`) ?? say("desk-refused"),
  note: (by: string, handOver: boolean): string => (handOver ? say("desk-brief-over", { name: by }) : say("desk-brief-in", { name: by })),
} as const;
