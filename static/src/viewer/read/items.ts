/** What there is to read on the replayed page, in its order: things to use, headings, pictures, and pieces of text. */

import { TARGETS } from "../describe";

export const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]";
/** What the customer could use. */
export const USABLE = `${TARGETS}, [contenteditable=""], [contenteditable=true], [role=textbox], [role=combobox], [role=slider], [role=spinbutton], [role=menuitemcheckbox], [role=menuitemradio], [role=treeitem]`;
const PICTURE = "img[alt]:not([alt='']), svg[aria-label], [role=img][aria-label]";
const SILENT = /^(?:script|style|template|noscript|head|datalist|title)$/;
/** Items of one look. A page with more is read up to there. */
const MOST = 20_000;

export function items(page: Document | null): Element[] {
  const found: Element[] = [];
  if (page?.body) collect(page.body, found);
  return found;
}

function collect(element: Element, found: Element[], isInText = false): void {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (found.length >= MOST || SILENT.test(element.localName) || style?.display === "none" || element.matches("[aria-hidden=true], [inert]")) return;
  const isVisible = style?.visibility === "visible";
  if (isVisible && element.matches(USABLE)) return void found.push(element);
  const isText = !isInText && isVisible && (element.matches(`${HEADING}, ${PICTURE}`) || hasText(element));
  if (isText) found.push(element);
  for (const child of inside(element)) collect(child, found, isInText || isText);
}

/** As a person sees it: through shadow roots, slots and frames. */
function inside(element: Element): Iterable<Element> {
  if (element.localName === "iframe") return (element as HTMLIFrameElement).contentDocument?.body?.children ?? [];
  if (element.localName === "slot") {
    const assigned = (element as HTMLSlotElement).assignedElements();
    if (assigned.length > 0) return assigned;
  }
  return Array.from((element.shadowRoot ?? element).children);
}

function hasText(element: Element): boolean {
  return Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent?.trim());
}
