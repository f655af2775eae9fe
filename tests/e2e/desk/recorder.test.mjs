// The sanitiser must not cost an honest page its looks: a real recorder runs in a believable page, and the replay has to look
// and move the same.
import assert from "node:assert/strict";
import { build } from "esbuild";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { buildAssets, frames, launch, results, root, startSite, token, waitFor } from "./support.mjs";

const PAGE = `<!doctype html><html lang="en" data-theme="calm"><head><meta charset="utf-8"><title>Shop</title>
<style>:root{--brand:#23395b} html{scroll-behavior:smooth} body{margin:0;font:16px sans-serif} [data-theme=calm] h1,h1{color:var(--brand)} .hidden{display:none}
@media (min-width:600px){main{display:grid;grid-template-columns:2fr 1fr}} a:link{color:rgb(1,99,2)} x-card:not(:defined){display:none} .dot{animation:spin 1s infinite} @keyframes spin{to{transform:rotate(1turn)}}</style></head>
<body><header><h1 id="title">Shop</h1><nav><a id="link" href="/other" target="_blank">Other</a></nav></header>
<main><form id="form" action="/buy" method="post"><label>Name <input id="name" name="name" autofocus></label><select id="select"><option>a</option><option selected>b</option></select>
<textarea id="area">long</textarea><input type="checkbox" id="check"><button formaction="/x">Buy</button></form>
<svg id="drawing" width="60" height="60" viewBox="0 0 60 60"><defs><linearGradient id="fade"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient><symbol id="sign"><circle cx="30" cy="30" r="20"/></symbol></defs><use href="#sign" fill="url(#fade)"/></svg></main>
<x-card id="card"></x-card><iframe id="inner" srcdoc="<p id=in style='color:rgb(4,5,6)'>inside</p>"></iframe>
<table id="table"><tbody><tr><td colspan="2">cell</td></tr></tbody></table><dialog id="dialog">Dialog</dialog><ul id="list"><li>1</li><li>2</li><li>3</li></ul>
<img id="image" alt="dot" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" width="20" height="20"><div style="height:3000px"></div></body></html>`;

