/** Asks the broker for desks, for the seats that outlive a reload, and for the PIN that Zoom's desk wants to hear once more. */
import { ask, type Problem } from "../lib/problem";
import { asGrant, type Grant } from "./grant";

const ODD: Problem = { slug: "odd", status: 0, title: "", detail: "", retryAfter: null };

export async function grantFor(path: string, body: object): Promise<Grant | Problem> {
  const answer = await ask("POST", path, body);
  if (!answer.ok) return answer.problem;
  return asGrant(answer.body) ?? ODD;
}

/** Where the frame goes, and where its desk is found again: our engine gives a seat for a token, so that a reload asks for no new one. */
export async function seated(grant: Grant, deskOrigin: string): Promise<{ address: string; deskPage: string }> {
  const answer = grant.token === "" ? null : await ask("POST", "/api/desk/ticket", { sdkToken: grant.token });
  const { agentViewerUrl } = (answer?.ok ? answer.body : {}) as { agentViewerUrl?: unknown };
  if (typeof agentViewerUrl !== "string" || !agentViewerUrl.startsWith(`${deskOrigin}/`)) return { address: grant.deskUrl, deskPage: "" };
  return { address: agentViewerUrl, deskPage: agentViewerUrl.split("?")[0] ?? "" };
}

/** Whoever was let in may see it. */
export async function pinOf(sessionId: string): Promise<string | null> {
  const answer = await ask("GET", `/api/sessions/${encodeURIComponent(sessionId)}`);
  const pin = answer.ok ? (answer.body as { pincode?: unknown } | null)?.pincode : null;
  return typeof pin === "string" ? pin : null;
}
