// What ought to be seen, worked out from how the page was made and never from the code under test.

/** Fields that are private on every page. */
export const PRIVATE_KINDS = new Set(["password", "otp", "card", "newPassword", "hiddenField"]);
export const TYPED_KINDS = new Set(["text", "area", "select", "checkbox", "radio", "editable", "submit", "listed", ...PRIVATE_KINDS]);
const BOXED_KINDS = new Set(["svg", "frame", "srcdoc", "img", "picture", "video", "fallback", "canvas", "object"]);
/** What each flag puts onto an element; the settings in `runner.mjs` make masks and openings of them. */
export const FLAGS = {
  secret: (element, on) => element.classList.toggle("secret", on),
  sensitive: (element, on) => (on ? element.setAttribute("data-sensitive", "true") : element.removeAttribute("data-sensitive")),
  hush: (element, on) => element.toggleAttribute("data-hush", on),
  private: (element, on) => element.toggleAttribute("data-private", on),
  shown: (element, on) => element.classList.toggle("shown", on),
  by: (element, on) => element.classList.toggle("by", on),
  amount: (element, on) => element.classList.toggle("amount", on),
};

/** One element of the generated page, or a document in a frame. */
export class Thing {
  flags = new Set();
  children = [];
  /** What stands in each attribute now. */
  planted = new Map();
  /** For a host: whether its slot stands in something masked. */
  slotsHidden = false;
  /** Whether this is a child of a host that goes into its slot. */
  isSlotted = false;
  isAlive = true;

  constructor(page, kind, element, parent) {
    this.page = page;
    this.kind = kind;
    this.element = element;
    /** Where children of this go. */
    this.inside = element;
    this.parent = parent;
    /** Selectors do not reach across shadow roots and frames. */
    this.scope = parent?.innerScope ?? page;
    this.innerScope = kind === "root" ? this : this.scope;
    parent?.children.push(this);
  }

  set(flag, on) {
    if (on) this.flags.add(flag);
    else this.flags.delete(flag);
    FLAGS[flag](this.element, on);
  }

  /** Whether a rule hides this, itself or around it. */
  get isHidden() {
    if (this.isHiddenItself) return true;
    if (this.isSlotted && this.parent.slotsHidden) return true;
    return this.parent?.isHidden ?? false;
  }

  get isHiddenItself() {
    const { flags, kind } = this;
    if (["secret", "sensitive", "hush", "private"].some((flag) => flags.has(flag))) return true;
    if (PRIVATE_KINDS.has(kind)) return true;
    if (this.page.settings.allInput && TYPED_KINDS.has(kind)) return true;
    return flags.has("amount") && this.isWithin("by");
  }

  /** Whether an ancestor in the same tree has the flag. */
  isWithin(flag) {
    for (let around = this.parent; around && around.innerScope === this.scope; around = around.parent) if (around.flags.has(flag)) return true;
    return false;
  }

  get isMasked() {
    if (this.isHidden || (this.page.settings.isPrivate && !this.isOpened)) return true;
    return this.isInBox;
  }

  /** Nothing within a grey box is seen, whatever opens it. */
  get isInBox() {
    const { parent } = this;
    return !!parent && ((BOXED_KINDS.has(parent.kind) && parent.isMasked) || parent.isInBox);
  }

  get isOpened() {
    return this.flags.has("shown") || (this.parent?.isOpened ?? false);
  }

  get family() {
    return [this, ...this.children.flatMap((child) => child.family)];
  }

  kill() {
    for (const thing of this.family) thing.isAlive = false;
    this.parent.children = this.parent.children.filter((child) => child !== this);
  }

  /** Into another element of the same document. */
  moveTo(parent) {
    this.parent.children = this.parent.children.filter((child) => child !== this);
    this.parent = parent;
    parent.children.push(this);
    this.isSlotted = false;
    this.rescope(parent.innerScope);
  }

  rescope(scope) {
    this.scope = scope;
    if (this.kind === "root") return;
    this.innerScope = scope;
    for (const child of this.children) child.rescope(scope);
  }
}

/** How open a place is when its element is: it must arrive, may arrive, or never leaves. */
export const MUST = "must";
export const MAY = "may";
export const NEVER = "never";

/** Every canary of a page, what is to become of it, and what an agent may have seen of it. */
export class Ledger {
  entries = [];

  /** @param openness of the place; @param things whose masks hide it, any of them */
  plant(canary, place, openness, ...things) {
    const entry = { canary, place, openness, things, sheet: null, isGone: false, wasOpen: false };
    this.entries.push(entry);
    return entry;
  }

  /** The agent sees the page as it is now. */
  observe() {
    for (const entry of this.entries) if (isOpen(entry)) entry.wasOpen = true;
  }

  /** What never may be on the wire. What was open once has left, and nothing brings it back. */
  get secrets() {
    return this.entries.filter((entry) => !entry.wasOpen);
  }

  /** What may not be in what a late agent gets: it is masked now, whatever it was. */
  get masked() {
    return this.entries.filter((entry) => !isGone(entry) && !isOpen(entry));
  }

  get expected() {
    return this.entries.filter((entry) => entry.openness === MUST && !isGone(entry) && isOpen(entry));
  }
}

const isGone = ({ isGone, things, sheet }) => isGone || things.some((thing) => !thing.isAlive) || (sheet !== null && !sheet.isAlive);

function isOpen(entry) {
  // a style sheet is code: only a rule that hides it keeps it here, not the page's being private by default
  return entry.openness !== NEVER && !isGone(entry) && !entry.sheet?.isHidden && entry.things.every((thing) => !thing.isMasked);
}
