/** The question before anything is shown: may this agent see the page? */

import type { ToolContext } from "../../toolbox";
import type { Tool } from "..";
import { ConsentDesk } from "./dialog";

export function consentTool({ host, say }: ToolContext): Tool {
  const desk = new ConsentDesk(host, (admissionId, allow) => say({ type: "consent", admissionId, allow }));
  return {
    hears: {
      consent_request: ({ admissionId, agentName, phrase, mode, watches, invitedBy, handOver }) => {
        const wish = watches ? "help" : mode === "watching" ? "watch" : handOver ? "take_over" : "see";
        desk.ask({ admissionId: String(admissionId), agentName: String(agentName ?? ""), phrase: String(phrase ?? ""), wish, from: String(invitedBy ?? "") });
      },
      consent_withdrawn: ({ admissionId }) => desk.withdraw(String(admissionId)),
    },
    // without a connection no question can be answered
    disconnected: () => desk.withdrawAll(),
    stop: () => desk.withdrawAll(),
  };
}
