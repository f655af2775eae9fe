/**
 * Hostile pages, for the tests only: every vector holds what must not come through. `hit(` stands for script, `https://canary.test`
 * for an address. The unit tests look for both in what the sanitiser gives; the browser test sends all of it to a real viewer.
 */

export type Node = { tagName: string; attributes: Record<string, unknown>; childNodes: (Node | string)[]; isSVG?: true; [extra: string]: unknown };

export type Vector = {
  readonly name: string;
  readonly node: Node;
  /** The address may stay, because only the CSP decides about images and fonts. */
  readonly address?: true;
};

type Child = Node | string;
const h = (tagName: string, attributes: Record<string, unknown> = {}, ...childNodes: Child[]): Node => ({ tagName, attributes, childNodes });
const s = (tagName: string, attributes: Record<string, unknown> = {}, ...childNodes: Child[]): Node => ({ tagName, attributes, childNodes, isSVG: true });

const URL = "https://canary.test/x";
const JS = "hit('js')";

const HANDLERS = `abort afterprint animationcancel animationend animationiteration animationstart auxclick beforecopy beforecut beforeinput
  beforematch beforepaste beforeprint beforetoggle beforeunload begin blur cancel canplay canplaythrough change click close contextlost
  contextmenu contextrestored copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop durationchange emptied
  end ended error focus focusin focusout formdata gotpointercapture hashchange input invalid keydown keypress keyup languagechange load
  loadeddata loadedmetadata loadstart lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup
  mousewheel pagehide pageshow paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout
  pointerover pointerup popstate progress ratechange repeat reset resize scroll scrollend scrollsnapchange search
  securitypolicyviolation seeked seeking select selectionchange selectstart show slotchange stalled storage submit suspend timeupdate
  toggle touchcancel touchend touchmove touchstart transitioncancel transitionend transitionrun transitionstart unhandledrejection
  unload volumechange waiting webkitanimationend wheel`.split(/\s+/);

const handlers: Vector[] = HANDLERS.flatMap((event) => [
  { name: `on${event}`, node: h("img", { src: "data:image/png;base64,x", [`on${event}`]: JS }) },
  { name: `svg on${event}`, node: s("svg", { [`on${event}`]: JS }, s("rect", { [`on${event}`]: JS })) },
]);

const spelled: Vector[] = ["ONERROR", "OnError", "onerror ", " onerror", "on-error", "on:error", "ONLOAD", "oNfOcUs"].map((name) => ({
  name: `handler spelled ${JSON.stringify(name)}`,
  node: h("img", { src: "data:x", [name]: JS }),
}));

const SCRIPTS = ["script", "SCRIPT", "ScRiPt", "svg:script", "SVG:SCRIPT", "html:script", "x:script", "noscript", "handler"];
const scripts: Vector[] = SCRIPTS.flatMap((name) => [
  { name: `<${name}>`, node: h(name, {}, JS) },
  { name: `<${name} src>`, node: h(name, { src: URL }) },
  { name: `svg <${name} href>`, node: s("svg", {}, s(name, { href: URL, "xlink:href": URL }, JS)) },
  { name: `<${name} type=module>`, node: h(name, { type: "module", src: URL, nonce: "n" }, JS) },
]);

