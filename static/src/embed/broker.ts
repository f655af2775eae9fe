/** The two questions a customer's page asks before it has a session. */
import type { EngineConfig } from "./loader";
import { textField, type Credentials } from "./report";

export interface Started extends Credentials {
  token: string;
  customPinCode: string | null;
}

export interface Broker {
  config(): Promise<EngineConfig>;
  start(): Promise<Started>;
}

/** The broker at `base`, empty for this page's own origin. Both reject with a sentence for people. */
export function broker(base: string, userName?: string): Broker {
  return {
    async config() {
      const body = await answered(fetch(`${base}/api/config`, { headers: { accept: "application/json" } }));
      const [baseUrl, sdkKey] = [textField(body, "baseUrl"), textField(body, "sdkKey")];
      if (!baseUrl || !sdkKey) throw new Error("Help is not set up on this site.");
      return { baseUrl, sdkKey, sdkVersion: textField(body, "sdkVersion") };
    },
    async start() {
      const headers = { accept: "application/json", "content-type": "application/json" };
      const body = await answered(fetch(`${base}/api/customer/start`, { method: "POST", headers, body: JSON.stringify(userName ? { userName } : {}) }));
      const [sessionId, token, reportToken] = [textField(body, "sessionId"), textField(body, "token"), textField(body, "reportToken")];
      if (!sessionId || !token || !reportToken) throw new Error("Help could not start. Please try again.");
      return { sessionId, token, reportToken, customPinCode: textField(body, "customPinCode") };
    },
  };
}

async function answered(request: Promise<Response>): Promise<unknown> {
  const response = await request.catch(() => {
    throw new Error("The help service did not answer. Check your connection and try again.");
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Error(textField(body, "detail") ?? "Help could not start. Please try again.");
  return body;
}
