/**
 * The gate every event passes before it leaves the page. It alone decides what an agent may see; the recorder's own
 * masking is only a second layer. Whatever it does not know, it does not let through.
 */

import { MASK } from "./attributes";
import { BoxSizes } from "./boxes";
import { MaskView } from "./masked";
import { isTypedInto, type NodeOptions, NodeScrubber } from "./nodes";
import { type Attributes, EventKind, type MutationData, type NodeMirror, Source, type WireEvent, type WireNode } from "./types";
import { pageUrl } from "./urls";

export interface GateOptions extends Omit<NodeOptions, "onBoxed"> {
  readonly page: Document;
  /** The agent has seen in clear what is masked from now on, or has lost something: the stored picture must be taken anew. */
  readonly onExposed: () => void;
  /** The gate has something to say that the recorder does not know. */
  readonly emit: (event: WireEvent) => void;
}

type Data = Record<string, unknown>;

export class Gate {
  private mirror: NodeMirror = { getNode: () => null };
  private shown = new WeakSet<Node>();
  /** What was last said of masked fields and texts, so that a key press says nothing. */
  private said = new WeakMap<Node, string>();
  /** What the last event added. */
  private added = new Map<number, Node | null>();
  private readonly boxes = new BoxSizes((id, attributes) => this.resize(id, attributes));

  constructor(private readonly options: GateOptions) {}

  /** A new recording begins: with new ids, and for agents who have seen nothing yet. */
  begin(mirror: NodeMirror): void {
    this.mirror = mirror;
    this.shown = new WeakSet();
    this.said = new WeakMap();
  }

  /** Whether the agent has seen this node in clear. */
  hasShown(node: Node): boolean {
    return this.shown.has(node);
  }

  /** Whether the agent may not see this node. */
  isMasked(node: Node): boolean {
    return this.view().isMasked(node);
  }

  stop(): void {
    this.boxes.stop();
  }

  /** Second layer, for the recorder's own masking options. */
  maskValue(text: string, element: Element): string {
    return text && this.isMasked(element) ? MASK : text;
  }

  /** What may leave of an event, or `null` if nothing. */
  process(event: WireEvent): WireEvent | null {
    try {
      const data = this.data(event);
      return data && { type: event.type, data, timestamp: event.timestamp };
    } catch {
      // A lost event leaves the agent's copy wrong; a new picture mends it.
      this.options.onExposed();
      return null;
    }
  }

  private data({ type, data }: WireEvent): Data | null {
    switch (type) {
      case EventKind.Meta:
        return { ...data, href: pageUrl(String(data["href"]), this.options.sharePath), dark: prefersDark() };
      case EventKind.FullSnapshot:
        this.options.rules.unshown.clear();
        return { ...data, node: this.scrubber().node(data["node"] as WireNode) };
      case EventKind.Incremental:
        return this.increment(data, this.scrubber());
      default:
        return null;
    }
  }

  private scrubber(): NodeScrubber {
    const onBoxed = (element: Element, id: number) => this.boxes.follow(element, id);
    return new NodeScrubber(this.mirror, this.view(), { ...this.options, onBoxed }, this.shown);
  }

  private view(): MaskView {
    return new MaskView(this.options.rules, this.options.page);
  }

  private resize(id: number, attributes: Attributes): void {
    const data = { source: Source.Mutation, adds: [], removes: [], texts: [], attributes: [{ id, attributes }] };
    this.options.emit({ type: EventKind.Incremental, data, timestamp: Date.now() });
  }

  private increment(data: Data, scrubber: NodeScrubber): Data | null {
    const live = typeof data["id"] === "number" ? this.mirror.getNode(data["id"]) : null;
    const hidden = scrubber.view.isMasked(live);
    switch (data["source"]) {
      case Source.Mutation:
        return this.mutation(data as unknown as MutationData, scrubber);
      case Source.MouseMove:
      case Source.TouchMove:
      case Source.Drag:
        return this.moves(data, scrubber.view);
      case Source.Selection:
        return this.selection(data, scrubber.view);
      case Source.Input:
        return hidden ? this.maskedInput(data, live) : inputNow(data, live);
      case Source.Scroll:
        return hidden && (!live || isTypedInto(live)) ? null : data;
      case Source.MouseInteraction:
      case Source.MediaInteraction:
        return hidden ? null : data;
      case Source.ViewportResize:
      case Source.CustomElement:
        return data;
      case Source.StyleSheetRule:
        return sheetRule(data, (css) => scrubber.css(css, live));
      case Source.StyleDeclaration:
        return declaration(data);
      case Source.AdoptedStyleSheet:
        return adoptedSheets(data, (css) => scrubber.css(css, live));
      default:
        return null;
    }
  }