const SCHEMES = [
  `javascript:${JS}`, `JaVaScRiPt:${JS}`, ` javascript:${JS}`, `\u0001javascript:${JS}`, `java\tscript:${JS}`, `java\nscript:${JS}`,
  `java\r\nscript:${JS}`, `javascript&colon;${JS}`, `&#106;avascript:${JS}`, `vbscript:${JS}`, `VBSCRIPT:${JS}`, `data:text/html,<script>${JS}</script>`,
  `data:text/html;base64,aGl0KA==${JS}`, `data:application/xhtml+xml,${JS}`, `data:,${JS}`, `blob:https://canary.test/${JS}`, `filesystem:https://canary.test/${JS}`,
  `view-source:${URL}${JS}`, `about:blank#${JS}`, `file:///${JS}`, `feed:javascript:${JS}`, `livescript:${JS}`, `mocha:${JS}`, `ftp://canary.test/${JS}`, `//canary.test/${JS}`,
];
const schemes: Vector[] = SCHEMES.flatMap((url) => [
  { name: `a href ${JSON.stringify(url)}`, node: h("a", { href: url }, "x") },
  { name: `svg a ${JSON.stringify(url)}`, node: s("svg", {}, s("a", { href: url, "xlink:href": url }, s("text"))) },
  { name: `img src ${JSON.stringify(url)}`, node: h("img", { src: url, srcset: `${url} 1x`, rr_dataURL: url, lowsrc: url, dynsrc: url }) },
  { name: `frames ${JSON.stringify(url)}`, node: h("div", {}, h("iframe", { src: url }), h("frame", { src: url }), h("embed", { src: url }), h("object", { data: url })) },
  { name: `forms ${JSON.stringify(url)}`, node: h("form", { action: url }, h("button", { formaction: url }), h("input", { type: "image", src: url, formaction: url })) },
  { name: `the rest ${JSON.stringify(url)}`, node: h("div", { background: url, href: url, src: url, cite: url, longdesc: url, poster: url, "xlink:href": url }, h("body", { background: url }), h("video", { src: url, poster: url })) },
]);

