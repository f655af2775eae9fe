// The desk in a frame of your own, without any script of ours.

const BROKER = "https://support.example.com";

export async function deskInFrame(element, { deskUrl }, heard) {
  const frame = document.createElement("iframe");
  frame.title = "Customer’s page";
  frame.allow = `fullscreen ${BROKER}`;
  frame.referrerPolicy = "no-referrer";
  window.addEventListener("message", function listen({ source, origin, data }) {
    if (source !== frame.contentWindow || origin !== BROKER || data?.source !== "cobrowse-desk") return;
    heard(data.type, data.payload);
    if (data.type === "session_ended" || data.type === "session_left") window.removeEventListener("message", listen);
  });
  element.replaceChildren(frame);
  // by `replace`: the address holds a token, which belongs neither into the page's markup nor into its history
  frame.contentWindow.location.replace(deskUrl);
}
