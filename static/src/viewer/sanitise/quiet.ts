/** What of a page's accessibility would speak up by itself. The agent's screen reader reads the copy; it is not to be interrupted by it. */

/** Roles that are live without saying so, and what each is else. */
const LIVE: { readonly [role: string]: string } = { alert: "note", alertdialog: "dialog", status: "group", log: "group", timer: "group", marquee: "group" };

export function quietRole(roles: string): string {
  return roles.replace(/[^\s]+/g, (role) => LIVE[role.toLowerCase()] ?? role);
}

/** Elements that are live by themselves, until this attribute of them says otherwise. */
export function isLive(tag: string): boolean {
  return tag === "output" || tag === "marquee";
}