const elements: Vector[] = [
  { name: "base", node: h("base", { href: URL, target: "_top" }) },
  { name: "meta refresh", node: h("meta", { "http-equiv": "refresh", content: `0;url=${URL}` }) },
  { name: "meta Refresh upper case", node: h("META", { "HTTP-EQUIV": "REFRESH", content: `0;url=javascript:${JS}` }) },
  { name: "meta csp", node: h("meta", { "http-equiv": "Content-Security-Policy", content: `report-uri ${URL}` }) },
  { name: "meta set-cookie", node: h("meta", { "http-equiv": "set-cookie", content: JS }) },
  { name: "meta referrer", node: h("meta", { name: "referrer", content: "unsafe-url", id: JS }) },
  { name: "meta charset with refresh", node: h("meta", { charset: "utf-8", "http-equiv": "refresh", content: `0;${URL}` }) },
  { name: "meta viewport that is also refresh", node: h("meta", { name: "viewport", content: "x", "http-equiv": "refresh", url: URL }) },
  { name: "object", node: h("object", { data: URL, classid: URL, codebase: URL, type: "text/html" }, h("param", { name: "movie", value: URL })) },
  { name: "embed", node: h("EMBED", { src: URL, type: "application/x-shockwave-flash" }) },
  { name: "applet", node: h("applet", { code: JS, archive: URL }) },
  { name: "portal", node: h("portal", { src: URL }) },
  { name: "fencedframe", node: h("fencedframe", { src: URL, config: URL }) },
  { name: "frameset", node: h("frameset", { onload: JS }, h("frame", { src: URL })) },
  { name: "iframe src", node: h("iframe", { src: URL }) },
  { name: "iframe srcdoc", node: h("iframe", { srcdoc: `<script>${JS}</script><img src=${URL}>` }) },
  { name: "iframe SRCDOC", node: h("IFRAME", { SrcDoc: `<script>${JS}</script>`, SRC: URL, rr_src: URL }) },
  { name: "iframe permissions", node: h("iframe", { allow: JS, csp: URL, sandbox: `allow-scripts ${JS}`, name: `top${JS}`, credentialless: JS }) },
  { name: "svg iframe", node: s("svg", {}, s("foreignObject", {}, h("iframe", { srcdoc: JS, src: URL }))) },
  { name: "link prefetch", node: h("link", { rel: "prefetch", href: URL }) },
  { name: "link preload", node: h("link", { rel: "preload", as: "script", href: URL }) },
  { name: "link modulepreload", node: h("link", { rel: "modulepreload", href: URL }) },
  { name: "link dns-prefetch", node: h("link", { rel: "dns-prefetch", href: URL }) },
  { name: "link preconnect", node: h("link", { rel: "preconnect", href: URL }) },
  { name: "link prerender", node: h("link", { rel: "prerender", href: URL }) },
  { name: "link import", node: h("link", { rel: "import", href: URL }) },
  { name: "link manifest", node: h("link", { rel: "manifest", href: URL }) },
  { name: "link expect", node: h("link", { rel: "expect", href: URL, blocking: "render" }) },
  { name: "link pingback", node: h("link", { rel: "pingback", href: URL }) },
  { name: "link stylesheet that prefetches", node: h("link", { rel: "stylesheet prefetch", href: URL }) },
  { name: "link without rel", node: h("link", { href: URL }) },
  { name: "link imagesrcset", node: h("link", { rel: "stylesheet", href: "https://ok.test/a.css", imagesrcset: `${URL} 1x`, as: "image" }) },
  { name: "link javascript stylesheet", node: h("link", { rel: "stylesheet", href: `javascript:${JS}` }) },
  { name: "link data stylesheet", node: h("link", { rel: "stylesheet", href: `data:text/css,@import url(${URL})` }) },
  { name: "link media onload", node: h("link", { rel: "stylesheet", href: "https://ok.test/a.css", onload: JS, integrity: JS, nonce: JS, crossorigin: JS }) },
  { name: "video plays", node: h("video", { src: URL, autoplay: true, rr_mediaState: `played${JS}`, rr_mediaCurrentTime: JS, rr_mediaVolume: JS }, h("source", { src: URL }), h("track", { src: URL })) },
  { name: "audio plays", node: h("audio", { src: URL, autoplay: "", controls: "", rr_mediaState: "played", rr_mediaMuted: `false${JS}` }) },
  { name: "bgsound", node: h("bgsound", { src: URL }) },
  { name: "plaintext", node: h("plaintext", {}, JS) },
  { name: "xmp", node: h("xmp", {}, JS) },
  { name: "form that posts itself", node: h("form", { action: URL, method: "post", target: "_top", id: "f" }, h("input", { name: "a", value: "b", autofocus: "", onfocus: JS }), h("button", { form: "f", formaction: URL, formtarget: "_top", type: "submit" })) },
  { name: "links to top", node: h("a", { href: URL, target: "_top", ping: URL, download: JS, attributionsrc: URL, rel: JS }, "x") },
  { name: "area", node: h("map", { name: "m" }, h("area", { href: URL, ping: URL, target: "_top" })) },
  { name: "usemap", node: h("img", { src: "data:x", usemap: `#${JS}`, longdesc: URL }) },
  { name: "dialog", node: h("dialog", { open: "", rr_open_mode: `modal${JS}`, onclose: JS }) },
  { name: "popover", node: h("button", { popovertarget: JS, popover: JS, command: JS, commandfor: JS }) },
  { name: "contenteditable", node: h("div", { contenteditable: JS, autofocus: JS, tabindex: JS, accesskey: JS }) },
  { name: "customised built-in", node: h("button", { is: JS }) },
  { name: "custom element with handlers", node: { ...h("evil-box", { onclick: JS, src: URL, href: URL, srcdoc: JS, action: URL, xlink: URL }), isCustom: true } },
  { name: "table background off the list", node: h("div", { background: URL }) },
  { name: "html manifest", node: h("html", { manifest: URL, xmlns: "x" }) },
  { name: "cite", node: h("blockquote", { cite: URL }, h("q", { cite: URL }), h("ins", { cite: URL })) },
  { name: "comment", node: { ...h("div"), childNodes: [{ type: 5, textContent: `[if IE]><script>${JS}</script>` } as unknown as Node] } },
  { name: "rr_dataURL page", node: h("canvas", { rr_dataURL: `data:text/html,${JS}` }) },
  { name: "rr_dataURL address", node: h("img", { rr_dataURL: URL }) },
  { name: "unknown rr_ attributes", node: h("div", { rr_src: URL, rr_foo: JS, rr_captured: JS, rr_mediaState: JS }) },
  { name: "rr_width of style", node: h("div", { rr_width: `1px;background:url(${URL})`, rr_height: JS }) },
  { name: "rr_scroll of text", node: h("div", { rr_scrollTop: JS, rr_scrollLeft: JS }) },
  { name: "referrerpolicy", node: h("img", { src: "data:x", referrerpolicy: `unsafe-url${JS}`, crossorigin: JS }) },
  { name: "our own label", node: h("div", { "data-cobroker-removed": JS }) },
  { name: "attribute with markup in its name", node: h("div", { [`x><script>${JS}</script>`]: "1", [`"onclick=${JS}`]: "1", [`/onload=${JS}`]: "1" }) },
  { name: "__proto__", node: JSON.parse(`{"tagName":"div","attributes":{"__proto__":{"onclick":"hit('proto')","src":"${URL}"},"constructor":"hit('c')"},"childNodes":[]}`) as Node },
  { name: "tag __proto__", node: h("__proto__", { onclick: JS }) },
  { name: "tag constructor", node: h("constructor", { onclick: JS }) },
  { name: "tag with spaces", node: h("script ", { src: URL }, h("script\n", {}, "x")) },
  { name: "tag with a slash", node: h("script/x", { src: URL }) },
  { name: "tag with a null", node: h("script\u0000", { src: URL }) },
  { name: "Kelvin sign in a tag", node: h("lin\u212a", { rel: "prefetch", href: URL }) },
  { name: "objects as values", node: h("div", { title: { toString: JS } as unknown as string, id: [JS] as unknown as string }) },
];

