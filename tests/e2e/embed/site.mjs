// A company's website on an origin of its own that includes the help button: pages with any policy and any tag.
import { once } from "node:events";
import { createServer } from "node:http";

/** Starts listening first, so that the broker can be told its origin. `pages` maps paths to `{head, body, tag, csp, lang}`; a test fills it. */
export async function hostSite() {
  const pages = new Map();
  const server = createServer(({ url }, response) => {
    const page = pages.get(new URL(url, "http://x").pathname);
    if (!page) return response.writeHead(404).end();
    const { type = "text/html; charset=utf-8", content = html(page), csp } = page;
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...(csp ? { "content-security-policy": csp } : {}) }).end(content);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  return { origin: `http://127.0.0.1:${port}`, pages, stop: () => (server.closeAllConnections(), server.close()) };
}

const html = ({ lang = "en", head = "", body = "<h1>The shop</h1>", tag = "" }) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${head}</head><body><main>${body}</main>${tag}</body></html>`;
