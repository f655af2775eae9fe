// Pictures of the help button for the documentation, one for each look, every state in it:
//   cargo build && node static/build.mjs target/web && node scripts/embed-pictures.mjs
import { mkdirSync } from "node:fs";
import { launch, newPage } from "../tests/e2e/pages-mock/browser.mjs";
import { everyState, LOOKS, stage } from "../tests/e2e/embed/states.mjs";

const TITLES = {
  idle: "Idle", "not-loaded": "Blocked or not reached", starting: "Starting", waiting: "PIN", joining: "Helper asks", active: "Live", "active-hidden": "Live, panel hidden",
  reconnecting: "Reconnecting", offline: "Offline", ended: "Ended", failed: "Failed",
};

const browser = await launch();
mkdirSync("docs/images/embed", { recursive: true });
for (const [look, { scheme = "light" }] of Object.entries(LOOKS)) {
  const server = await stage(look);
  const { page, context } = await newPage(browser, { viewport: { width: 480, height: 560 }, colorScheme: scheme, reducedMotion: "reduce" });
  const figures = [];
  for await (const state of everyState(page, server)) {
    await page.mouse.move(4, 4);
    const picture = (await page.screenshot()).toString("base64");
    figures.push(`<figure><figcaption>${TITLES[state]}</figcaption><img src="data:image/png;base64,${picture}"></figure>`);
  }
  await context.close();
  await server.stop();
  const sheet = await browser.newPage({ viewport: { width: 1240, height: 800 } });
  await sheet.setContent(`<style>
    body { margin: 0; padding: 20px 24px; background: #dfe5e8; font: 600 15px system-ui; color: #24353d; display: grid; grid-template-columns: repeat(4, 1fr); gap: 20px; }
    figure { margin: 0 } figcaption { margin-bottom: 8px } img { width: 100%; display: block; border-radius: 8px; box-shadow: 0 4px 20px #0003 }
  </style>${figures.join("")}`);
  await sheet.waitForFunction(() => [...document.images].every((image) => image.complete));
  await sheet.screenshot({ path: `docs/images/embed/${look}.png`, fullPage: true });
  await sheet.close();
}
await browser.close();
