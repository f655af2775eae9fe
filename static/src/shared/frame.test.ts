import assert from "node:assert/strict";
import { test } from "node:test";
import invalid from "../../../tests/fixtures/frames/invalid.json";
import valid from "../../../tests/fixtures/frames/valid.json";
import { type Control, type Frame, decode, encode } from "./frame";

interface Sample {
  name: string;
  hex: string;
  frame: { kind: string; payload?: string; message?: unknown };
  /** The bytes are one of several spellings; encoding gives another. */
  decodeOnly?: boolean;
}

const samples: readonly Sample[] = valid;

for (const { name, hex, frame, decodeOnly } of samples) {
  test(`frame: ${name}`, () => {
    const expected = frameOf(frame);
    assert.deepEqual(plain(decode(bytes(hex))), plain(expected));
    if (!decodeOnly) assert.equal(Buffer.from(encode(expected)).toString("hex"), hex);
  });
}

for (const { name, hex } of invalid) {
  test(`no frame: ${name}`, () => {
    assert.equal(decode(bytes(hex)), null);
  });
}

test("a frame survives its way through a larger buffer", () => {
  const buffer = new Uint8Array([9, 9, ...encode({ kind: "increment", deflated: false, payload: bytes("0102") }), 9]);
  assert.deepEqual(plain(decode(buffer.subarray(2, 6))), { kind: "increment", deflated: false, payload: "0102" });
});

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function frameOf(sample: Sample["frame"]): Frame {
  if (sample.kind === "control") return { kind: "control", message: sample.message as Control };
  return { ...sample, payload: bytes(sample.payload ?? "") } as Frame;
}

/** The frame with its payload as hex, so that two of them compare by content. */
function plain(frame: Frame | null): unknown {
  if (frame === null || frame.kind === "control") return frame;
  return { ...frame, payload: Buffer.from(frame.payload).toString("hex") };
}