const drawings: Vector[] = [
  { name: "use of another document", node: s("svg", {}, s("use", { href: URL, "xlink:href": `${URL}#a` })) },
  { name: "use data", node: s("svg", {}, s("use", { href: `data:image/svg+xml,<svg onload=${JS}>#x` })) },
  { name: "animate href", node: s("svg", {}, s("a", {}, s("animate", { attributeName: `href ${JS}`, values: `javascript:${JS}`, to: "y" }))) },
  { name: "set onclick", node: s("svg", {}, s("set", { attributeName: `onclick ${JS}`, to: "1" })) },
  { name: "set xlink:href", node: s("svg", {}, s("set", { attributeName: `xlink:href;${JS}`, to: "x" })) },
  { name: "animate to an address", node: s("svg", {}, s("animate", { attributeName: "fill", to: `url(${URL})`, values: `red;url(${URL})`, from: `url('${URL}')` })) },
  { name: "animate handlers", node: s("svg", {}, s("animate", { onbegin: JS, onend: JS, onrepeat: JS, attributeName: "x", dur: "1s" })) },
  { name: "discard", node: s("svg", {}, s("discard", { href: URL })) },
  { name: "feImage script", node: s("svg", {}, s("filter", {}, s("feImage", { href: `javascript:${JS}` }))) },
  { name: "fill of another document", node: s("svg", {}, s("rect", { fill: `url(${URL}#x)`, "clip-path": `url("${URL}#y")`, mask: `url( ${URL} )`, "marker-end": `url(#a) url(${URL})` })) },
  { name: "svg style import", node: s("svg", {}, s("style", {}, `@import "${URL}";`)), address: true },
  { name: "foreignObject script", node: s("svg", {}, s("foreignObject", {}, h("script", { src: URL }, JS))) },
  { name: "svg handler element", node: s("svg", {}, s("handler", { "ev:event": "click" }, JS), s("listener", { handler: JS })) },
  { name: "image onerror", node: s("svg", {}, s("image", { href: `javascript:${JS}`, onerror: JS })) },
  { name: "mpath elsewhere", node: s("svg", {}, s("animateMotion", {}, s("mpath", { href: URL }))) },
  { name: "gradient elsewhere", node: s("svg", {}, s("linearGradient", { href: URL, "xlink:href": URL })) },
  { name: "math link", node: h("math", {}, h("maction", { actiontype: "statusline#x", href: `javascript:${JS}`, "xlink:href": URL }), h("mi", { href: URL })) },
  { name: "annotation-xml", node: h("math", {}, h("annotation-xml", { encoding: "text/html" }, h("script", {}, JS))) },
];

