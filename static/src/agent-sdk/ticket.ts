/** Asks for the address of a desk. */

import { agentError, type AgentError, errorOf } from "./errors";

export type Ticket = { readonly sessionId: string; readonly agentViewerUrl: string };

type Fetch = (url: string, init: RequestInit) => Promise<Pick<Response, "ok" | "status" | "json">>;

/** A ticket, or why there is none. Never rejects. */
export async function askForTicket(fetch: Fetch, base: string, sdkToken: string, pincode: string | undefined): Promise<Ticket | AgentError> {
  try {
    const answer = await fetch(`${base}/api/desk/ticket`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      credentials: "omit",
      referrerPolicy: "no-referrer",
      body: JSON.stringify(pincode === undefined ? { sdkToken } : { sdkToken, pincode }),
    });
    const body = (await answer.json().catch(() => ({}))) as { sessionId?: unknown; agentViewerUrl?: unknown; code?: unknown; detail?: unknown };
    if (!answer.ok) return errorOf(answer.status, body);
    const { sessionId, agentViewerUrl } = body;
    if (typeof sessionId !== "string" || typeof agentViewerUrl !== "string") return agentError(9999, "The service gave an answer that makes no sense.");
    return { sessionId, agentViewerUrl };
  } catch {
    return agentError(1016, "The co-browsing service cannot be reached from this page. If it is up, this page's origin may be missing in COBROKER_AGENT_ORIGINS.");
  }
}
