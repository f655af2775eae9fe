/** `multiTabSessionPersistence` of `init` (reference §5.2), and `allowSessionContinuation`, as it was called before. */

import { InvalidSetting } from "./settings";
import type { TabSettings } from "./state-cookie";

/** Zoom's sample names it so. */
const DEFAULT_KEY = "$$ZCB_SESSION$$";
/** What RFC 6265 lets a cookie be called. */
const COOKIE_NAME = /^[\w!#$%&'*+.^`|~-]{1,100}$/;

/**
 * @param hostname of this page; `cookieDomain` must be that or a parent of it
 * @returns `null` if a session stays in its tab, which is the default
 * @throws InvalidSetting naming the setting and what is wrong with it
 */
export function readTabs(input: unknown, hostname: string): TabSettings | null {
  const given = (input ?? {}) as Record<string, unknown>;
  const tabs = (given["multiTabSessionPersistence"] ?? given["allowSessionContinuation"] ?? {}) as Record<string, unknown>;
  if (tabs["enable"] !== true) return null;
  const key = tabs["stateCookieKey"] ?? DEFAULT_KEY;
  if (typeof key !== "string" || !COOKIE_NAME.test(key)) throw new InvalidSetting("stateCookieKey must be the name of a cookie.");
  return { key, domain: domainOf(tabs["cookieDomain"] ?? "", hostname) };
}

/** One label alone is a public suffix, and browsers keep no cookie for it. */
function domainOf(value: unknown, hostname: string): string {
  const domain = String(value).toLowerCase().replace(/^\./, "");
  const isParent = domain === hostname || (domain.includes(".") && hostname.endsWith(`.${domain}`));
  if (domain && !isParent) throw new InvalidSetting(`cookieDomain must be a parent domain of ${hostname}.`);
  return domain;
}
