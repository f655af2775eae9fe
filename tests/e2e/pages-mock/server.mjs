// A stand-in for the server: serves the sample pages that the Rust tests write, the bundled assets, and an API whose
// answers a test may set. Pages get the policies of the real server.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const APP_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self' DESK; require-trusted-types-for 'script'; trusted-types 'none'";
const CUSTOMER_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PATHS = {
  "/": "home", "/login": "login", "/agent": "agent", "/admin": "sessions", "/admin/sessions/s-4": "session", "/admin/agents": "people", "/admin/agents/2": "person", "/admin/sites": "sites", "/admin/history": "history", "/account": "account",
  "/docs": "docs", "/customer": "customer-home", "/customer/quote": "customer-quote", "/customer/policies": "customer-policies", "/customer/claims": "customer-claims",
};
const TYPES = { css: "text/css", js: "text/javascript", svg: "image/svg+xml", json: "application/json" };

export async function startServer({ samples, web }) {
  if (!existsSync(samples)) throw new Error(`no page samples in ${samples}: run COBROKER_PAGE_SAMPLES=${samples} cargo test page_samples`);
  const manifest = JSON.parse(readFileSync(join(web, "manifest.json"), "utf8"));
  const server = {
    /** Answers by "METHOD /path"; a function gets the request and its JSON body. */
    api: new Map(),
    /** Every API request, as "METHOD /path". */
    log: [],
    bodies: [],
    streams: new Set(),
    /** What a page's response replaces in the sample, such as the desk's origin. */
    replace: [],
    send(event, data) {
      for (const stream of server.streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
  };
  const http = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const asset = url.pathname.match(/^\/(?:assets\/(.+)|(embed\.js))$/)?.slice(1).find(Boolean);
    if (asset) return reply(response, 200, { "content-type": TYPES[asset.split(".").pop()], "access-control-allow-origin": "*" }, readFileSync(join(web, manifest[asset] ?? asset)));
    const page = url.pathname.match(/^\/sample\/([a-z-]+)$/)?.[1] ?? PATHS[url.pathname];
    if (page && request.method === "GET") return sendPage(response, page);
    await answerApi(request, response, url);
  });

  function sendPage(response, page) {
    let html = readFileSync(join(samples, `${page}.html`), "utf8");
    for (const [from, to] of server.replace) html = html.replaceAll(from, to);
    const policy = page.startsWith("customer-") ? CUSTOMER_POLICY : APP_POLICY.replace("DESK", server.deskOrigin ?? "");
    reply(response, 200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, "cache-control": "no-store" }, html);
  }

  async function answerApi(request, response, url) {
    const key = `${request.method} ${url.pathname}`;
    server.log.push(key);
    if ((key === "GET /api/sessions/stream" || url.pathname.endsWith("/signals")) && !server.api.has(key)) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(": open\n\n");
      server.streams.add(response);
      response.on("close", () => server.streams.delete(response));
      return;
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const body = request.headers["content-type"] === "application/json" ? JSON.parse(text) : text;
    server.bodies.push({ key, body, authorization: request.headers.authorization });
    const known = server.api.get(key);
    if (!known) return reply(response, 404, { "content-type": "application/problem+json" }, JSON.stringify({ type: "/problems/not-found", detail: `No ${key}.` }));
    const { status = 200, headers = {}, body: answer, type } = typeof known === "function" ? await known(body, url) : known;
    reply(response, status, { "content-type": type ?? (status < 400 ? "application/json" : "application/problem+json"), ...headers }, typeof answer === "string" ? answer : JSON.stringify(answer));
  }

  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  server.url = `http://localhost:${http.address().port}`;
  server.otherUrl = `http://127.0.0.1:${http.address().port}`;
  server.stop = () => {
    for (const stream of server.streams) stream.destroy();
    http.closeAllConnections();
    return new Promise((resolve) => http.close(resolve));
  };
  return server;
}

function reply(response, status, headers, body) {
  response.writeHead(status, headers);
  response.end(body);
}

/** A session summary as the API gives it. */
export function summary(sessionId, more = {}) {
  return {
    sessionId, state: "waiting", endReason: null, customer: { userId: null, userName: "Marit Solheim", identified: false }, pincode: "482913", contested: false, engine: "builtin",
    startedAt: new Date(Date.now() - 180_000).toISOString(), endedAt: null, validUntil: null, deadline: null, startUrl: null, agents: [], seats: { taken: 0, total: 5 }, ...more,
  };
}
