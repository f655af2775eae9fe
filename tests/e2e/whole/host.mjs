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
    if (name.startsWith("private/")) return signedIn(request, response, name.slice(8));
    if (!readdirSync(pages).includes(name)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(name)] }).end(readFileSync(join(pages, name)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => (server.closeAllConnections(), server.close()) };
}

/** Files for signed-in browsers only: pictures that say their name, and a font. */
function signedIn({ headers }, response, name) {
  if (!headers.cookie?.includes("signed=in")) return response.writeHead(401).end();
  if (!name.endsWith(".ttf")) return response.writeHead(200, { "content-type": "image/svg+xml" }).end(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><title>${name}-canary</title><rect width="40" height="30" fill="red"/></svg>`);
  const assets = join(root, "node_modules/playwright-core/lib/vite/recorder/assets");
  const font = readdirSync(assets).find((file) => file.endsWith(".ttf"));
  return response.writeHead(200, { "content-type": "font/ttf" }).end(readFileSync(join(assets, font)));
}

/** In the customer's page: what a host site does. Gives the PIN. */
export async function startSharing({ base, sdkKey, piiMask, settings, join = false }) {
  const started = join || await fetch(`${base}/api/customer/start`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then((answer) => answer.json());
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
      if (join) return session.join(({ success: joined, error: problem }) => (joined ? resolve() : reject(new Error(JSON.stringify(problem)))));
      session.on("pincode_updated", ({ pincode }) => resolve(pincode));
      session.on("session_error", (problem) => reject(new Error(JSON.stringify(problem))));
      session.start({ sdkToken: started.token });
    });
  });
}
