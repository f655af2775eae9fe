import assert from "node:assert/strict";
import { test } from "node:test";
import { leadOut } from "./framed";

const link = (href: string): HTMLAnchorElement => ({ href, target: "", rel: "" }) as HTMLAnchorElement;

test("in a frame, links to what may not be framed open in a tab", () => {
  const links = ["/agent", "/login?next=/agent", "/admin", "/account"].map((path) => link(`https://desk.example${path}`));
  leadOut(true, links);
  assert.deepEqual(links.map(({ target }) => target), ["", "", "_blank", "_blank"]);
  assert.equal(links[2]!.rel, "noopener");
});

test("outside of one nothing is changed", () => {
  const admin = link("https://desk.example/admin");
  leadOut(false, [admin]);
  assert.equal(admin.target, "");
});
