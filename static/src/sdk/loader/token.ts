/** What the SDK looks at in a customer token before it travels: only enough to answer at once what needs no server. */

import type { ErrorCode } from "../errors";

const PIN = /^[A-Za-z0-9]{1,10}$/;

/** The error that `start` with these arguments would surely meet, or `null` (trigger table, reference §6.3). */
export function refuseStart(sdkToken: unknown, customPinCode: unknown): ErrorCode | null {
  const claims = claimsOf(sdkToken);
  if (!claims) return 2001;
  if (claims["enable_byop"] !== 1) return null;
  if (customPinCode === undefined || customPinCode === null || customPinCode === "") return 1009;
  return PIN.test(String(customPinCode)) ? null : 1008;
}

/** The payload of a JWT, unverified: only the server can do that. */
function claimsOf(token: unknown): Record<string, unknown> | null {
  if (typeof token !== "string") return null;
  const parts = token.split(".");
  if (parts.length !== 3 || !parts[1]) return null;
  try {
    const claims: unknown = JSON.parse(atob(parts[1].replace(/-/g, "+").replace(/_/g, "/")));
    return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
