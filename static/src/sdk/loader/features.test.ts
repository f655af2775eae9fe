import assert from "node:assert/strict";
import { test } from "node:test";
import { isSafeOrigin, whyUnfit } from "./features";

test("https is safe anywhere, http on this computer only", () => {
  const safe = ["https://shop.example", "http://localhost:3000", "http://app.localhost", "http://127.0.0.1", "http://127.8.9.1", "http://[::1]:8080"];
  const unsafe = ["http://shop.example", "http://localhost.example", "http://127.0.0.1.example", "http://192.168.0.1", "file:///x.html"];
  for (const url of safe) assert.ok(isSafeOrigin(new URL(url)), url);
  for (const url of unsafe) assert.ok(!isSafeOrigin(new URL(url)), url);
});

test("a browser that lacks what sharing needs is told so, and everything else is let in", () => {
  const modern = {
    location: new URL("https://shop.example"),
    Element: { prototype: { attachShadow: () => {} } },
    ...Object.fromEntries(["WebSocket", "MutationObserver", "Proxy", "WeakMap", "TextEncoder", "URL", "Promise"].map((name) => [name, class {}])),
  };
  const told = (change: object): string | null => whyUnfit({ ...modern, ...change } as never);
  assert.equal(told({}), null);
  const { Proxy: _gone, ...without } = modern as typeof modern & { Proxy: unknown };
  assert.match(whyUnfit(without as never) ?? "", /too old .* Proxy is missing/);
  assert.match(told({ Element: { prototype: {} } }) ?? "", /too old .* shadow DOM is missing/);
  assert.match(told({ location: new URL("http://shop.example") }) ?? "", /https/);
});
