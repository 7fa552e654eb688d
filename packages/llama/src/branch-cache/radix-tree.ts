interface Node<Value> {
  /** Tokens from the parent to here. */
  edge: readonly number[];
  readonly children: Map<number, Node<Value>>;
  readonly values: Set<Value>;
}

/**
 * Values under lists of token ids, each beginning that several lists share kept once.
 *
 * Several values may stand under one list; one value may stand under one list only.
 */
export class RadixTree<Value> {
  readonly #root: Node<Value> = { edge: [], children: new Map(), values: new Set() };
  #size = 0;

  /** How many values there are. */
  get size(): number {
    return this.#size;
  }

  insert(tokens: readonly number[], value: Value): void {
    let node = this.#root;
    let at = 0;
    while (at < tokens.length) {
      const first = tokens[at]!;
      const child = node.children.get(first);
      if (!child) {
        const leaf = { edge: tokens.slice(at), children: new Map(), values: new Set<Value>() };
        node.children.set(first, leaf);
        node = leaf;
        break;
      }
      const common = commonWithEdge(child.edge, tokens, at);
      node = common < child.edge.length ? split(node, child, common) : child;
      at += common;
    }
    if (node.values.has(value)) return;
    node.values.add(value);
    this.#size++;
  }

  /** Takes `value` from under `tokens`; whether it was there. */
  delete(tokens: readonly number[], value: Value): boolean {
    const path: Node<Value>[] = [this.#root];
    let at = 0;
    while (at < tokens.length) {
      const child = path.at(-1)!.children.get(tokens[at]!);
      if (!child || commonWithEdge(child.edge, tokens, at) < child.edge.length) return false;
      at += child.edge.length;
      path.push(child);
    }
    if (!path.at(-1)!.values.delete(value)) return false;
    this.#size--;
    for (let depth = path.length - 1; depth > 0; depth--) {
      const node = path[depth]!;
      const parent = path[depth - 1]!;
      if (node.values.size > 0 || node.children.size > 1) break;
      if (node.children.size === 0) {
        parent.children.delete(node.edge[0]!);
        continue;
      }
      const [child] = node.children.values();
      parent.children.set(node.edge[0]!, { ...child!, edge: [...node.edge, ...child!.edge] });
      break;
    }
    return true;
  }

  /** Every value whose list begins like `tokens`, with how many tokens they have in common (at least 1). */
  commons(tokens: readonly number[]): Map<Value, number> {
    const found = new Map<Value, number>();
    let node = this.#root;
    let at = 0;
    for (;;) {
      for (const value of node.values) if (at > 0) found.set(value, at);
      const next = at < tokens.length ? node.children.get(tokens[at]!) : undefined;
      if (at > 0) {
        for (const child of node.children.values()) if (child !== next) addAll(child, at, found);
      }
      if (!next) return found;
      const common = commonWithEdge(next.edge, tokens, at);
      at += common;
      if (common < next.edge.length) {
        addAll(next, at, found);
        return found;
      }
      node = next;
    }
  }
}

function commonWithEdge(edge: readonly number[], tokens: readonly number[], at: number): number {
  let common = 0;
  while (common < edge.length && edge[common] === tokens[at + common]) common++;
  return common;
}

/** Puts a node between `parent` and `child`, `common` tokens along the edge. */
function split<Value>(parent: Node<Value>, child: Node<Value>, common: number): Node<Value> {
  const middle: Node<Value> = {
    edge: child.edge.slice(0, common),
    children: new Map(),
    values: new Set(),
  };
  parent.children.set(child.edge[0]!, middle);
  child.edge = child.edge.slice(common);
  middle.children.set(child.edge[0]!, child);
  return middle;
}

function addAll<Value>(node: Node<Value>, common: number, found: Map<Value, number>): void {
  const left = [node];
  for (let next = left.pop(); next; next = left.pop()) {
    for (const value of next.values) found.set(value, common);
    left.push(...next.children.values());
  }
}