const styles: Vector[] = [
  `@import "${URL}";`, `@import url(${URL});`, `@IMPORT '${URL}';`, `@\\69mport "${URL}";`, `@imp\\6f rt "${URL}";`, `@\\49 MPORT url(${URL})`, `@i\\mport "${URL}";`,
  `/* x */@import "${URL}" layer(a) supports(display:grid);`, `@charset "x";@import "${URL}";`, `a{} @import/**/"${URL}";`,
].map((css) => ({ name: `style ${css}`, node: h("style", { _cssText: css }), address: true as const }));

const oldStyles: Vector[] = [
  `a{width:expression(${JS})}`, `a{width:EXPRESSION (${JS})}`, `a{background:url(javascript:${JS})}`, `a{background:url(JAVA\\53 CRIPT:${JS})}`,
  `a{-moz-binding:url(${URL}#${JS})}`, `a{behavior:url(#${JS})}`,
].flatMap((css) => [
  { name: `old style ${css}`, node: h("style", {}, css), address: true as const },
  { name: `old style attribute ${css}`, node: h("p", { style: css.slice(2, -1) }), address: true as const },
]);

/** Honest pages do this all the time: the sanitiser lets it pass, and the CSP fetches only what is on its list. */
export const IMAGES: readonly Vector[] = [
  { name: "img src", node: h("img", { src: URL }), address: true },
  { name: "img srcset", node: h("img", { srcset: `${URL} 1x, ${URL}2 2x` }), address: true },
  { name: "picture", node: h("picture", {}, h("source", { srcset: URL }), h("img", { src: "data:x" })), address: true },
  { name: "input image", node: h("input", { type: "image", src: URL }), address: true },
  { name: "video poster", node: h("video", { poster: URL }), address: true },
  { name: "svg image", node: s("svg", {}, s("image", { href: URL, width: "9", height: "9" })), address: true },
  { name: "svg feImage", node: s("svg", {}, s("filter", { id: "f" }, s("feImage", { href: URL })), s("rect", { filter: "url(#f)", width: "9", height: "9" })), address: true },
  { name: "body background", node: h("td", { background: URL }), address: true },
  { name: "inline background", node: h("div", { style: `background: url(${URL})` }, "x"), address: true },
  { name: "sheet background", node: h("style", { _cssText: `body { background: url(${URL}); cursor: url(${URL}), auto } @font-face { font-family: x; src: url(${URL}) } * { font-family: x; list-style-image: url(${URL}) }` }), address: true },
  { name: "external sheet", node: h("link", { rel: "stylesheet", href: URL }), address: true },
  { name: "icon", node: h("link", { rel: "icon", href: URL }), address: true },
];

export const VECTORS: readonly Vector[] = [...handlers, ...spelled, ...scripts, ...schemes, ...elements, ...drawings, ...styles, ...oldStyles];

/** `node` and all below it as rrweb serialises them, with ids from `nextId`. */
export function serialise(node: Node | string, nextId: () => number): Record<string, unknown> {
  if (typeof node === "string") return { type: 3, id: nextId(), textContent: node };
  return { type: 2, ...node, id: nextId(), childNodes: (node.childNodes ?? []).map((child) => serialise(child, nextId)) };
}
