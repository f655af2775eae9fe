/** Small builders. No markup strings: they would need `innerHTML`, which strict pages forbid. */

interface Props {
  readonly class?: string;
  readonly text?: string;
  readonly [attribute: string]: string | undefined;
}

export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, props: Props = {}, ...children: Node[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined) continue;
    if (name === "text") element.textContent = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** A button that obeys people only, not scripts of the page. */
export function button(props: Props, onPress: () => void): HTMLButtonElement {
  const element = make("button", { type: "button", ...props });
  element.addEventListener("click", (event) => {
    if (event.isTrusted) onPress();
  });
  return element;
}
