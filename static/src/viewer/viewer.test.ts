import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import { encode, type Frame } from "../shared/frame";
import { parseFromViewer, parseToViewer } from "../shared/viewer-port";
import { Assembler, Chunks, type Batch } from "./assemble";
import { inflate } from "./inflate";
import { acceptPort } from "./port";
import { fitting, stepped } from "./zoom";

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const chunk = (payload: Uint8Array, first: boolean, last: boolean, deflated = false): Frame => ({ kind: "snapshot", first, last, deflated, payload });

describe("assembling", () => {
  it("joins chunks, drops what has no beginning, and starts anew at each first chunk", () => {
    const chunks = new Chunks();
    const part = (text: string): Uint8Array => new TextEncoder().encode(text);
    assert.equal(chunks.push(chunk(part("x"), false, true)), null);
    assert.equal(chunks.push(chunk(part("lost"), true, false)), null);
    assert.equal(chunks.push(chunk(part("a"), true, false)), null);
    assert.equal(chunks.push(chunk(part("b"), false, false)), null);
    assert.equal(new TextDecoder().decode(chunks.push(chunk(part("c"), false, true))?.bytes), "abc");
    assert.equal(chunks.push(chunk(part("d"), false, true)), null);
  });

  it("gives up a snapshot of more than 8 MiB", () => {
    const chunks = new Chunks();
    const part = new Uint8Array(240 * 1024);
    chunks.push(chunk(part, true, false));
    for (let count = 0; count < 40; count += 1) assert.equal(chunks.push(chunk(part, false, count === 39)), null);
  });

  it("delivers in the order frames came, large ones that inflate before small ones that do not", async () => {
    const got: Batch[] = [];
    let failures = 0;
    const done = new Promise<void>((resolve) => {
      const assembler = new Assembler((batch) => got.push(batch) === 3 && resolve(), () => (failures += 1));
      const send = (frame: Frame): void => assembler.push(encode(frame).buffer);
      send(chunk(deflateRawSync(bytes("x".repeat(3_000_000))), true, true, true));
      send({ kind: "increment", deflated: false, payload: bytes([1]) });
      assembler.push(new Uint8Array([0x49, 0, 0x7b]).buffer);
      send({ kind: "ephemeral", deflated: false, payload: bytes([2]) });
    });
    await done;
    assert.deepEqual(got.map(({ kind }) => kind), ["snapshot", "increment", "ephemeral"]);
    assert.equal(failures, 1);
  });

  it("delivers nothing of an older socket", async () => {
    const got: unknown[] = [];
    await new Promise<void>((resolve) => {
      const assembler = new Assembler(({ events }) => { got.push(events); resolve(); }, () => assert.fail());
      assembler.push(encode({ kind: "increment", deflated: true, payload: deflateRawSync(bytes(["old"])) }).buffer);
      assembler.restart();
      assembler.push(encode({ kind: "increment", deflated: false, payload: bytes(["new"]) }).buffer);
    });
    assert.deepEqual(got, [["new"]]);
  });

  it("inflates no bomb and no nonsense", async () => {
    assert.equal((await inflate(deflateRawSync(new Uint8Array(1000)), 1000)).length, 1000);
    await assert.rejects(inflate(deflateRawSync(new Uint8Array(50_000_000)), 1_000_000), RangeError);
    await assert.rejects(inflate(new Uint8Array([255, 255, 255]), 1000));
  });
});

describe("the viewer's door", () => {
  it("opens once, to a port from its parent at exactly the desk's origin", () => {
    const parent = {};
    const listeners = new Set<(event: MessageEvent) => void>();
    const accepted: unknown[] = [];
    acceptPort({ parent, addEventListener: (_, listener) => void listeners.add(listener), removeEventListener: (_, listener) => void listeners.delete(listener) }, "https://desk", (port) => accepted.push(port));
    const knock = (origin: string, source: unknown, ports: unknown[]): void => { for (const listener of [...listeners]) listener({ origin, source, ports } as unknown as MessageEvent); };
    knock("https://evil", parent, ["a"]);
    knock("https://desk.evil", parent, ["b"]);
    knock("https://desk", {}, ["c"]);
    knock("https://desk", parent, []);
    knock("https://desk", parent, ["d", "e"]);
    assert.deepEqual(accepted, []);
    knock("https://desk", parent, ["f"]);
    knock("https://desk", parent, ["g"]);
    assert.deepEqual([accepted, listeners.size], [["f"], 0]);
  });

  it("reads messages field by field, on both sides", () => {
    assert.deepEqual(parseToViewer({ type: "zoom", to: "in", more: 1 }), { type: "zoom", to: "in" });
    for (const odd of [null, "zoom", { type: "zoom", to: "up" }, { type: "x" }, []]) assert.equal(parseToViewer(odd), null);
    assert.deepEqual(parseFromViewer({ type: "key", key: "f" }), { type: "key", key: "f" });
    for (const odd of [null, { type: "key", key: "Enter" }, { type: "picture", width: "1" }, { type: "removed", unsafe: -1, tooLarge: 0 }, { type: "picture", width: NaN, height: 1, scale: 1, href: "" }]) assert.equal(parseFromViewer(odd), null);
  });
});

describe("zoom", () => {
  it("fits the page, never enlarging", () => {
    assert.equal(fitting({ width: 1000, height: 500 }, { width: 500, height: 500 }), 0.5);
    assert.equal(fitting({ width: 390, height: 844 }, { width: 2000, height: 2000 }), 1);
    assert.equal(fitting({ width: 1000, height: 500 }, { width: 0, height: 0 }), 1);
  });

  it("steps from where it is to 25 and 400 %, and stays there", () => {
    assert.deepEqual([stepped(0.63, "in"), stepped(0.63, "out"), stepped(1, "in"), stepped(1, "out"), stepped(4, "in"), stepped(0.1, "out"), stepped(2, "fit")], [0.67, 0.5, 1.1, 0.9, 4, 0.25, null]);
  });
});
