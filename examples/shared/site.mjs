// A small web server for the examples: files of a folder, and a few routes. No part of what you would take along.
import { once } from "node:events";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import process from "node:process";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml" };

/**
 * Serves `folder` on this port of this machine, and `routes` such as `"POST /api/connect"`, before it. What is in `words` is replaced in
 * all files: an example's pages read as yours will, with the address of the broker where yours has its own. `isApp`: every path that is no
 * file is the app's.
 */
export async function serveSite({ folder, port, routes = {}, isApp = false, words = () => ({}), headers = () => ({}) }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    try {
      const route = routes[`${request.method} ${pathname}`];
      if (route) return await route(request, response);
      const file = pathname.endsWith("/") ? `${pathname}index.html` : isApp && !extname(pathname) ? "index.html" : normalize(pathname);
      const text = fill(await readFile(join(folder, file), "utf8"), words());
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain", ...headers() }).end(text);
    } catch (error) {
      if (error.code !== "ENOENT") console.error(error);
      response.writeHead(error.code === "ENOENT" ? 404 : 500, { "content-type": "text/plain" }).end("Not here\n");
    }
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch(({ code }) => {
    console.error(`Port ${port} cannot be used (${code}). Choose another: PORT=4100`);
    process.exit(1);
  });
  return {
    origin: `http://localhost:${server.address().port}`,
    stop: () => (server.closeAllConnections(), server.close()),
  };
}

function fill(text, words) {
  return Object.entries(words).reduce((filled, [word, value]) => filled.replaceAll(word, value), text);
}

/** The JSON somebody sent; at most 16 KiB. */
export async function bodyOf(request) {
  let text = "";
  for await (const piece of request) {
    text += piece;
    if (text.length > 16_384) throw new Error("too long");
  }
  return JSON.parse(text);
}

export function answer(response, status, value, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers }).end(JSON.stringify(value));
}
