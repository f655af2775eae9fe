/** Copy buttons. */
import { say } from "../../words/say";
import { setText } from "./dom";

/** Copies `text()` on click and says so on the button for two seconds. */
export function copyOnClick(button: HTMLButtonElement, text: () => string): void {
  const label = button.textContent ?? "";
  let back: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener("click", () => {
    void copy(text()).then((copied) => {
      clearTimeout(back);
      setText(button, copied ? say("copy-done") : say("copy-by-hand"));
      back = setTimeout(() => setText(button, label), 2000);
    });
  });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or not a secure context.
    return false;
  }
}
