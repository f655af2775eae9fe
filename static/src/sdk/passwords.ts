/** Remembers every field that is or was a password, from the moment on that somebody could share it. */

import type { MaskRules } from "./gate/masked";

export function watchPasswords(rules: MaskRules): MutationObserver {
  const observer = new MutationObserver((records) => {
    for (const { oldValue, target } of records) if (/^password$/i.test(oldValue ?? "")) rules.rememberPassword(target as Element);
  });
  observer.observe(document, { subtree: true, attributes: true, attributeFilter: ["type"], attributeOldValue: true });
  for (const field of Array.from(document.querySelectorAll("input[type='password' i]"))) rules.rememberPassword(field);
  return observer;
}
