// What the page itself hears, and a scroller in a shadow root.
window.heard = [];
for (const type of ["click", "input", "change"]) document.addEventListener(type, (event) => event.target.id && window.heard.push(`${type} ${event.target.id} ${event.target.value ?? ""}`.trim()));
const root = document.getElementById("host").attachShadow({ mode: "open" });
const box = document.createElement("div");
box.id = "shadow-box";
box.tabIndex = 0;
box.setAttribute("aria-label", "Shadow");
Object.assign(box.style, { height: "100px", width: "240px", overflow: "auto" });
box.append(Object.assign(document.createElement("div"), { id: "shadow-inside", textContent: "shadow" }));
Object.assign(box.firstChild.style, { height: "500px" });
root.append(box);
