/** The errors an integrator can meet: Zoom's numbers and names (reference §6.1), each with a sentence that helps. */

const ERRORS = {
  1001: ["SESSION_START_FAILED", "The session could not be started. Please try again."],
  1002: ["SESSION_CONNECTING_IN_PROGRESS", "A connection is already being made."],
  1004: ["SESSION_COUNT_LIMIT", "Another tab of this browser is already sharing this site."],
  1008: ["SESSION_PIN_INVALID_FORMAT", "The custom PIN must have 1 to 10 letters or digits."],
  1009: ["SESSION_START_PIN_REQUIRED", "The token asks for a custom PIN, but none was given."],
  1010: ["SESSION_START_PIN_CONFLICT", "The custom PIN is already in use."],
  1011: ["SESSION_JOIN_FAILED", "The session cannot be resumed."],
  1012: ["SESSION_CUSTOMER_COUNT_LIMIT", "A customer is already in this session."],
  1016: ["NETWORK_ERROR", "The co-browsing service cannot be reached."],
  1017: ["SESSION_CANCELING_IN_PROGRESS", "The session is just being ended."],
  2001: ["TOKEN_INVALID", "The token was not accepted."],
  9999: ["UNDEFINED", "Something unexpected happened."],
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** What callbacks and `session_error` carry. */
export interface SdkError {
  readonly code: number;
  readonly errorMsg: string;
  readonly exception: string;
}

export function sdkError(code: ErrorCode, errorMsg?: string): SdkError {
  const [exception, text] = ERRORS[code];
  return { code, errorMsg: errorMsg || text, exception };
}

/** An error frame of the relay. A number unknown here keeps its meaning for the page, under the catch-all name. */
export function fromFrame(code: unknown, errorMsg: unknown): SdkError {
  const text = typeof errorMsg === "string" ? errorMsg : undefined;
  if (typeof code === "number" && code in ERRORS) return sdkError(code as ErrorCode, text);
  return { ...sdkError(9999, text), code: typeof code === "number" ? code : 9999 };
}