  private mutation(data: MutationData, scrubber: NodeScrubber): Data | null {
    const adds = data.adds.flatMap((add) => {
      const node = scrubber.added(add.node, this.mirror.getNode(add.parentId));
      return node ? [{ ...add, node }] : [];
    });
    const texts = data.texts.flatMap((text) => this.changedText(text, scrubber));
    const attributes = data.attributes.flatMap((change) => this.changedAttributes(change, scrubber));
    // Whatever moves into a shadow root that is watched longer than the page is told as added, and then as removed: the
    // recorder has lost it, and the agent.
    const isLost = data.removes.some(({ id }) => this.added.get(id)?.isConnected);
    this.added = new Map(data.adds.map(({ node: { id } }) => [id, this.mirror.getNode(id)]));
    if (scrubber.exposed || isLost) this.options.onExposed();
    if (adds.length + texts.length + attributes.length + data.removes.length === 0) return null;
    return { ...data, adds, texts, attributes };
  }

  private changedText(change: { id: number; value: string | null }, scrubber: NodeScrubber): { id: number; value: string }[] {
    const live = this.mirror.getNode(change.id);
    if (!live || scrubber.swallows(live)) return [];
    const value = scrubber.text(live, change.value ?? "");
    return value === MASK && !this.isNews(live, value) ? [] : [{ id: change.id, value }];
  }

  private changedAttributes(change: MutationData["attributes"][number], scrubber: NodeScrubber): MutationData["attributes"] {
    const live = this.mirror.getNode(change.id);
    if (!live || scrubber.swallows(live)) return [];
    const attributes = scrubber.attributes((live as Element).localName, change.attributes, live, true);
    return Object.keys(attributes).length === 0 ? [] : [{ id: change.id, attributes }];
  }

  /** Of a masked field the agent learns whether it is filled, and only when that changes. */
  private maskedInput(data: Data, live: Node | null): Data | null {
    if (!live || !isTypedInto(live) || /^(?:checkbox|radio|file|hidden)$/.test((live as HTMLInputElement).type)) return null;
    const text = data["text"] ? MASK : "";
    return this.isNews(live, text) ? { source: Source.Input, id: data["id"], text, isChecked: false } : null;
  }

  private isNews(live: Node, text: string): boolean {
    if (this.said.get(live) === text) return false;
    this.said.set(live, text);
    return true;
  }

  private moves(data: Data, view: MaskView): Data | null {
    const all = data["positions"] as { id: number }[];
    const positions = all.filter(({ id }) => !view.isMasked(this.mirror.getNode(id)));
    return positions.length > 0 ? { ...data, positions } : null;
  }

  private selection(data: Data, view: MaskView): Data | null {
    const all = data["ranges"] as { start: number; end: number }[];
    const hides = (id: number) => view.isMasked(this.mirror.getNode(id));
    const ranges = all.filter(({ start, end }) => !hides(start) && !hides(end));
    return ranges.length > 0 || all.length === 0 ? { ...data, ranges } : null;
  }
}

/** rrweb takes all radio buttons of one name for one group, also those of another form, and calls them unticked. */
function inputNow(data: Data, live: Node | null): Data {
  return live?.nodeName === "INPUT" && (live as HTMLInputElement).type === "radio" ? { ...data, isChecked: (live as HTMLInputElement).checked } : data;
}

/** The agent is to see the colours the customer sees, whatever the agent's own browser prefers. */
function prefersDark(): boolean {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

type Scrub = (css: string) => string;

function sheetRule(data: Data, scrub: Scrub): Data {
  const changed: Data = { ...data };
  for (const field of ["replace", "replaceSync"]) if (typeof data[field] === "string") changed[field] = scrub(data[field]);
  if (Array.isArray(data["adds"])) changed["adds"] = rules(data["adds"], scrub);
  return changed;
}

function adoptedSheets(data: Data, scrub: Scrub): Data {
  if (!Array.isArray(data["styles"])) return data;
  return { ...data, styles: data["styles"].map((style: Data) => ({ ...style, rules: rules(style["rules"], scrub) })) };
}

function rules(list: unknown, scrub: Scrub): unknown {
  return Array.isArray(list) ? list.map((one: { rule: string }) => ({ ...one, rule: scrub(one.rule) })) : [];
}

/** A single declaration comes without its selector, so strings and pictures in it stay here. */
function declaration(data: Data): Data | null {
  const set = data["set"] as { property: string; value: string | null } | undefined;
  const value = String(set?.value);
  return set && (/url\(/i.test(value) || (/["']/.test(value) && !/^(?:font|grid)/i.test(set.property))) ? null : data;
}
