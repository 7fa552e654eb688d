import { type Digest, importedId } from "../id.ts";
import { askedProvenance } from "../new-node.ts";
import type { Conversation, ConversationNode, NodeId, NodePart, Provenance } from "../node.ts";
import { clip, type ForeignFormat, type ForeignMessage } from "./foreign.ts";

/** A node that others are planted below. */
export interface Place {
  readonly id: NodeId;
  readonly role: "root" | "user" | "assistant";
  readonly createdAtMs: number | null;
  /** Times in the ids of its children: each has its own, so that siblings keep their order. */
  readonly taken: Set<number>;
}

/** Where nodes are made: it gives ids and dates. */
export class PlantingBed {
  readonly root: Place;
  readonly nodes: ConversationNode[] = [];
  readonly undated = new Set<NodeId>();
  readonly #conversation: Conversation;
  readonly #from: { readonly scope: string; readonly format: ForeignFormat; readonly digest: Digest };
  readonly #planted = new Map<string, NodeId>();
  /** Messages that are only there as the beginning of another one. */
  readonly #standIns = new Map<string, string>();
  readonly #empty = new Map<string, Place>();

  constructor(
    conversation: Conversation,
    createdAtMs: number | null,
    from: { scope: string; format: ForeignFormat; digest: Digest },
  ) {
    this.#conversation = conversation;
    this.#from = from;
    this.root = { id: conversation.rootId, role: "root", createdAtMs, taken: new Set() };
  }

  plant(place: Place, message: ForeignMessage, parts: readonly NodePart[], model: string): Place {
    const planted = this.#add(place, message.key, message.role!, message.createdAtMs, {
      parts,
      status: message.status,
      provenance: message.role === "assistant" ? provenanceOf(model, parts, this.#from.format) : null,
    });
    this.#planted.set(message.key, planted.id);
    return planted;
  }

  /** A message without text, where the rules want one and the file has none. Dated as what hangs from it. */
  plantEmpty(place: Place, key: string, role: "user" | "assistant", { createdAtMs }: ForeignMessage): Place {
    const known = this.#empty.get(key);
    if (known !== undefined) return known;
    const planted = this.#add(place, `:${key}`, role, createdAtMs, {
      parts: [],
      status: "done",
      provenance: null,
    });
    this.#empty.set(key, planted);
    return planted;
  }

  standsIn(key: string, forKey: string): void {
    this.#standIns.set(key, forKey);
  }

  nodeFor(key: string | null): NodeId | null {
    let at = key;
    while (at !== null && !this.#planted.has(at)) at = this.#standIns.get(at) ?? null;
    return at === null ? null : this.#planted.get(at)!;
  }

  #add(
    place: Place,
    key: string,
    role: "user" | "assistant",
    date: number | null,
    made: Pick<ConversationNode, "parts" | "status" | "provenance">,
  ): Place {
    const createdAtMs = date ?? place.createdAtMs;
    let idMs = createdAtMs ?? 0;
    while (place.taken.has(idMs)) idMs++;
    place.taken.add(idMs);
    const id = importedId(idMs, `${this.#from.scope}:${key}`, this.#from.digest);
    if (createdAtMs === null) this.undated.add(id);
    this.nodes.push({
      id,
      conversationId: this.#conversation.id,
      parentId: place.id,
      role,
      origin: "imported",
      editedFrom: null,
      sourceId: null,
      citations: [],
      failure: null,
      name: "",
      bookmarked: false,
      archivedAtMs: null,
      createdAtMs: createdAtMs ?? this.#conversation.createdAtMs,
      ...made,
    });
    return { id, role, createdAtMs, taken: new Set() };
  }
}

function provenanceOf(model: string, parts: readonly NodePart[], provider: string): Provenance | null {
  if (model === "") return null;
  const modelAsked = clip(model, 200);
  const think = parts.some((part) => part.type === "reasoning");
  return {
    ...askedProvenance({ modelAsked, mode: "regular", think }),
    modelId: modelAsked,
    modelTitle: modelAsked,
    provider,
  };
}
