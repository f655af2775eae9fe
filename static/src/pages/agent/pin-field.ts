/** The PIN field: one real input, whose digits are drawn in boxes beneath it. */
import { setText } from "../lib/dom";
import { inserted, normalized, type PinRule } from "../lib/pin";

/** Keeps `input` normal and tells `changed` of every new value that a person made. */
export function pinField(input: HTMLInputElement, rule: PinRule, changed: (value: string) => void): { clear(): void; select(): void } {
  const boxes = [...document.querySelectorAll<HTMLElement>("[data-box]")];
  const draw = (): void => drawBoxes(boxes, input);
  const set = (value: string, caret: number): void => {
    input.value = value;
    input.setSelectionRange(caret, caret);
    draw();
    changed(value);
  };

  if (rule.kind === "digits") {
    input.addEventListener("beforeinput", (event) => {
      const text = insertedText(event);
      if (text === null || !event.cancelable) return;
      event.preventDefault();
      // Chromium asks here for read-only fields, too.
      if (input.readOnly) return;
      const { value, caret } = inserted(input.value, input.selectionStart ?? 0, input.selectionEnd ?? 0, text, rule);
      if (normalized(text, rule) !== "") set(value, caret);
    });
  }
  // Deleting, autofill, and keyboards whose input cannot be stopped: whatever came is put in order afterwards.
  input.addEventListener("input", () => {
    const value = normalized(input.value, rule);
    const caret = value === input.value ? (input.selectionStart ?? value.length) : value.length;
    set(value, caret);
  });
  document.addEventListener("selectionchange", draw);
  for (const kind of ["focus", "blur", "select", "keyup"]) input.addEventListener(kind, draw);
  draw();
  return {
    clear: () => {
      input.value = "";
      draw();
    },
    // The next digit then starts anew, while what was typed can still be compared with what the customer says.
    select: () => {
      input.select();
      draw();
    },
  };
}

/** The text that `event` is about to insert, or `null` for deletions and everything else. */
function insertedText(event: InputEvent): string | null {
  if (!event.inputType.startsWith("insert") || event.isComposing) return null;
  return event.data ?? event.dataTransfer?.getData("text/plain") ?? null;
}

function drawBoxes(boxes: HTMLElement[], input: HTMLInputElement): void {
  const focused = document.activeElement === input && !input.disabled;
  const start = input.selectionStart ?? 0;
  const end = input.selectionEnd ?? 0;
  boxes.forEach((box, place) => {
    const selected = end > start ? place >= start && place < end : place === Math.min(start, boxes.length - 1);
    setText(box, input.value[place] ?? "");
    box.classList.toggle("is-active", focused && selected);
    box.classList.toggle("is-caret", focused && end === start && place === start);
    box.classList.toggle("is-full", place < input.value.length);
  });
}
