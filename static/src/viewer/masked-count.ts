/** How much of what the copy shows is masked: filled-in fields, and texts outside of fields. Boxes the customer's page counts itself (`omitted`). */

import { isField, isHidden, MASK } from "./masks";

export type MaskedCount = { readonly fields: number; readonly texts: number };

/** Counts in `root`, in its shadow roots and in the frames that are part of it; what is not displayed is nobody's to miss. */
export function countMasked(root: Document | ShadowRoot | null): MaskedCount {
  const count = { fields: 0, texts: 0 };
  if (root) add(root, count);
  return count;
}

function add(root: Document | ShadowRoot, count: { fields: number; texts: number }): void {
  for (const element of Array.from(root.querySelectorAll("*"))) {
    if (element.shadowRoot) add(element.shadowRoot, count);
    const inner = element.localName === "iframe" ? (element as HTMLIFrameElement).contentDocument : null;
    if (inner) add(inner, count);
    else if (isField(element) && isHidden(element) && isDisplayed(element)) count.fields += 1;
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (isMaskedText(texts.currentNode as Text)) count.texts += 1;
}

/** A text of a field counts with the field. */
function isMaskedText({ data, parentElement }: Text): boolean {
  return data.includes(MASK) && data.trim() === MASK && parentElement !== null && !parentElement.closest("select, textarea") && isDisplayed(parentElement);
}

function isDisplayed(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}
