// Drives Firefox by WebDriver BiDi, which it speaks itself: one process, one socket, no driver in between.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import WebSocket from "ws";

/** Nothing is fetched that a test did not ask for, and nobody is asked anything. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "http://127.0.0.1:9/",
  "toolkit.telemetry.enabled": false,
};

export async function launchFirefox() {
  const profile = mkdtempSync(join(tmpdir(), "cobroker-firefox-"));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "--remote-allow-hosts", "127.0.0.1"];
  const child = spawn(process.env.FIREFOX ?? "/usr/bin/firefox-esr", args, { stdio: ["ignore", "ignore", "pipe"] });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line);
      if (found) resolve(found[1]);
    });
    exited.then((code) => reject(new Error(`Firefox ended with ${code}`)));
  });
  const connection = await connect(`${address}/session`);
  const { capabilities } = await connection.send("session.new", { capabilities: {} });
  return {
    version: capabilities.browserVersion,
    async newPage() {
      const { context } = await connection.send("browsingContext.create", { type: "tab" });
      return new FirefoxPage(connection, context);
    },
    async close() {
      connection.close();
      child.kill();
      await exited;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function connect(address) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const waiting = new Map();
  let last = 0;
  socket.on("message", (data) => {
    const { id, type, result, error, message } = JSON.parse(data.toString());
    const answer = waiting.get(id);
    if (!answer) return;
    waiting.delete(id);
    if (type === "success") answer.resolve(result);
    else answer.reject(new Error(`${error}: ${message}`));
  });
  return {
    send(method, params) {
      const id = ++last;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    close: () => socket.terminate(),
  };
}

class FirefoxPage {
  constructor(connection, context) {
    this.connection = connection;
    this.context = context;
  }

  goto(url) {
    return this.connection.send("browsingContext.navigate", { context: this.context, url, wait: "complete" });
  }

  /** Runs a function of JSON arguments in the page and gives its JSON result. */
  async evaluate(body, ...args) {
    const { type, result, exceptionDetails } = await this.connection.send("script.evaluate", {
      expression: `Promise.resolve((${body})(...${JSON.stringify(args)})).then((value) => JSON.stringify(value ?? null))`,
      target: { context: this.context },
      awaitPromise: true,
      userActivation: true,
    });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }

  /** A real press of the mouse in the middle of an element; closed shadow roots are no hindrance, for it goes by place. */
  press({ x, y }) {
    const point = { type: "pointerMove", x: Math.round(x), y: Math.round(y) };
    const actions = [point, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    return this.actions([{ type: "pointer", id: "mouse", actions }]);
  }

  type(text) {
    const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    return this.actions([{ type: "key", id: "keyboard", actions }]);
  }

  actions(actions) {
    return this.connection.send("input.performActions", { context: this.context, actions });
  }

  async screenshot() {
    const { data } = await this.connection.send("browsingContext.captureScreenshot", { context: this.context });
    return Buffer.from(data, "base64");
  }

  setViewport(width, height) {
    return this.connection.send("browsingContext.setViewport", { context: this.context, viewport: { width, height } });
  }

  /** Runs before the page's own scripts, in every document from now on. */
  addInitScript(body) {
    return this.connection.send("script.addPreloadScript", { functionDeclaration: String(body), contexts: [this.context] });
  }
}
