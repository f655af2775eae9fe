/** What the customer's masks look like in the copy. */

/** What stands for masked text (`sdk/gate/attributes.ts`). */
export const MASK = "********";

/** Whether this element is nothing but a mask. */
export function isHidden(element: Element): boolean {
  if (element.classList.contains("rr-block")) return true;
  if (isField(element)) return (element as HTMLInputElement).value === MASK;
  return element.childElementCount === 0 && element.textContent?.trim() === MASK;
}

export function isField(element: Element): boolean {
  return element.matches("input, textarea, select");
}
