// What nasty.html does after it has loaded, and on demand through window.nasty. Masks: see the comment there.
const byId = (id) => document.getElementById(id);

function fillShadow(host, html) {
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = html;
  return root;
}

fillShadow(
  byId("shadow-masked"),
  `CANARY-shadow-bare<style>p::after{content:"CANARY-shadow-css"}</style><p title="CANARY-shadow-attr">CANARY-shadow-text</p><input id="in" value="CANARY-shadow-input"><slot></slot>`,
);
byId("shadow-masked").append("CANARY-slotted");

const open = fillShadow(
  byId("shadow-open"),
  `<p>VISIBLE-shadow</p><p class="secret">CANARY-shadow-inner</p><input id="in" data-private><div id="inner"></div><div data-private><slot name="hidden"></slot></div>`,
);
fillShadow(open.getElementById("inner"), `<p>VISIBLE-deep-shadow</p><p data-private>CANARY-deep-shadow</p>`);
const slotted = document.createElement("p");
slotted.slot = "hidden";
slotted.textContent = "CANARY-slotted-into-private";
byId("shadow-open").append(slotted);

byId("cleared").value = "";
byId("masked-canvas").getContext("2d")?.fillText("CANARY-canvas", 0, 12);
const sheet = document.createElement("style");
document.head.append(sheet);
sheet.sheet?.insertRule('.css-content::marker { content: "CANARY-inserted-rule"; }');
history.replaceState(null, "", `${location.pathname}?q=CANARY-query#CANARY-hash`);

let adopted;

/** Everything that can happen while somebody watches; each step leaves a secret behind that must not leave. */
window.nasty = {
  addLate() {
    byId("late").innerHTML = `<p>VISIBLE-late</p><p id="late-secret" title="CANARY-late-attr">CANARY-late</p>
      <label class="secret">CANARY-late-label <input value="CANARY-late-input" placeholder="CANARY-late-placeholder"></label>
      <select class="secret"><option selected value="CANARY-late-option">CANARY-late-option-text</option></select>
      <img class="secret" src="/CANARY-late.png" alt="CANARY-late-alt"><!-- CANARY-late-comment -->
      <a href="/late?x=CANARY-late-query" onclick="void 'CANARY-late-handler'">VISIBLE-late-link</a>
      <input type="password" id="late-password" value="CANARY-late-password">
      <noscript>CANARY-late-noscript</noscript><script type="text/plain">CANARY-late-script</script>`;
    const host = document.createElement("div");
    host.setAttribute("data-private", "");
    fillShadow(host, "<p>CANARY-late-shadow</p>");
    byId("late").append(host);
    const frame = document.createElement("iframe");
    frame.className = "secret";
    frame.srcdoc = "<p>CANARY-late-frame</p>";
    byId("late").append(frame);
    byId("frame-open").contentDocument.body.insertAdjacentHTML("beforeend", "<p>VISIBLE-late-in-frame</p><p data-private>CANARY-late-in-frame</p>");
    document.title = "CANARY-late-title";
    fillShadow(byId("toggled").parentNode.appendChild(document.createElement("div")), "<p>VISIBLE-added-shadow</p><p data-private>CANARY-added-shadow</p>");
    fillShadow(byId("context"), "<p>VISIBLE-attached-shadow</p><p data-private>CANARY-attached-shadow</p><slot></slot>").host.id = "late-host";
  },
  changeAttributes() {
    const target = document.querySelector("section.secret");
    for (const name of ["title", "aria-label", "data-name", "data-new", "custom"]) target.setAttribute(name, `CANARY-changed-${name}`);
    target.style.setProperty("--late", "'CANARY-changed-property'");
    target.style.backgroundImage = "url(/CANARY-changed-url.png)";
    target.querySelector("img").src = "/CANARY-changed-src.png";
    target.querySelector("p").firstChild.data = "CANARY-changed-text";
    byId("open-link").href = "/orders?session=CANARY-changed-link";
    byId("open-link").setAttribute("onclick", "void 'CANARY-changed-handler'");
    document.querySelector("link[rel=canonical]").href = "/nasty?order=CANARY-changed-canonical";
    document.querySelector("meta[name=description]").content = "CANARY-changed-meta";
    byId("hush").options[0].label = "CANARY-changed-label";
    byId("typed").setAttribute("placeholder", "CANARY-changed-placeholder");
    byId("frame-srcdoc").setAttribute("data-x", "VISIBLE-changed");
    byId("private-area").textContent = "CANARY-changed-area";
    document.querySelector(".css-content").innerHTML = "<i>CANARY-changed-inner</i>";
  },
  changeStyles() {
    sheet.sheet.insertRule('.css-content::after { content: "CANARY-late-rule"; }');
    for (const rule of sheet.sheet.cssRules) rule.style.setProperty("content", '"CANARY-late-declaration"');
    adopted = new CSSStyleSheet();
    adopted.replaceSync('.css-content::before { content: "CANARY-adopted"; }');
    document.adoptedStyleSheets = [adopted];
    adopted.replaceSync('.css-content::before { content: "CANARY-adopted-again"; }');
    document.querySelector("style").append('.css-content::after { content: "CANARY-appended-css"; } /* CANARY-appended-comment */');
  },
  setValues() {
    byId("typed").value = "CANARY-set-value";
    byId("hush").selectedIndex = 0;
    byId("radio-1").checked = true;
    byId("password").value = "CANARY-set-password";
    open.getElementById("in").value = "CANARY-set-in-shadow";
    byId("frame-open").contentDocument.getElementById("frame-typed").value = "CANARY-set-in-frame";
    byId("open-text").value = "VISIBLE-set-value";
  },
  reveal() {
    byId("shown-password").type = "text";
    byId("shown-password").value = "CANARY-revealed-typed";
    const again = document.createElement("input");
    again.id = "password";
    again.name = "password";
    again.value = "CANARY-rendered-anew";
    byId("password").replaceWith(again);
    byId("late-password")?.setAttribute("type", "text");
  },
  /** The element was in clear; from now on it is private, and so is what comes into it. */
  toggle() {
    byId("toggled").classList.add("secret");
    byId("toggled").textContent = "CANARY-after-toggle";
    const context = document.querySelector(".by-context");
    context.classList.add("private");
    context.querySelector(".amount").textContent = "CANARY-context";
  },
  move() {
    byId("moved-in").append(byId("mover"));
    byId("mover").textContent = "CANARY-moved";
  },
  /** A class inside a shadow root that was attached late. */
  toggleInShadow() {
    const text = document.getElementById("late-host").shadowRoot.querySelector("p");
    text.className = "secret";
    text.textContent = "CANARY-toggled-in-shadow";
  },
  navigate() {
    history.pushState(null, "", `${location.pathname}?order=CANARY-pushed#CANARY-pushed-hash`);
  },
};
