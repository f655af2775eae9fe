// A component with an open shadow root and a sheet of its own, drawings, and a film without a file.
const sheet = new CSSStyleSheet();
sheet.replaceSync("p { color: rgb(7, 8, 9) }");
customElements.define("x-card", class extends HTMLElement {
  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = '<p id="shade">In the shadow</p><slot name="name"></slot><x-inner></x-inner>';
  }
});
customElements.define("x-inner", class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML = "<style>i { color: rgb(9, 8, 7) }</style><i>deeper</i>";
  }
});
window.paint = (id, colour) => {
  const context = document.getElementById(id).getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 120, 60);
};
paint("chart", "rgb(200, 10, 10)");
paint("private-chart", "rgb(10, 200, 10)");
window.film = () => {
  const source = Object.assign(document.createElement("canvas"), { width: 120, height: 60 });
  const context = source.getContext("2d");
  setInterval(() => {
    context.fillStyle = "rgb(10, 10, 200)";
    context.fillRect(0, 0, 120, 60);
  }, 50);
  const video = document.getElementById("film");
  video.srcObject = source.captureStream(20);
  return video.play();
};
