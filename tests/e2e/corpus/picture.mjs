// How different two screenshots are. The browser decodes them, so nothing else has to.

/** Colour steps (of 255) a channel may differ before a pixel counts: glyph edges are drawn a little differently on a scaled layer. */
const TOLERANCE = 40;

/**
 * The share of pixels that differ, in percent. `page` is any page; `one` and `two` are PNGs of the same size.
 */
export function pictureDifference(page, one, two) {
  return page.evaluate(
    async ([first, second, tolerance]) => {
      const pixels = async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [a, b] = await Promise.all([pixels(first), pixels(second)]);
      if (a.width !== b.width || a.height !== b.height) return 100;
      let different = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        const steps = Math.max(Math.abs(a.data[at] - b.data[at]), Math.abs(a.data[at + 1] - b.data[at + 1]), Math.abs(a.data[at + 2] - b.data[at + 2]));
        if (steps > tolerance) different += 1;
      }
      return (100 * different) / (a.width * a.height);
    },
    [one.toString("base64"), two.toString("base64"), TOLERANCE],
  );
}
