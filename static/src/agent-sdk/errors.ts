/** The errors an agent's page can meet: Zoom's numbers and names (reference §6.1). */

const NAMES = {
  1002: "SESSION_CONNECTING_IN_PROGRESS",
  1006: "SESSION_JOIN_PIN_NOT_FOUND",
  1008: "SESSION_PIN_INVALID_FORMAT",
  1011: "SESSION_JOIN_FAILED",
  1013: "SESSION_AGENT_COUNT_LIMIT",
  1015: "SESSION_DUPLICATE_USER",
  1016: "NETWORK_ERROR",
  2001: "TOKEN_INVALID",
  9999: "UNDEFINED",
} as const;

export type AgentError = { readonly code: number; readonly errorMsg: string; readonly exception: string };

export function agentError(code: number, errorMsg: string): AgentError {
  const known = code in NAMES ? (code as keyof typeof NAMES) : 9999;
  return { code: known, errorMsg, exception: NAMES[known] };
}

/** What a refused request means. `problem` is the answer's body, if it was readable. */
export function errorOf(status: number, problem: { code?: unknown; detail?: unknown }): AgentError {
  const text = typeof problem.detail === "string" ? problem.detail : "The session cannot be joined.";
  // Zoom's desk says 30308 where its SDK says 1006
  if (problem.code === 30308) return agentError(1006, text);
  if (typeof problem.code === "number" && problem.code in NAMES) return agentError(problem.code, text);
  return agentError(status >= 500 ? 1016 : 1011, text);
}
