import assert from "node:assert/strict";
import { test } from "node:test";
import { OpBatch } from "./batch";
import { crosses, distance, outline, pathData } from "./geometry";
import { relative } from "./hand";
import { colourOf, isColour, PALETTE } from "./palette";
import type { Op, Point } from "./strokes";

/** A batch whose clock the test turns. */
function batch(): { push: (op: Op) => void; turn: () => void; sent: (readonly Op[])[] } {
  const sent: (readonly Op[])[] = [];
  const waiting: (() => void)[] = [];
  const one = new OpBatch((ops) => sent.push(ops), (run) => waiting.push(run));
  return { push: (op) => one.push(op), turn: () => waiting.shift()?.(), sent };
}

const line = (count: number): Point[] => Array.from({ length: count }, (_, at) => [at / 1000, 0.123456] as const);

test("the first op goes at once, the next only after the pause, and its points together", () => {
  const { push, turn, sent } = batch();
  push({ op: "begin", n: 1, tool: "pen", colour: "#d92d20", node: 7, points: line(1) });
  for (let at = 0; at < 5; at++) push({ op: "extend", n: 1, points: [[at, at]] });
  assert.equal(sent.length, 1);
  turn();
  assert.deepEqual(sent[1], [{ op: "extend", n: 1, points: [[0, 0], [1, 1], [2, 2], [3, 3], [4, 4]] }]);
  turn();
  push({ op: "finish", n: 1 });
  assert.equal(sent.length, 3, "after a quiet pause at once again");
});

test("no frame is beyond what the relay takes, and none of a large drawing is lost", () => {
  const { push, turn, sent } = batch();
  const strokes = Array.from({ length: 500 }, (_, n) => ({ by: "0d9e1f5c-7c5e-4a54-9d6a-0f8b2c3d4e5f", n: 1_790_000_000_000 + n }));
  push({ op: "hide", strokes });
  for (let n = 0; n < 200; n++) push({ op: "finish", n });
  push({ op: "extend", n: 1, points: line(1900) });
  for (let at = 0; at < 40; at++) turn();
  for (const ops of sent) {
    assert.ok(ops.length <= 64);
    assert.ok(JSON.stringify({ type: "draw", ops }).length < 16 * 1024, String(JSON.stringify(ops).length));
  }
  const all = sent.flat();
  assert.deepEqual(all.flatMap((op) => (op.op === "hide" ? op.strokes : [])), strokes);
  assert.equal(all.filter(({ op }) => op === "finish").length, 200);
  assert.deepEqual(all.flatMap((op) => (op.op === "extend" ? op.points : [])), line(1900));
});

test("the eraser takes a line it crosses or comes near to, and a rectangle by its edges only", () => {
  const pen: Point[] = [[0, 0], [100, 0]];
  assert.ok(crosses(pen, [50, -40], [50, 40], 1), "a quick movement across");
  assert.ok(crosses(pen, [50, 8], [50, 8], 9));
  assert.ok(!crosses(pen, [50, 12], [60, 12], 9));
  assert.ok(crosses([[5, 5]], [5, 6], [5, 6], 2), "a dot");
  const box = outline("rectangle", [[10, 10], [110, 60]]);
  assert.ok(crosses(box, [60, 12], [60, 12], 4));
  assert.ok(crosses(box, [110, 30], [112, 30], 4));
  assert.ok(!crosses(box, [60, 35], [62, 35], 9), "its inside is the page's");
});

test("paths are a dot, a rounded line or a closed box", () => {
  assert.equal(pathData("pen", [[1, 2]]), "M1 2h.01");
  assert.equal(pathData("pen", [[0, 0], [10, 0], [10, 10]]), "M0 0Q10 0 10 5L10 10");
  assert.equal(pathData("rectangle", [[0, 0], [3, 4]]), "M0 0L3 0L3 4L0 4L0 0Z");
});

test("a place told as a fraction of its box is found again within a tenth of a pixel, in a box of any size", () => {
  for (const box of [{ left: 13.3, top: -250, width: 640, height: 48 }, { left: 0, top: 0, width: 1280, height: 6000 }]) {
    for (const at of [[100, 20], [13.37, -99.9], [900, 3000]] as Point[]) {
      const [x, y] = relative(at, box, 7);
      assert.ok(distance(at, [box.left + x * box.width, box.top + y * box.height]) < 0.1);
    }
  }
});

test("each colour stands out against white and against black, and everybody begins with one of them", () => {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  for (const [colour, name] of PALETTE) {
    const own = luminance(colour);
    assert.ok(1.05 / (own + 0.05) >= 4.5, `${name} on white, also behind white names`);
    assert.ok((own + 0.05) / 0.05 >= 3, `${name} on black`);
  }
  for (const user of ["", "u-1", "0d9e1f5c-7c5e-4a54-9d6a-0f8b2c3d4e5f"]) assert.ok(PALETTE.some(([colour]) => colour === colourOf(user)));
  for (const no of ["red", "#fff", "#d92d20;", "#D92D2G", 3]) assert.equal(isColour(no), false);
});
