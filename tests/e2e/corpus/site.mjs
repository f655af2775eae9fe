// Serves the corpus from one loopback origin, each page with the customer's SDK in it.
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { folder } from "./install.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
  ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".ico": "image/x-icon",
};
/** One template names its files from the root of its site. */
const AT_ROOT = join(folder, "gentelella/dist");

/** Starts the site. `join` says later where the broker is, as the pages are served before it. */
export async function corpusSite() {
  let broker = null;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (path === "/blank") return void response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Blank</title>");
    const file = find(path);
    if (!file) return void response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    // fonts of another origin load only where that origin says so
    response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*", "cache-control": "max-age=600" });
    const body = readFileSync(file);
    response.end(type.startsWith("text/html") ? body + `<script>(${customer})(${JSON.stringify(broker)})</script>` : body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    at: (where) => void (broker = where),
    stop: () => (server.closeAllConnections(), server.close()),
  };
}

function find(path) {
  const places = [join(folder, normalize(path)), join(AT_ROOT, normalize(path))];
  return places.find((file) => file.startsWith(folder) && existsSync(file) && statSync(file).isFile());
}

/** In the customer's page: loads the SDK, goes on with the session of the page before, or waits to be started. */
function customer(broker) {
  if (!broker || window !== window.top) return;
  const script = document.createElement("script");
  script.src = `${broker.base}/static/resource/sdk/${broker.sdkKey}/js`;
  script.onload = () =>
    window.ZoomCobrowseSDK.init({}, ({ session }) => {
      window.corpusSession = session;
      if (session.getSessionInfo().sessionStatus === "session_recoverable") session.join();
    });
  document.head.append(script);
}

/** In the customer's page: begins the session and gives its PIN. */
export async function begin(base) {
  const started = await fetch(`${base}/api/customer/start`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  const { token } = await started.json();
  while (!window.corpusSession) await new Promise((resolve) => setTimeout(resolve, 20));
  return new Promise((resolve, reject) => {
    window.corpusSession.on("pincode_updated", ({ pincode }) => resolve(pincode));
    window.corpusSession.on("session_error", (problem) => reject(new Error(JSON.stringify(problem))));
    window.corpusSession.start({ sdkToken: token });
  });
}
