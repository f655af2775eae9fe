/** What the page allows agents and customer to do beyond looking (Zoom reference §5.2, `docs/wire.md` "Abilities"). */

export interface Abilities {
  readonly agentAnnotation: boolean;
  readonly customerAnnotation: boolean;
  /** An agent may scroll the page, after the customer agreed if `assistConsent` says so. */
  readonly remoteAssist: boolean;
  readonly assistConsent: boolean;
  /** Whoever stops remote assist is asked whether they mean it. */
  readonly stopConfirmation: boolean;
  /** Agents may propose a click or a value; each needs the customer's yes. Ours, not Zoom's, so off unless asked for. */
  readonly proposals: boolean;
}

/** Where Zoom publishes no default, the one the reference recommends: agents draw, customers do not. */
export function readAbilities(input: unknown): Abilities {
  const settings = record(input);
  const assist = record(settings["remoteAssist"]);
  const types = assist["remoteAssistTypes"];
  return {
    agentAnnotation: settings["allowAgentAnnotation"] !== false,
    customerAnnotation: settings["allowCustomerAnnotation"] === true,
    remoteAssist: assist["enable"] === true && (!Array.isArray(types) || types.includes("scroll_page")),
    assistConsent: assist["enableCustomerConsent"] !== false,
    stopConfirmation: assist["requireStopConfirmation"] === true,
    proposals: settings["allowAgentProposals"] === true,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
