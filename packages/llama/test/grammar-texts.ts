// Texts of a grammar in llama.cpp's notation, picked at random: for tests of what a grammar can produce.

type Node =
  | { type: "text"; text: string }
  | { type: "class"; ranges: [number, number][] }
  | { type: "rule"; name: string }
  | { type: "sequence" | "choice"; items: Node[] }
  | { type: "repeat"; item: Node; min: number; max: number };

/** A number from 0 up to, but not, `below`. */
export type Pick = (below: number) => number;

export class GrammarTexts {
  readonly #rules = new Map<string, Node>();
  /** How many rules deep a rule's shortest text is. */
  readonly #depths = new Map<string, number>();

  constructor(grammar: string) {
    for (const line of grammar.trimEnd().split("\n")) {
      const [name = "", body = ""] = line.split(/ ::= (.*)/s);
      this.#rules.set(name, new BodyParser(body).parse());
    }
    for (let changed = true; changed; ) {
      changed = false;
      for (const [name, node] of this.#rules) {
        const depth = this.#depth(node) + 1;
        if (depth < (this.#depths.get(name) ?? Number.POSITIVE_INFINITY)) {
          this.#depths.set(name, depth);
          changed = true;
        }
      }
    }
  }

  one(pick: Pick, depth = 40): string {
    return this.#text({ type: "rule", name: "root" }, pick, depth);
  }

  #depth(node: Node): number {
    switch (node.type) {
      case "rule":
        return this.#depths.get(node.name) ?? Number.POSITIVE_INFINITY;
      case "sequence":
        return Math.max(0, ...node.items.map((item) => this.#depth(item)));
      case "choice":
        return Math.min(...node.items.map((item) => this.#depth(item)));
      case "repeat":
        return node.min === 0 ? 0 : this.#depth(node.item);
      default:
        return 0;
    }
  }

  #text(node: Node, pick: Pick, left: number): string {
    switch (node.type) {
      case "text":
        return node.text;
      case "class": {
        const [from, to] = node.ranges[pick(node.ranges.length)] ?? [63, 63];
        return String.fromCodePoint(from + [0, to - from, pick(to - from + 1)][pick(3)]!);
      }
      case "rule": {
        const rule = this.#rules.get(node.name);
        if (!rule) throw new Error(`the grammar has no rule ${node.name}`);
        return this.#text(rule, pick, left - 1);
      }
      case "sequence":
        return node.items.map((item) => this.#text(item, pick, left)).join("");
      case "choice": {
        const possible = node.items.filter((item) => this.#depth(item) <= left);
        const shortest = node.items.toSorted((a, b) => this.#depth(a) - this.#depth(b)).slice(0, 1);
        const items = possible.length > 0 ? possible : shortest;
        return this.#text(items[pick(items.length)] as Node, pick, left);
      }
      case "repeat": {
        const most = Math.min(node.max, node.min + 300);
        const few = Math.min(most, node.min + 3);
        const times =
          left <= 0
            ? node.min
            : [node.min, few, few, node.min + pick(few - node.min + 1), most][pick(node.max > 20 ? 4 : 5)]!;
        return Array.from({ length: times }, () => this.#text(node.item, pick, left)).join("");
      }
    }
  }
}

const controls: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

class BodyParser {
  readonly #body: string;
  #at = 0;

  constructor(body: string) {
    this.#body = body;
  }

  parse(): Node {
    const node = this.#choice();
    if (this.#at < this.#body.length) throw new Error(`what is ${this.#body.slice(this.#at)}?`);
    return node;
  }

  #choice(): Node {
    const items = [this.#sequence()];
    while (this.#take(/\s*\|\s*/y)) items.push(this.#sequence());
    return items.length === 1 ? items[0]! : { type: "choice", items };
  }

  #sequence(): Node {
    const items: Node[] = [];
    for (let item = this.#item(); item; item = this.#item()) items.push(item);
    return { type: "sequence", items };
  }

  #item(): Node | undefined {
    this.#take(/ +/y);
    let node: Node;
    const text = this.#take(/"((?:[^"\\]|\\.)*)"/y);
    const set = text ? undefined : this.#take(/\[((?:[^\]\\]|\\.)*)\]/y);
    const name = text || set ? undefined : this.#take(/[a-zA-Z0-9-]+/y);
    if (text)
      node = {
        type: "text",
        text: text[1]!.replace(/\\(.)/gs, (_, letter: string) => controls[letter] ?? letter),
      };
    else if (set) node = { type: "class", ranges: rangesOf(set[1]!) };
    else if (name) node = { type: "rule", name: name[0] };
    else if (this.#take(/\(/y)) {
      node = this.#choice();
      if (!this.#take(/\s*\)/y)) throw new Error(`no end of a group in ${this.#body}`);
    } else return undefined;
    const times = this.#take(/[?*+]|\{(\d*)(,?)(\d*)\}/y);
    if (!times) return node;
    const [sign, min = "", comma, max = ""] = times;
    if (sign === "?") return { type: "repeat", item: node, min: 0, max: 1 };
    if (sign === "*") return { type: "repeat", item: node, min: 0, max: Number.POSITIVE_INFINITY };
    if (sign === "+") return { type: "repeat", item: node, min: 1, max: Number.POSITIVE_INFINITY };
    const most = comma === "" ? Number(min) : max === "" ? Number.POSITIVE_INFINITY : Number(max);
    return { type: "repeat", item: node, min: Number(min), max: most };
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#body);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }
}

function rangesOf(set: string): [number, number][] {
  const points = [...set.matchAll(/\\U([0-9A-F]{8})|\\(.)|(-)|(.)/gsu)].map(
    ([, code, escaped, dash, plain]) =>
      dash ? "-" : code ? Number.parseInt(code, 16) : (escaped ?? plain ?? "").codePointAt(0)!,
  );
  const ranges: [number, number][] = [];
  for (let index = 0; index < points.length; index++) {
    const from = points[index];
    if (from === "-" && index > 0 && index < points.length - 1)
      throw new Error(`a dash out of place in [${set}]`);
    const first = from === "-" ? 45 : (from as number);
    const to = points[index + 1] === "-" ? points[index + 2] : undefined;
    ranges.push([first, typeof to === "number" ? to : first]);
    if (typeof to === "number") index += 2;
  }
  return ranges;
}
