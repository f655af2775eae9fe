/** Brings the parts that a page without a session does not need. Modules, because they come without a global of their own. */

import type * as Core from "../core";

declare const __CORE_FILE__: string;

/** Failed attempts so far: browsers remember a module that did not load, so each attempt has an address of its own. */
let failures = 0;

/** @throws if the engine cannot be reached or the page's policy forbids its scripts */
export async function loadCore(base: string): Promise<typeof Core> {
  try {
    return (await import(`${base}/assets/${__CORE_FILE__}${failures ? `?${failures}` : ""}`)) as typeof Core;
  } catch (error) {
    failures++;
    throw error;
  }
}