describe("a page recorded by a real recorder", () => {
  let assets, site, browser, customer, page, desk, replay, recorder;

  before(async () => {
    assets = buildAssets();
    browser = await launch();
    const { outputFiles } = await build({ stdin: { contents: `export { record } from "@rrweb/record"`, resolveDir: root }, bundle: true, format: "iife", globalName: "recorder", write: false });
    recorder = outputFiles[0].text;
  });
  after(async () => {
    await browser?.close();
    assets?.remove();
  });
  beforeEach(async () => {
    site = await startSite(assets);
    const context = await browser.newContext({ viewport: { width: 900, height: 600 } });
    page = await (await browser.newContext()).newPage();
    await page.goto(site.deskUrl(token()));
    desk = await site.relay.next();
    desk.welcome({ consented: true });
    desk.say("joined");
    customer = await context.newPage();
    await context.route("https://shop.example/**", (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
    await context.exposeBinding("emit", (_, event) => forward(event));
    await customer.goto("https://shop.example/");
    await customer.evaluate(() => {
      customElements.define("x-card", class extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: "open" }).innerHTML = "<style>p{color:rgb(7,8,9)}</style><p id=shade>shadow</p>";
        }
      });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("#table { border: 3px solid rgb(10, 20, 30) }");
      document.adoptedStyleSheets = [sheet];
    });
    await customer.evaluate(`${recorder}; recorder.record({ emit: (event) => window.emit(event), slimDOMOptions: "all", sampling: { scroll: 50 } })`);
    ({ replay } = await frames(page));
    await replay.locator("#title").waitFor();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await site.stop();
  });

  let meta;
  function forward(event) {
    if (event.type === 4) meta = event;
    else if (event.type === 2) desk.show(event.data.node, { ...meta.data, chunk: 50_000 });
    else desk.raw(event);
  }

  /** Computed looks of the marked elements, on either side. */
  const looks = (frame) => frame.evaluate(() => Object.fromEntries([...document.querySelectorAll("[id]")].map((node) => {
    const { color, display, borderTopWidth, borderTopColor, gridTemplateColumns } = getComputedStyle(node);
    const { width, height } = node.getBoundingClientRect();
    return [node.id, { color, display, borderTopWidth, borderTopColor, gridTemplateColumns, width: Math.round(width), height: Math.round(height), text: node.tagName === "IFRAME" ? "" : node.textContent }];
  })));

  it("looks the same, in its shadow root and its frame, too", async () => {
    await waitFor(async () => (await replay.locator("#table").evaluate((node) => getComputedStyle(node).borderTopWidth)) === "3px", "the adopted sheet");
    assert.deepEqual(await looks(replay), await looks(customer));
    assert.equal(await replay.locator("#shade").evaluate((node) => getComputedStyle(node).color), "rgb(7, 8, 9)");
    const inner = await waitFor(() => replay.childFrames()[0], "the frame in the page");
    await waitFor(async () => (await inner.locator("#in").evaluate((node) => getComputedStyle(node).color).catch(() => "")) === "rgb(4, 5, 6)", "the frame's page");
    await page.screenshot({ path: join(results, "recorded.png") });
  });

  it("stays the same through typing, scripts that rearrange it, style changes and scrolling", async () => {
    await page.locator("#leave").focus();
    await customer.locator("#name").fill("Jamie");
    await customer.locator("#select").selectOption("a");
    await customer.locator("#area").fill("new text");
    await customer.locator("#check").check();
    await customer.evaluate(() => {
      const list = document.getElementById("list");
      list.append(list.firstElementChild);
      list.children[0].textContent = "two";
      list.insertAdjacentHTML("afterbegin", "<li id=fresh style='color: rgb(3, 3, 3)' onclick='x()'>new <b>bold</b></li>");
      document.documentElement.dataset.theme = "loud";
      document.getElementById("title").style.setProperty("color", "rgb(200, 0, 0)", "important");
      const style = document.head.appendChild(document.createElement("style"));
      style.sheet.insertRule("#link { color: rgb(60, 61, 62) !important }");
      style.sheet.insertRule("#area { color: rgb(70, 71, 72) }", 1);
      style.sheet.cssRules[1].style.setProperty("display", "block");
      document.getElementById("card").shadowRoot.getElementById("shade").textContent = "changed";
      document.getElementById("dialog").showModal();
      document.getElementById("form").remove();
      document.querySelector("main").insertBefore(document.getElementById("table"), document.getElementById("drawing"));
    });
    await customer.evaluate(() => scrollTo({ top: 700, behavior: "instant" }));
    await waitFor(() => replay.evaluate(() => scrollY === 700), "the scrolled page");
    await waitFor(async () => (await replay.locator("#dialog").evaluate((node) => node.matches(":modal"))) === true, "the dialog");
    assert.deepEqual(await looks(replay), await looks(customer));
    assert.deepEqual(await replay.locator("#list").innerText(), await customer.locator("#list").innerText());
    assert.equal(await replay.locator("#shade").textContent(), "changed");
    assert.equal(await page.locator("body").getAttribute("data-phase"), "live");
    await waitFor(() => page.evaluate(() => document.activeElement.id === "leave"), "the focus that the customer's dialog took");
  });

  it("shows what the customer typed and chose", async () => {
    await customer.locator("#name").fill("Jamie");
    await customer.locator("#select").selectOption("a");
    await customer.locator("#check").check();
    await waitFor(async () => (await replay.locator("#check").isChecked()), "the check mark");
    assert.equal(await replay.locator("#name").inputValue(), "Jamie");
    assert.equal(await replay.locator("#select").inputValue(), "a");
  });
});
