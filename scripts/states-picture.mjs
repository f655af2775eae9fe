// Puts the desk's states, as tests/e2e/whole/states.test.mjs saw them, into one picture for the documentation:
//   node --test tests/e2e/whole/states.test.mjs && node scripts/states-picture.mjs
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { launch, results } from "../tests/e2e/whole/support.mjs";

const STATES = [
  ["Waiting for consent", "state-1-consent"],
  ["Live", "state-2-live"],
  ["The customer's page is away", "state-3-lost"],
  ["Ended", "state-4-ended"],
  ["Declined", "state-5-denied"],
  ["Live, dark", "state-2-live-dark"],
];

const figure = ([name, file]) => {
  const source = readFileSync(join(process.env.SHOTS ?? results, `${file}.png`)).toString("base64");
  return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${source}"></figure>`;
};

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1640, height: 800 } });
await page.setContent(`<style>
  body { margin: 0; padding: 20px 24px; background: #e7ecec; font: 600 15px system-ui; color: #24403d; display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; }
  figure { margin: 0 } figcaption { margin-bottom: 8px } img { width: 100%; display: block; border-radius: 8px; box-shadow: 0 4px 20px #0003 }
</style>${STATES.map(figure).join("")}`);
await page.waitForFunction(() => [...document.images].every((image) => image.complete));
mkdirSync("docs/images", { recursive: true });
await page.screenshot({ path: "docs/images/desk-states.png", fullPage: true });
await browser.close();
