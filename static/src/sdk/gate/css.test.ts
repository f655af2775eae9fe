import assert from "node:assert/strict";
import { test } from "node:test";
import { elementSelector, scrubCss } from "./css";

const never = { masks: (): boolean[] => [], mayPicture: () => true };
const showing = (mayShow: (selector: string) => boolean) => ({ ...never, masks: (selector: string) => (mayShow(selector) ? [false] : [false, true]) });
const picturing = (mayPicture: (selector: string) => boolean) => ({ ...never, mayPicture });

test("long strings that would be shown go, icons stay", () => {
  assert.equal(scrubCss(`.a::before{content:"4111 1111"}`, never), `.a::before{content:""}`);
  assert.equal(scrubCss(`.a{--card: '4111 1111'; quotes: "abcd" "x"}`, never), `.a{--card: ""; quotes: "" "x"}`);
  const icons = String.raw`.i::before{content:"\f101\f102"} .b::after{content: "›"} .q::before{content:open-quote}`;
  assert.equal(scrubCss(icons, never), icons);
});

test("strings that are not shown are left alone", () => {
  const css = `@import "theme.css"; .a{font-family:"Helvetica Neue"; background:url("long-name.png")} a[href="/long/path"]{color:red}`;
  assert.equal(scrubCss(css, never), css);
});

test("the selector of the rule decides, whatever is nested around it", () => {
  const asked: string[] = [];
  const css = `@media print { .x { color: red } .secret::before, .y { color: blue; content: "long text" } } .outer { content: "outer text"; & .in { content: "inner text" } content: "after nested" }`;
  scrubCss(css, showing((selector) => (asked.push(selector), false)));
  assert.deepEqual(asked, [".secret::before, .y", ".outer", ":is(.outer) .in", ".outer"]);
  const kept = scrubCss(`.open::after{content:"long text"}`, showing((selector) => selector === ".open::after"));
  assert.equal(kept, `.open::after{content:"long text"}`);
});

test("braces and quotes inside strings confuse nothing", () => {
  assert.equal(scrubCss(`.a::before{content:"}.b{content:'x"} .c{color:red}`, never), `.a::before{content:""} .c{color:red}`);
  assert.equal(scrubCss(String.raw`.a::before{content:"it\"s long; } "}`, never), `.a::before{content:""}`);
  assert.equal(scrubCss(`.a::before{content:"never closed`, never), `.a::before{content:""`);
});

test("comments go, except rrweb's own mark", () => {
  assert.equal(scrubCss(`.a{}/* note */.b{}/* rr_split */.c{}/* open`, never), `.a{}.b{}/* rr_split */.c{}`);
});

test("a declaration list without a rule shows nothing", () => {
  assert.equal(scrubCss(`content: "long text"`, showing(() => true)).includes("long"), true);
  assert.equal(scrubCss(`content: "long text"`, showing((selector) => selector !== "")), `content: ""`);
});

test("pseudo-elements and moments are no part of the element's selector", () => {
  assert.equal(elementSelector(".a:hover::before, ::after, p::part(x):before"), ".a,*,p");
});

test("pictures of masked elements alone become grey, fonts and marks within the page stay", () => {
  const css = `.secret{background:url("/c/4711.png") no-repeat} .open{background:URL( /logo.png )} @font-face{src:url("f.woff2")} .secret{fill:url("#mark");clip-path:url(#cut)} @import url("more.css");`;
  const grey = css.replace('url("/c/4711.png")', "linear-gradient(#b8bcc2,#b8bcc2)");
  assert.equal(scrubCss(css, picturing((selector) => selector !== ".secret")), grey);
});

test("other properties that put a string on the screen are scrubbed, too", () => {
  const css = `li{list-style:"4111 1111"} @property --a{initial-value:"4111 1111"} @counter-style s{symbols:"4111 1111";suffix:". "} p{text-overflow:"4111 1111"}`;
  assert.ok(!scrubCss(css, never).includes("4111"));
});

test("nested rules are asked about as if they stood alone", () => {
  const asked: string[] = [];
  scrubCss(`.a, .b { @media print { & > .c { background: url(x.png) } } .d & { .e { background: url(y.png) } } }`, picturing((selector) => (asked.push(selector), true)));
  assert.deepEqual(asked, [":is(.a, .b) > .c", ":is(.d :is(.a, .b)) .e"]);
});

test("moments of an animation are no elements", () => {
  assert.equal(elementSelector("50%, to"), "from,to");
});
