/** Does what the customer said yes to, as if they had done it: the page cannot tell, so forms and frameworks keep up. */

import type { Action } from "./possible";

type View = typeof globalThis & Window;

export function act(element: Element, action: Action): void {
  (element as HTMLElement).focus?.({ preventScroll: true });
  if (action.kind === "click") return click(element);
  const field = element as HTMLInputElement;
  if (field.type === "checkbox" || field.type === "radio") {
    if (field.checked !== (action.value === "true")) click(field);
    return;
  }
  setValue(field, action.value);
}

function click(element: Element): void {
  if ("click" in element) return (element as HTMLElement).click();
  const view = (element as Element).ownerDocument.defaultView as View;
  (element as Element).dispatchEvent(new view.MouseEvent("click", { bubbles: true, cancelable: true, composed: true, view }));
}

/** By the setter of the prototype: frameworks put their own on the element and would take the change for theirs. */
function setValue(field: HTMLInputElement, value: string): void {
  const view = field.ownerDocument.defaultView as View;
  const kinds = { select: view.HTMLSelectElement, textarea: view.HTMLTextAreaElement } as const;
  const { prototype } = kinds[field.localName as "select"] ?? view.HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new view.Event("input", { bubbles: true, composed: true }));
  field.dispatchEvent(new view.Event("change", { bubbles: true }));
}
