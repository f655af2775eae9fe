/** The two questions a customer's page asks before it has a session. */
import { HelpError } from "./help-state";
import type { CobrokerCustomer, CobrokerFailure, CobrokerIdentity } from "./public";
import { textField, type Credentials } from "./report";
import type { EngineConfig } from "./sdk-loader";
import { siteOf, type Site } from "./site";

export interface Started extends Credentials {
  token: string;
  customPinCode: string | null;
}

/** The part of `GET /api/config` that a customer's page needs. */
export interface PageConfig extends EngineConfig {
  engine: string;
  /** Whether the customer is asked before an agent sees anything. Built-in engine only. */
  asksConsent: boolean;
  site: Site;
}

/** Who asks for help, as the page knows it at the moment of the start. */
export interface Asker {
  customer: CobrokerCustomer;
  identity: CobrokerIdentity;
}

export interface Broker {
  config(): Promise<PageConfig>;
  start(): Promise<Started>;
}

/** The broker at `base`, empty for this page's own origin. Both questions reject with a `HelpError`. */
export function broker(base: string, asker: () => Asker): Broker {
  return {
    async config() {
      const body = await answered(base, fetch(`${base}/api/config`, { headers: { accept: "application/json" } }));
      const [baseUrl, sdkKey] = [textField(body, "baseUrl"), textField(body, "sdkKey")];
      if (!baseUrl || !sdkKey) throw new HelpError("unknown");
      const asksConsent = (body as { asksConsent?: unknown }).asksConsent === true;
      return { baseUrl, sdkKey, sdkVersion: textField(body, "sdkVersion"), engine: textField(body, "engine") ?? "", asksConsent, site: siteOf(body) };
    },
    async start() {
      const { customer, identity } = asker();
      const proof = await proven(identity);
      const headers = { accept: "application/json", "content-type": "application/json" };
      const asked = JSON.stringify({ ...said(customer), ...(proof ? { identity: proof } : {}) });
      const body = await answered(base, fetch(`${base}/api/customer/start`, { method: "POST", headers, body: asked }));
      const [sessionId, token, reportToken] = [textField(body, "sessionId"), textField(body, "token"), textField(body, "reportToken")];
      if (!sessionId || !token || !reportToken) throw new HelpError("unknown");
      return { sessionId, token, reportToken, customPinCode: textField(body, "customPinCode") };
    },
  };
}

function said({ userName, userId, metadata, skill }: CobrokerCustomer): object {
  return { ...(skill ? { skill } : {}), ...(userName ? { userName } : {}), ...(userId ? { userId } : {}), ...(metadata ? { metadata } : {}) };
}

/** The assertion, fetched now if it is to be fetched: it is short-lived. A site that cannot prove who is there is not quietly taken for one that does not want to. */
async function proven(identity: CobrokerIdentity): Promise<string | null> {
  try {
    return (typeof identity === "function" ? await identity() : identity) || null;
  } catch {
    throw new HelpError("identity");
  }
}

async function answered(base: string, request: Promise<Response>): Promise<unknown> {
  const response = await request.catch(async () => {
    throw new HelpError(await whyUnanswered(base));
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new HelpError(whyRefused(textField(body, "type")));
  return body;
}

/** A browser does not say why a request failed. Where the broker answers what anybody may ask, it is this site that it does not serve. */
async function whyUnanswered(base: string): Promise<CobrokerFailure> {
  if (navigator.onLine === false) return "offline";
  return fetch(`${base}/embed.js`, { method: "HEAD" }).then(
    (response): CobrokerFailure => (response.ok ? "not_allowed" : "unreachable"),
    (): CobrokerFailure => "unreachable",
  );
}

/** By the stable names of problems. Pure. */
export function whyRefused(type: string | null): CobrokerFailure {
  const slug = (type ?? "").replace(/^.*\//, "");
  if (/^identity/.test(slug)) return "identity";
  switch (slug) {
    case "origin-not-allowed":
      return "not_allowed";
    case "too-many-attempts":
      return "too_many";
    case "unavailable":
      return "unavailable";
    default:
      return "unknown";
  }
}
