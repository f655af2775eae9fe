import assert from "node:assert/strict";
import { test } from "node:test";
import { assetOf } from "./assets";
import { AssetChunks } from "./assemble";

function payload(head: unknown, content: readonly number[], length?: number): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const size = length ?? text.length;
  return new Uint8Array([...new Array<number>(32).fill(7), size >> 8, size & 255, ...text, ...content]);
}

test("an asset is read back: address, type, content", () => {
  const asset = assetOf(payload({ url: "https://shop.test/a.png", type: "image/png" }, [1, 2, 3]));
  assert.deepEqual([asset?.url, asset?.type, Array.from(asset?.content ?? [])], ["https://shop.test/a.png", "image/png", [1, 2, 3]]);
});

test("what is no asset is refused", () => {
  assert.equal(assetOf(new Uint8Array(10)), null);
  assert.equal(assetOf(payload({ url: "https://shop.test/a.png", type: "image/png" }, [1], 60_000)), null);
  assert.equal(assetOf(payload({ url: "javascript:alert(1)", type: "image/png" }, [1])), null);
  assert.equal(assetOf(payload({ url: 7, type: "image/png" }, [1])), null);
  assert.equal(assetOf(payload("no", [1])), null);
});

test("chunks of an asset are joined from its first to its last, and a new first ends what was unfinished", () => {
  const chunks = new AssetChunks();
  const chunk = (first: boolean, last: boolean, ...bytes: number[]) => chunks.push({ kind: "asset", first, last, payload: new Uint8Array(bytes) });
  assert.equal(chunk(false, true, 9), null);
  assert.equal(chunk(true, false, 1), null);
  assert.equal(chunk(true, false, 2), null);
  assert.deepEqual(Array.from(chunk(false, true, 3) ?? []), [2, 3]);
  assert.deepEqual(Array.from(chunk(true, true, 4) ?? []), [4]);
});
