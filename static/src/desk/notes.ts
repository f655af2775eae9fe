/** One line at the foot of the stage that says what became of something, and goes by itself. */

/** Long enough to read two sentences twice. Milliseconds. */
const SHOWN = 12_000;

export class NoteLine {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `announce` says it to screen readers, too. */
  constructor(
    private readonly line: HTMLElement,
    private readonly announce: (text: string) => void,
  ) {}

  show(text: string): void {
    clearTimeout(this.#timer);
    this.line.textContent = text;
    this.line.hidden = false;
    this.announce(text);
    this.#timer = setTimeout(() => (this.line.hidden = true), SHOWN);
  }
}
