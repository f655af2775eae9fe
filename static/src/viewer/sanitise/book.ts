/** What the viewer knows of each node it accepted: later events name nodes by id only, and rules depend on what the node is. */

export type Entry = {
  readonly id: number;
  /** `box` stands for something left out: nothing may be added to it or changed in it. */
  readonly kind: "document" | "element" | "text" | "other" | "box";
  /** Lower-case; empty for all but elements. */
  readonly tag: string;
  readonly svg: boolean;
  readonly parent: Entry | null;
  readonly depth: number;
  /** The document the node is in; a document's own is itself. */
  readonly root: number;
  readonly children: Set<Entry>;
};

export class Book {
  readonly #entries = new Map<number, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  get(id: unknown): Entry | undefined {
    return this.#entries.get(id as number);
  }

  add(entry: Entry): void {
    this.#entries.set(entry.id, entry);
    entry.parent?.children.add(entry);
  }

  /** Forgets the node and all below it. */
  remove(entry: Entry): void {
    entry.parent?.children.delete(entry);
    const rest = [entry];
    for (let one = rest.pop(); one; one = rest.pop()) {
      this.#entries.delete(one.id);
      for (const child of one.children) rest.push(child);
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}
