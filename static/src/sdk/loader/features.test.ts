import assert from "node:assert/strict";
import { test } from "node:test";
import { isSafeOrigin } from "./features";

test("https is safe anywhere, http on this computer only", () => {
  const safe = ["https://shop.example", "http://localhost:3000", "http://app.localhost", "http://127.0.0.1", "http://127.8.9.1", "http://[::1]:8080"];
  const unsafe = ["http://shop.example", "http://localhost.example", "http://127.0.0.1.example", "http://192.168.0.1", "file:///x.html"];
  for (const url of safe) assert.ok(isSafeOrigin(new URL(url)), url);
  for (const url of unsafe) assert.ok(!isSafeOrigin(new URL(url)), url);
});
