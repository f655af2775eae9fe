// The CRM's back end: it holds the agents' API keys, and asks cobroker on their behalf.
import { answer, bodyOf } from "../shared/site.mjs";

/** `POST /api/connect` of the CRM: `{pincode}` in, what `POST /api/agent/connect` said out. */
export function connectRoute({ broker, keyOf }) {
  return async (request, response) => {
    // In your CRM: who is signed in here, and may they help customers? A request from another website is neither.
    if (request.headers["sec-fetch-site"] !== "same-origin") return answer(response, 403, { detail: "Only the CRM's own pages may ask." });
    const { pincode } = await bodyOf(request);
    const said = await fetch(`${broker()}/api/agent/connect`, {
      method: "POST",
      headers: { authorization: `Bearer ${keyOf(request)}`, "content-type": "application/json" },
      body: JSON.stringify({ pincode }),
    });
    // what goes wrong is a problem+json with a `detail` that an agent understands
    answer(response, said.status, await said.json());
  };
}

/** What the CRM's pages may do, in a browser: their own files, and the broker's SDK, API and desk. */
export function policy(broker) {
  return `default-src 'self'; script-src 'self' ${broker}; connect-src 'self' ${broker}; frame-src ${broker}; base-uri 'none'; frame-ancestors 'none'`;
}
