// Takes the configurations of Caddy and nginx out of docs/operations.md and holds a whole session through each:
//   cargo build && node scripts/try-proxies.mjs
// Names become *.localhost, the port a free one, the certificate one made here; the rest is as it is printed. A proxy
// that this machine does not have is left out, and said so.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connected, freePort, launch, person, picture, root, startDemo, until } from "../tests/e2e/whole/support.mjs";

const page = readFileSync(join(root, "docs/operations.md"), "utf8");
const block = (mark, inside) => [...page.matchAll(new RegExp("```" + mark + "\\n([^]*?)```", "g"))].map(([, text]) => text).find((text) => text.includes(inside));
const folder = mkdtempSync(join(tmpdir(), "cobroker-proxies-"));
const [certificate, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
  "-addext", "subjectAltName=DNS:support.localhost,DNS:support-view.localhost", "-keyout", key, "-out", certificate);

const PROXIES = {
  caddy(upstream, port) {
    const site = block("text", "reverse_proxy").replace("support.example.com, support-view.example.com", `support.localhost:${port}, support-view.localhost:${port}`);
    const file = join(folder, "Caddyfile");
    writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${local(site, upstream).replace("{\n", `{\n\ttls ${certificate} ${key}\n`)}`);
    return ["caddy", "run", "--adapter", "caddyfile", "--config", file];
  },
  nginx(upstream, port) {
    const site = local(block("nginx", "proxy_pass"), upstream)
      .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
      .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate};`)
      .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`);
    const file = join(folder, "nginx.conf");
    writeFileSync(file, `daemon off; pid ${folder}/nginx.pid; error_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary()}${site}}\n`);
    return ["nginx", "-e", "stderr", "-p", folder, "-c", file];
  },
};

const temporary = () => ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};\n`).join("");
const local = (text, upstream) => text.replaceAll("127.0.0.1:8080", `127.0.0.1:${upstream}`).replaceAll(".example.com", ".localhost");

function run(...[program, ...parameters]) {
  const done = spawnSync(program, parameters, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
}

/** Asks through the proxy; gives status and headers, and hands each piece of the body on. */
function ask(port, path, { host = "support.localhost", hear, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, rejectUnauthorized: false, ...options, headers: { host: `${host}:${port}`, ...options.headers } }, (answer) => {
      answer.setEncoding("utf8").on("data", (piece) => hear?.(piece));
      resolve({ status: answer.statusCode, headers: answer.headers, stop: () => asked.destroy() });
    });
    asked.on("error", reject).end(options.body);
  });
}

async function session(name, upstream, port) {
  const base = `https://support.localhost:${port}`;
  const demo = await startDemo({
    port: upstream,
    env: { COBROKER_PUBLIC_URL: base, COBROKER_VIEWER_ORIGIN: `https://support-view.localhost:${port}`, COBROKER_TRUSTED_PROXIES: "127.0.0.1" },
  });
  const [program, ...parameters] = PROXIES[name](upstream, port);
  const proxy = spawn(program, parameters, { env: { ...process.env, HOME: folder }, stdio: ["ignore", "pipe", "pipe"] });
  const told = [];
  for (const output of [proxy.stdout, proxy.stderr]) output.setEncoding("utf8").on("data", (text) => told.push(text));
  const browser = await launch();
  try {
    await until(() => ask(port, "/readyz").then(({ status }) => status === 200, () => false), `${name} passes /readyz on`);
    const login = await ask(port, "/login", { host: "support-view.localhost" });
    if (login.status !== 404) throw new Error(`the viewer's host answers /login with ${login.status}: Host is lost`);

    let heard = "";
    const stream = await ask(port, "/api/sessions/stream", { headers: { authorization: `Bearer ${demo.supervisor.apiKey}` }, hear: (piece) => (heard += piece) });
    const [customer, agent] = [await person(browser, { ignoreHTTPSErrors: true }), await person(browser, { ignoreHTTPSErrors: true })];
    await connected(demo, customer, agent);
    await until(() => heard.includes("data:"), "server-sent events come at once");
    stream.stop();
    await customer.page.getByLabel("Full name").fill("Grace Hopper");
    await until(async () => (await picture(agent.page).getByLabel("Full name").inputValue().catch(() => "")) === "Grace Hopper", "the agent sees what is typed");
    const complaints = [...customer.complaints, ...agent.complaints];
    if (complaints.length) throw new Error(complaints.join("\n"));
    console.log(`${name}: sign-in, server-sent events, WebSockets and viewer work`);
  } catch (error) {
    console.error(told.join(""));
    throw error;
  } finally {
    await browser.close();
    proxy.kill();
    await demo.stop();
  }
}

try {
  for (const name of Object.keys(PROXIES)) {
    if (spawnSync("which", [name]).status !== 0) console.log(`${name}: not on this machine, not tried`);
    else await session(name, await freePort(), await freePort());
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
