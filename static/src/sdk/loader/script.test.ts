import assert from "node:assert/strict";
import { test } from "node:test";
import { findPlace, placeOf, socketUrl } from "./script";

test("the SDK reads base and key out of its own address", () => {
  const base = "https://help.example:8443";
  for (const tail of ["", "/", "/2.13.2", "/2.13.x", "/2.13.x?cache=1"]) {
    assert.deepEqual(placeOf(`${base}/static/resource/sdk/my%20key/js${tail}`), { base, sdkKey: "my key" });
  }
  assert.deepEqual(placeOf("https://a.example/cobrowse/static/resource/sdk/K/js"), { base: "https://a.example/cobrowse", sdkKey: "K" });
});

test("any other address is not the SDK's", () => {
  for (const src of ["", "https://a.example/app.js", "https://a.example/?u=/static/resource/sdk/K/js", "https://a.example/static/resource/sdk//js", "https://a.example/static/resource/sdk/K/json", "https://a.example/static/resource/sdk/%E0%A4%A/js"]) {
    assert.equal(placeOf(src), null, src);
  }
});

test("an element of the page that is called currentScript is not the script", () => {
  const address = (host: string) => `https://${host}/static/resource/sdk/K/js`;
  const page = (tagName: string) => ({ currentScript: { tagName, src: address("evil.example") }, scripts: [{ src: address("a.example") }] }) as unknown as Document;
  assert.equal(findPlace(page("SCRIPT"))?.base, "https://evil.example");
  assert.equal(findPlace(page("IMG"))?.base, "https://a.example");
});

test("the socket is where the base is, as safe as the base", () => {
  assert.equal(socketUrl({ base: "https://a.example", sdkKey: "K" }), "wss://a.example/sdkapi/zcb/socket/customer");
  assert.equal(socketUrl({ base: "http://localhost:1", sdkKey: "K" }), "ws://localhost:1/sdkapi/zcb/socket/customer");
});
