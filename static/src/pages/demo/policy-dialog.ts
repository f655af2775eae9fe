/** "Manage": one dialog for all policies. */

export function policyDialog(dialog: HTMLDialogElement): void {
  let policy = "";
  document.querySelectorAll<HTMLButtonElement>(`[data-dialog="${dialog.id}"]`).forEach((opener) => {
    opener.addEventListener("click", () => {
      policy = opener.dataset["policy"] ?? "";
      const title = dialog.querySelector("h2");
      if (title) title.textContent = `Manage ${policy}`;
      dialog.returnValue = "";
      // Safari 14 has no dialogs; there it opens in its place on the page.
      if (typeof dialog.showModal === "function") dialog.showModal();
      else dialog.setAttribute("open", "");
    });
  });
  dialog.addEventListener("close", () => {
    const saved = document.getElementById("policy-saved");
    if (!saved || dialog.returnValue !== "save") return;
    saved.textContent = `${policy} was changed, as far as a demo can change anything.`;
    saved.hidden = false;
  });
}
