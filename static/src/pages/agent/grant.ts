/** What the broker grants when it lets an agent in. */

import { say } from "../../words/say";

export interface Grant {
  sessionId: string;
  admissionId: string;
  /** Carries the token: goes into a frame's history-free navigation and nowhere else. */
  deskUrl: string;
  /** For a seat that survives a reload; kept nowhere. Empty where the answer has none. */
  token: string;
  customerName: string;
  identified: boolean;
}

/** The grant in an answer of `connect` or of reopening, or `null`. Only web addresses are desks. */
export function asGrant(body: unknown): Grant | null {
  if (typeof body !== "object" || body === null) return null;
  const { sessionId, admissionId, deskUrl, token, customer } = body as { sessionId?: unknown; admissionId?: unknown; deskUrl?: unknown; token?: unknown; customer?: { userName?: unknown; identified?: unknown } };
  if (typeof sessionId !== "string" || typeof admissionId !== "string" || typeof deskUrl !== "string" || !/^(https?:\/\/|\/(?!\/))/.test(deskUrl)) return null;
  const name = customer?.userName;
  return { sessionId, admissionId, deskUrl, token: typeof token === "string" ? token : "", customerName: typeof name === "string" && name ? name : say("actor-customer"), identified: customer?.identified === true };
}
