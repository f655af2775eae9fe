/**
 * The copy of the page can be read, not used: whatever a key, a click or a screen reader would do to it is stopped here. It could reach
 * nobody anyway: the copy has no scripts, and what goes over the wire is made elsewhere. But an agent who types into a field must not
 * believe that the customer has it, and the copy must stay the customer's page.
 */

const STOPPED = ["click", "auxclick", "beforeinput", "submit", "reset", "dragstart", "drop", "paste", "cut", "contextmenu"] as const;

/** With these the browser's own keys work: copying, finding, zooming, leaving the page. */
const isBrowsers = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => ctrlKey || metaKey || altKey || /^F\d/.test(key);

/** What a key may still do in the copy: true if `pressed` has used it. */
export type Pressed = (event: KeyboardEvent) => boolean;

export class Inert {
  constructor(
    private readonly pressed: Pressed,
    /** Something of the page was to be used. */
    private readonly refused: () => void,
  ) {}

  /** Again after each picture: rrweb writes documents anew, and listeners go with the old ones. */
  guard(page: Document | null): void {
    if (!page) return;
    for (const name of STOPPED) page.addEventListener(name, this.#stop, true);
    page.addEventListener("keydown", this.#key, true);
    for (const frame of Array.from(page.getElementsByTagName("iframe"))) this.guard(frame.contentDocument);
  }

  readonly #stop = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === "click" || event.type === "beforeinput") this.refused();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (isBrowsers(event)) return;
    event.stopImmediatePropagation();
    const isUsed = this.pressed(event);
    // Tab alone is the browser's way out of a copy that somebody came into without meaning to
    if (isUsed || event.key !== "Tab") event.preventDefault();
    if (!isUsed && (event.key === "Enter" || event.key === " " || event.key.length === 1)) this.refused();
  };
}
