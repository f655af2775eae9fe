// Runs the website, and the broker it needs. `--broker URL` takes one that runs.
import { fileURLToPath } from "node:url";
import { onEnd, printed, settings, startDemo } from "../shared/broker.mjs";
import { serveSite } from "../shared/site.mjs";

const { port, broker } = settings(4001);
let base = broker;
const site = await serveSite({
  folder: fileURLToPath(new URL("public", import.meta.url)),
  port,
  words: () => ({ "https://support.example.com": base }),
});
// customers of this origin may ask for help
const demo = broker ? null : await startDemo({ COBROKER_ALLOWED_ORIGINS: site.origin });
base ??= demo.baseUrl;
onEnd(async () => {
  site.stop();
  await demo?.stop();
});
if (broker) console.log(`\nOn the broker, once: cobroker site add kingsbridge --name "Kingsbridge Water" --origin ${site.origin}`);
console.log(printed("The website, for the customer", site.origin, base, demo));
