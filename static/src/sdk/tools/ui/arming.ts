/** A button that grants something: it works for people only, and only once they can have seen it. */

import { button } from "../../ui/elements";

/** How long it has to lie in view, uncovered, without a break. Milliseconds. */
export const ARM_MS = 500;
const LOOK_EVERY = 50;

interface Armed {
  readonly element: HTMLButtonElement;
  /** No longer needed. */
  release(): void;
}

/**
 * @param mayArm further conditions, asked again and again
 * @param onEarly a person's press before it works
 */
export function armedButton(
  props: { readonly class: string; readonly text: string },
  root: ShadowRoot,
  onPress: () => void,
  mayArm: () => boolean = () => true,
  onEarly: () => void = () => {},
): Armed {
  let since: number | null = null;
  const look = (): boolean => {
    if (isSeen(element, root) && mayArm()) since ??= performance.now();
    else since = null;
    const isArmed = since !== null && performance.now() - since >= ARM_MS;
    element.setAttribute("aria-disabled", String(!isArmed));
    return isArmed;
  };
  const element = button({ ...props, "aria-disabled": "true" }, () => (look() ? onPress() : onEarly()));
  const timer = setInterval(look, LOOK_EVERY);
  return { element, release: () => clearInterval(timer) };
}

/** Whether a press in the middle of the button would reach it: in view, and under nothing of the page's or of ours. */
function isSeen(element: Element, root: ShadowRoot): boolean {
  if (document.visibilityState !== "visible") return false;
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = root.elementFromPoint(left + width / 2, top + height / 2);
  // some browsers name the host for whatever lies in it
  return hit !== null && (hit === element || hit === root.host);
}
