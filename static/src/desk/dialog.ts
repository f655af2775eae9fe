/** A question inside the page, instead of `window.confirm`, which framed pages may not open. */

export type Question = { readonly title: string; readonly text: string; readonly yes: string; readonly dangerous: boolean };

/** Asks; true if the answer is yes. Escape and the other button mean no. */
export function ask(dialog: HTMLDialogElement, question: Question): Promise<boolean> {
  if (dialog.open) return Promise.resolve(false);
  const part = (name: string): HTMLElement => dialog.querySelector(`[data-part=${name}]`) as HTMLElement;
  part("title").textContent = question.title;
  part("text").textContent = question.text;
  part("yes").textContent = question.yes;
  part("yes").classList.toggle("danger", question.dangerous);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}
