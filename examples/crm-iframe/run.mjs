// Runs the CRM, and the broker it needs. `--broker URL` takes one that runs, with an agent's API key in COBROKER_API_KEY.
import { fileURLToPath } from "node:url";
import { onEnd, settings, startDemo } from "../shared/broker.mjs";
import { serveSite } from "../shared/site.mjs";
import { connectRoute, policy } from "./server.mjs";

const { port, broker } = settings(4003);
let base = broker;
let key = process.env.COBROKER_API_KEY;
let sdkKey = "";
if (broker && !key) {
  console.error("With --broker, COBROKER_API_KEY is the API key of an agent: cobroker api-key add LOGIN --name crm");
  process.exit(1);
}

const site = await serveSite({
  folder: fileURLToPath(new URL("public", import.meta.url)),
  port,
  routes: { "POST /api/connect": connectRoute({ broker: () => base, keyOf: () => key }) },
  words: () => ({ "https://support.example.com": base, SDK_KEY: sdkKey }),
  headers: () => ({ "content-security-policy": policy(base) }),
});
// the CRM's origin may frame the desk
const demo = broker ? null : await startDemo({ COBROKER_AGENT_ORIGINS: site.origin });
onEnd(async () => {
  site.stop();
  await demo?.stop();
});
base ??= demo.baseUrl;
key ??= demo.agents[0].apiKey;
({ sdkKey } = await (await fetch(`${base}/api/config`)).json());

console.log(`
  The CRM, for the agent   ${site.origin}
  A page for the customer  ${demo?.customerUrl ?? "of your own"}${demo ? "/quote" : ""}
`);
if (broker) console.log(`The broker at ${broker} needs COBROKER_AGENT_ORIGINS=${site.origin}\n`);
console.log("Get help on the customer's page, type the PIN into the CRM. Stop with Ctrl+C.");
