/** Fields of CSS selectors: the server knows their form, only a browser knows all of CSS. */
import { say } from "../../words/say";
import { make, setText } from "./dom";

/** Says at the field, once somebody left it, that no page could use what stands there. The server is asked all the same. */
export function explainSelectors(field: HTMLTextAreaElement): void {
  const note = make("p", "field-error");
  note.id = `${field.id}-browser`;
  note.setAttribute("role", "status");
  field.after(note);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
  field.addEventListener("change", () => setText(note, isSelectorList(field.value) ? "" : say("sites-wrong-css")));
}

function isSelectorList(text: string): boolean {
  try {
    if (text.trim() !== "") document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false;
  }
}
