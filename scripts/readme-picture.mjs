// Makes the README's picture from the running demo: the customer's page and the agent's desk, side by side.
//   cargo build && node scripts/readme-picture.mjs
import { mkdirSync } from "node:fs";
import { connected, desk, launch, person, picture, startDemo, until } from "../tests/e2e/whole/support.mjs";

const demo = await startDemo();
const browser = await launch();
try {
  const viewport = { width: 1120, height: 900 };
  const [customer, agent] = [await person(browser, { viewport }), await person(browser, { viewport })];
  await connected(demo, customer, agent);
  const page = customer.page;
  await page.getByLabel("Full name").fill("Grace Hopper");
  await page.getByLabel("E-mail").fill("grace@example.com");
  await page.getByLabel(/National id/).fill("850-12-3456");
  await until(async () => (await picture(agent.page).getByLabel("E-mail").inputValue()) === "grace@example.com", "the text at the agent");
  await desk(agent.page).getByText("1 private").waitFor();
  const shots = await Promise.all([customer, agent].map(({ page }) => page.screenshot({ caret: "initial" })));
  const [left, right] = shots.map((shot) => `data:image/png;base64,${shot.toString("base64")}`);
  const stitched = await (await browser.newContext({ viewport: { width: 1640, height: 700 } })).newPage();
  await stitched.setContent(`<body style="margin:0;background:#e7ecec;font:600 15px system-ui;color:#24403d">
    <div style="display:grid;grid-template-columns:1fr 1fr;gap:24px;padding:20px 24px">
    ${[["The customer's page", left], ["The agent's desk", right]].map(([name, source]) => `<figure style="margin:0"><figcaption style="margin:0 0 8px">${name}</figcaption><img src="${source}" style="width:100%;border-radius:10px;box-shadow:0 4px 24px #0003;display:block"></figure>`).join("")}
    </div></body>`);
  await stitched.waitForFunction(() => [...document.images].every((image) => image.complete));
  mkdirSync("docs/images", { recursive: true });
  await stitched.screenshot({ path: "docs/images/side-by-side.png" });
} finally {
  await browser.close();
  await demo.stop();
}
