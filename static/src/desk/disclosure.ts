/** Lists that open from the bar and lie over the tools: gone by Escape, and when the agent goes on to something else. */

export function closesByItself(root: HTMLDetailsElement): void {
  const close = (): void => void (root.open = false);
  const isOutside = (target: EventTarget | null): boolean => target instanceof Node && !root.contains(target);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.open) return;
    event.stopPropagation();
    close();
    root.querySelector("summary")?.focus();
  });
  root.addEventListener("focusout", ({ relatedTarget }) => isOutside(relatedTarget) && close());
  document.addEventListener("pointerdown", ({ target }) => isOutside(target) && close());
  // a press on the customer's page is heard of in no other way
  window.addEventListener("blur", () => document.activeElement?.tagName === "IFRAME" && close());
}

/** By its key: opens it with the focus on its button, or closes it. False if it is not there now. */
export function toggleByKey(root: HTMLDetailsElement): boolean {
  if (!root.checkVisibility()) return false;
  root.open = !root.open;
  root.querySelector("summary")?.focus();
  return true;
}
