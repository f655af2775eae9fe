/** What the desk does first, from its address and what this tab remembers. Pure. */

import { expiry, namesSession, type Said } from "./token";

/** What the first frame shows. */
export type Shown = { readonly token: string; readonly pincode?: string } | { readonly seat: string };

export type Opening =
  /** `keepAs`: the name under which a seat that comes of it is remembered, if it is. */
  | { readonly kind: "show"; readonly shown: Shown; readonly expiresAt: number | null; readonly keepAs: string | null }
  /** Only the PIN is missing. */
  | { readonly kind: "ask"; readonly token: string; readonly expiresAt: number | null; readonly pin: string; readonly keepAs: string }
  | { readonly kind: "nothing" };

/** `openTokens`: the server takes tokens that name no session. `kept` gives the seat remembered under a name. */
export function opening(said: Said, openTokens: boolean, kept: (name: string) => string | null): Opening {
  if (said.ticket) return { kind: "show", shown: { seat: said.ticket }, expiresAt: null, keepAs: said.ticket.split(".")[0] ?? null };
  if (said.session) {
    const seat = said.seat || kept(said.session);
    return seat ? { kind: "show", shown: { seat }, expiresAt: null, keepAs: said.session } : { kind: "nothing" };
  }
  const { token } = said;
  if (!token) return { kind: "nothing" };
  const expiresAt = expiry(token);
  if (!openTokens || namesSession(token)) return { kind: "show", shown: { token }, expiresAt, keepAs: null };
  // The end of the signature stands for the token, which itself is not kept.
  const keepAs = token.slice(-16);
  const seat = kept(keepAs);
  return seat ? { kind: "show", shown: { seat }, expiresAt: null, keepAs } : { kind: "ask", token, expiresAt, pin: said.pin, keepAs };
}
