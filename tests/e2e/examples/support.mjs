// Runs an example by the command of its own README, on a free port, and reads the addresses it prints.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { axeFaults } from "../pages-mock/browser.mjs";
import { allow, picture, root, signIn, typePin } from "../whole/support.mjs";

/** Its own budget of starts: one address plays many customers. */
const ENV = { PORT: "0", COBROKER_BINARY: process.env.COBROKER_BINARY ?? join(root, "target/debug/cobroker") };

/** The first command of the README. */
function command(name) {
  const readme = readFileSync(join(root, "examples", name, "README.md"), "utf8");
  const [, text] = /```sh\n(.+)\n```/.exec(readme);
  return text.split(" ");
}

/** Resolves when it says how to stop it. `address(label)` is what it printed beside the label. */
export async function runExample(name) {
  const [program, ...args] = command(name);
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...ENV }, stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  const exited = once(child, "exit");
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      if (line.includes("Stop with Ctrl+C")) resolve();
    });
    void exited.then(([code]) => reject(new Error(`the example ended with ${code}\n${said.join("\n")}`)));
  });
  const printed = (label, pattern) => {
    const line = said.find((one) => one.includes(label));
    assert.ok(line, `no "${label}" in:\n${said.join("\n")}`);
    return pattern.exec(line);
  };
  return {
    address: (label) => printed(label, /http:\S+/)[0],
    /** "sign in as ada, password …" */
    login: (label) => {
      const [, login, password] = printed(label, /as (\S+), password (\S+)/);
      return { login, password };
    },
    /** As Ctrl+C does. It must end by itself, and well. */
    async stop() {
      child.kill("SIGINT");
      const [code] = await exited;
      assert.equal(code, 0, said.join("\n"));
    },
  };
}

/** The Support PIN, as the page's own script knows it. It is on screen, in two groups. */
export async function pinOf(page) {
  const pin = await page.waitForFunction(() => window.Cobroker?.state?.pin).then((handle) => handle.jsonValue());
  await page.getByText(`${pin.slice(0, 3)} ${pin.slice(3)}`).first().waitFor();
  return pin;
}

/** The agent signs in, types the PIN, the customer agrees, the agent sees the page. */
export async function agentComes(agent, customer, example, pin) {
  await signIn(agent.page, { baseUrl: new URL(example.address("The agent")).origin }, example.login("The agent"));
  await typePin(agent.page, pin);
  await allow(customer.page);
  await picture(agent.page).getByRole("heading", { level: 1 }).waitFor();
}

/** axe has nothing to say about the page as it is now, in light and in dark. */
export async function isAccessible(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    assert.deepEqual(await axeFaults(page), [], `${page.url()}, ${colorScheme}`);
  }
}
