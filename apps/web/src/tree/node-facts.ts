import { type ConversationNode, type NodeId, type NodeOutline, outlineOf } from "@grok/conversation";
import { labelOf } from "./label.ts";

/** What a row or a stop says of a message. */
export interface NodeFacts extends NodeOutline {
  /** Its name, or the beginning of its text; empty where nothing is written yet. */
  readonly label: string;
}

const ofBodies = new WeakMap<ConversationNode, NodeFacts>();
const ofOutlines = new WeakMap<NodeOutline, NodeFacts>();

/** From the body where it has been read, because that changes as it is changed; else from the outline. */
export function factsOf(
  id: NodeId,
  bodies: ReadonlyMap<NodeId, ConversationNode> | undefined,
  outline: ReadonlyMap<NodeId, NodeOutline>,
): NodeFacts | null {
  const body = bodies?.get(id);
  if (body !== undefined) return known(ofBodies, body, outlineOf);
  const read = outline.get(id);
  return read === undefined ? null : known(ofOutlines, read, (facts) => facts);
}

function known<T extends object>(
  cache: WeakMap<T, NodeFacts>,
  of: T,
  outline: (of: T) => NodeOutline,
): NodeFacts {
  let facts = cache.get(of);
  if (facts === undefined) {
    const plain = outline(of);
    facts = { ...plain, label: plain.name === "" ? labelOf(plain.preview) : plain.name };
    cache.set(of, facts);
  }
  return facts;
}
