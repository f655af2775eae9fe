// Who stands at the desk in the tests of several people, and the ways to its lists and dialogs.
import { agent } from "./looks.mjs";

export const ben = { userId: "u-2", userName: "Bo Lindqvist", stage: "in" };
export const me = { ...agent, stage: "in" };
export const supervisor = { userId: "u-3", userName: "Samira Lindqvist-Vandenberghe", mode: "watching", stage: "in" };
export const waiting = { userId: "u-4", userName: "Cleo Ndiaye", stage: "asking" };
const invite = { inviteId: "i-1", byName: "Ada Okafor", toName: "Dana Whitfield", handOver: false, state: "open", seconds: 500 };

export const everybody = { people: [me, ben, supervisor, waiting], invites: [invite] };

export async function openPeople({ page, desk }) {
  desk.say("people", everybody);
  await page.locator("#people-count", { hasText: "5 people" }).waitFor();
  await page.locator("#people summary").click();
  await page.getByText("Asked in by Ada Okafor").waitFor();
}

/** The dialog, with colleagues found. */
export async function openDialog({ page, desk }, button) {
  await openPeople({ page, desk });
  await page.getByRole("button", { name: button, exact: true }).click();
  const { n } = await desk.control("colleagues");
  desk.say("colleagues", { n, people: [{ id: "c-1", name: "Dana Whitfield" }, { id: "c-2", name: "Emre Yıldız" }] });
  await page.getByRole("radio", { name: "Emre Yıldız" }).waitFor();
}
