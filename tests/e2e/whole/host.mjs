// A company's website on an origin of its own that embeds the service: what it serves, and what its script does.
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { root } from "./support.mjs";

/** Serves `tests/e2e/pages`. */
export async function hostSite() {
  const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
  const pages = join(root, "tests/e2e/pages");
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://x").pathname.slice(1);
    if (!readdirSync(pages).includes(name)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(name)] }).end(readFileSync(join(pages, name)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => (server.closeAllConnections(), server.close()) };
}

/** In the customer's page: what a host site does. Gives the PIN. */
export async function startSharing({ base, sdkKey, piiMask, settings }) {
  const started = await fetch(`${base}/api/customer/start`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then((answer) => answer.json());
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}/static/resource/sdk/${sdkKey}/js`;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  return new Promise((resolve, reject) => {
    window.ZoomCobrowseSDK.init({ piiMask, ...settings }, ({ success, session, error }) => {
      if (!success) return reject(new Error(JSON.stringify(error)));
      window.session = session;
      session.on("pincode_updated", ({ pincode }) => resolve(pincode));
      session.on("session_error", (problem) => reject(new Error(JSON.stringify(problem))));
      session.start({ sdkToken: started.token });
    });
  });
}
