/** Small builders. No markup strings: strict pages forbid them. */

export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, ...content: Node[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

export function button(className: string): HTMLButtonElement {
  const element = make("button", className);
  element.type = "button";
  return element;
}

/** Sets a text only where it changes: a selection stays, and screen readers hear nothing twice. */
export function text(element: Element, value: string): void {
  if (element.textContent !== value) element.textContent = value;
}
