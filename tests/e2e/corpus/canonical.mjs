// The oracle: one page, written down so that the customer's document and the agent's copy come out the same.

/**
 * The document this runs in as a list of lines, one for each element, text and root, with what a person would see of it.
 * Runs in the browser, on both sides, and uses nothing from outside. What it leaves out, because it differs by design:
 *
 * - elements that show nothing (`script`, `noscript`, `template`, `meta`, `base`, comments, `title` with its text, links
 *   other than style sheets) and style sheets, of which the copy has the text inline: their effect is compared as boxes and as a picture;
 * - the SDK's own element and rrweb's own style element;
 * - attributes that act and do not show (`on…`, addresses of links, forms and frames, loading hints, credentials), live regions,
 *   which the viewer silences, and rrweb's notes.
 *
 * - what the viewer gives a canvas: its size and its picture;
 *
 * Values of masked fields are compared as filled or empty.
 */
export function canonical() {
  const SILENT = new Set(["script", "noscript", "template", "meta", "base", "link", "style", "title"]);
  const HOLES = new Set(["object", "embed", "applet"]);
  const ACTS = new Set(
    ("href xlink:href action formaction formmethod formtarget formenctype method enctype target download ping rel name nonce integrity crossorigin " +
      "referrerpolicy loading decoding fetchpriority async defer autofocus autocomplete autocapitalize autocorrect spellcheck contenteditable " +
      "draggable tabindex accesskey novalidate accept accept-charset srcdoc allow allowfullscreen sandbox cite longdesc manifest usemap is " +
      "src srcset poster data version xmlns xmlns:xlink xml:space border value checked selected autoplay loop preload controls muted playsinline for list " +
      "aria-live itemprop itemscope itemtype itemid property role size imagesizes sizes lang dir profile prefix about typeof vocab unselectable focusable").split(" "),
  );
  const MASKED = "[data-private], input[type=password i], input[type=hidden i], input[type=file i], [autocomplete~=one-time-code i], [autocomplete*=cc- i], [autocomplete*=-password i]";
  const lines = [];
  let boxes = [];

  function attributes(element) {
    // of a masked field no more than its looks arrives
    const shown = element.closest(MASKED) ? new Set(["class", "type"]) : null;
    const kept = [];
    for (const { name, value } of Array.from(element.attributes)) {
      if (shown && !shown.has(name)) continue;
      if (ACTS.has(name) || /^on|^rr_|^data-rr|^_/i.test(name)) continue;
      // only names that any HTML or XML document may have; templating marks such as `#ref` or `[(x)]` cannot be set by script
      if (!/^[a-z_][\w:.-]*$/i.test(name) || /^[a-z]+$/i.test(name) && !PLAIN.has(name)) continue;
      if (name === "style") {
        if (element.style?.cssText && sorted(element.style.cssText)) kept.push(`style=${sorted(element.style.cssText)}`);
      } else if (name === "class") {
        const names = value.trim().split(/\s+/).filter((one) => !/^(:hover|rr-block|rrweb-paused|)$/.test(one));
        if (names.length > 0) kept.push(`class=${names.join(" ")}`);
      } else kept.push(`${name}=${value}`);
    }
    return kept.sort().join(" ");
  }
  const PLAIN = new Set("class id title alt width height colspan rowspan align valign bgcolor color type disabled readonly required placeholder open hidden multiple rows cols min max step d points transform fill stroke x y r cx cy rx ry opacity label start".split(" "));

  function sorted(css) {
    return css.replace(/--cobroker-\w+:[^;]*;?|background-[\w-]+:\s*(url\("data:image\/webp[^"]*"\)|content-box|no-repeat|100% 100%) !important;?/g, "").replace(/url\((["']?)(.*?)\1\)/g, (_, __, url) => `url(${absolute(url)})`).split(";").map((one) => one.trim()).filter(Boolean).sort().join(";");
  }
  function absolute(url) {
    try {
      return new URL(url, document.baseURI).href;
    } catch {
      return url;
    }
  }
  function state(element) {
    const tag = element.localName;
    if (tag === "input" && /^(checkbox|radio)$/.test(element.type)) return ` checked:${element.checked}`;
    if (tag === "input" || tag === "textarea") {
      if (/^(button|submit|reset|image)$/.test(element.type)) return ` value:${element.getAttribute("value") ?? ""}`;
      return element.closest(MASKED) ? "" : ` value:${element.value}`;
    }
    if (tag === "select") return ` chosen:${Array.from(element.selectedOptions, ({ text }) => text)}`;
    if (tag === "img") return ` src:${element.getAttribute("src") ? element.src : ""}`;
    return "";
  }
  function walk(node, depth) {
    if (node.nodeType === 3) {
      const before = lines.at(-1);
      // neighbouring texts are one to the eye
      if (before?.text && before.depth === depth) before.text += node.data;
      else lines.push({ depth, text: node.data });
      return;
    }
    if (node.nodeType !== 1) return;
    const tag = node.localName;
    if (SILENT.has(tag) && node.namespaceURI !== "http://www.w3.org/2000/svg") return;
    if (tag.startsWith("cobroker-")) return;
    const shape = node.getBoundingClientRect();
    boxes.push([lines.length, ...[shape.x, shape.y, shape.width, shape.height].map((side) => Math.round(side))]);
    lines.push({ depth, tag: `<${HOLES.has(tag) ? "hole" : tag} ${HOLES.has(tag) ? "" : attributes(node)}${state(node)}>` });
    if (HOLES.has(tag) || tag === "textarea" || tag === "video" || tag === "audio") return;
    if (node.shadowRoot) {
      lines.push({ depth: depth + 1, tag: "#shadow" });
      for (const child of Array.from(node.shadowRoot.childNodes)) walk(child, depth + 2);
    }
    if (tag === "iframe") {
      const inside = node.contentDocument;
      if (inside?.documentElement && inside.body?.childNodes.length) walk(inside.documentElement, depth + 1);
      return;
    }
    for (const child of Array.from(node.childNodes)) walk(child, depth + 1);
  }
  // what turns for ever is compared at its beginning
  for (const one of document.getAnimations()) {
    if (one.effect?.getComputedTiming().endTime !== Infinity) continue;
    one.pause();
    one.currentTime = 0;
  }
  walk(document.documentElement, 0);
  const kept = new Map();
  const text = [];
  lines.forEach((line, index) => {
    if (line.text !== undefined && line.text.trim() === "") return;
    kept.set(index, text.length);
    text.push(`${" ".repeat(Math.min(line.depth, 40))}${line.tag ?? JSON.stringify(line.text.replace(/\s+/g, " "))}`);
  });
  return { lines: text, boxes: boxes.map(([index, ...rest]) => [kept.get(index), ...rest]) };
}

/** Where two such lists first part, with a few lines around, or `null` if they are equal. */
export function difference(customer, agent) {
  const length = Math.max(customer.lines.length, agent.lines.length);
  for (let at = 0; at < length; at += 1) {
    if (customer.lines[at] === agent.lines[at]) continue;
    const before = customer.lines.slice(Math.max(0, at - 2), at).map((line) => `  ${line}`);
    return [`line ${at} of ${customer.lines.length} and ${agent.lines.length}`, ...before, ...customer.lines.slice(at, at + 3).map((line) => `- ${line}`), ...agent.lines.slice(at, at + 3).map((line) => `+ ${line}`)]
      .map((line) => line.slice(0, 400)).join("\n");
  }
  return null;
}

/** The share of elements, in percent, whose box is more than `tolerance` CSS pixels off. Only for equal documents. */
export function moved(customer, agent, tolerance = 1) {
  const off = customer.boxes.filter((box, at) => box.some((side, index) => index > 0 && Math.abs(side - (agent.boxes[at]?.[index] ?? 1e9)) > tolerance));
  return { percent: (100 * off.length) / Math.max(1, customer.boxes.length), first: off[0] && `${customer.lines[off[0][0]]}: ${off[0].slice(1)} and ${agent.boxes[customer.boxes.indexOf(off[0])]?.slice(1)}` };
}
