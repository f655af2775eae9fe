/** Pictures and fonts of the page that did not load here: the policy refuses their host, or their host refuses us. */

import { bare, fontUrls } from "./assets";

/** Addresses remembered; a page with more is told as this many. */
const MAX_KNOWN = 2_000;

export class Blocked {
  readonly #known = { images: new Set<string>(), fonts: new Set<string>() };
  #watched: Document | null = null;

  constructor(
    private readonly changed: (counts: { images: number; fonts: number }) => void,
    /** Addresses that did not load now; the same may be told again. */
    private readonly missing: (urls: readonly string[]) => void,
  ) {}

  /** What came by another way is not missing any more. */
  arrived(url: string): void {
    if (this.#known.images.delete(url)) this.#tell();
  }

  fontArrived(family: string): void {
    for (const name of this.#known.fonts) if (name.startsWith(`${bare(family)} `)) this.#known.fonts.delete(name);
    this.#tell();
  }

  /** A new picture of the page. rrweb writes it into the same document, which loses all listeners with it. */
  watch(page: Document | null): void {
    this.#watched = page;
    for (const set of Object.values(this.#known)) set.clear();
    this.#tell();
    page?.addEventListener("securitypolicyviolation", this.#refused);
    page?.addEventListener("error", this.#failed, true);
    page?.fonts.addEventListener("loadingerror", this.#fontsFailed);
  }

  readonly #refused = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    if (effectiveDirective === "img-src") this.#add("images", blockedURI);
  };

  readonly #fontsFailed = ({ fontfaces }: FontFaceSetLoadEvent): void => {
    for (const { family, weight, style } of fontfaces) this.#add("fonts", `${bare(family)} ${weight} ${style}`);
    if (this.#watched) this.missing(fontUrls(this.#watched, new Set(fontfaces.map(({ family }) => bare(family)))));
  };

  readonly #failed = ({ target }: Event): void => {
    const image = (target as Element | null)?.localName === "img" ? (target as HTMLImageElement) : null;
    if (image) this.#add("images", image.currentSrc || image.src);
  };

  #add(kind: "images" | "fonts", address: string): void {
    if (kind === "images") this.missing([address]);
    const set = this.#known[kind];
    if (set.has(address) || set.size >= MAX_KNOWN) return;
    set.add(address);
    this.#tell();
  }

  #tell(): void {
    if (this.#watched) this.changed({ images: this.#known.images.size, fonts: this.#known.fonts.size });
  }
}
