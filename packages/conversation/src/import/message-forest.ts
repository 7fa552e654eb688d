import { clip, type ForeignMessage } from "./foreign.ts";

/** Messages of one conversation, linked as they are shown. */
export interface MessageForest {
  /** Visible messages with no visible one above them. */
  readonly first: readonly ForeignMessage[];
  /** Visible messages below a visible one, in the order of the file. */
  readonly below: ReadonlyMap<string, readonly ForeignMessage[]>;
  /** The nearest visible message at or above `key`; null where there is none. */
  shownAt(key: string): string | null;
  /** What the file's links had wrong, one line each. No message is lost by it. */
  readonly problems: readonly string[];
}

/**
 * Links messages by their parents alone, whatever the order they come in. Hidden ones (without a role) are stepped
 * over. A message whose parent is not there, or that leads in a circle, becomes a first one and is told as a problem.
 */
export function messageForest(messages: readonly ForeignMessage[]): MessageForest {
  const problems: string[] = [];
  const known = new Map<string, ForeignMessage>();
  for (const message of messages) {
    let { key } = message;
    for (let copy = 2; known.has(key); copy++) key = `${message.key}#${copy}`;
    if (key !== message.key) problems.push(`message ${clip(message.key)} is there twice; both are kept`);
    known.set(key, { ...message, key });
  }
  const parents = linkParents(known, problems);

  const firstKeys: string[] = [];
  const childKeys = new Map<string, string[]>();
  for (const [key, parent] of parents) {
    const family = parent === null ? firstKeys : childKeys.get(parent);
    if (family === undefined) childKeys.set(parent!, [key]);
    else family.push(key);
  }

  const shown = new Map<string, string | null>();
  const first: ForeignMessage[] = [];
  const below = new Map<string, ForeignMessage[]>();
  const waiting = firstKeys.toReversed();
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const message = known.get(key)!;
    const parent = parents.get(key) ?? null;
    const above = parent === null ? null : (shown.get(parent) ?? null);
    shown.set(key, message.role === null ? above : key);
    if (message.role !== null) {
      const family = above === null ? first : below.get(above);
      if (family === undefined) below.set(above!, [message]);
      else family.push(message);
    }
    for (const child of (childKeys.get(key) ?? []).toReversed()) waiting.push(child);
  }
  return { first, below, shownAt: (key) => shown.get(key) ?? null, problems };
}

function linkParents(
  known: ReadonlyMap<string, ForeignMessage>,
  problems: string[],
): Map<string, string | null> {
  const parents = new Map<string, string | null>();
  for (const [key, { parentKey, role }] of known) {
    const there = parentKey === null || known.has(parentKey);
    if (!there && role !== null)
      problems.push(
        `message ${clip(key)} hangs from ${clip(parentKey)}, which is not in the file; it stands at the beginning`,
      );
    parents.set(key, there ? parentKey : null);
  }
  /** Messages from which the way up is known to end. */
  const settled = new Set<string>();
  for (const key of known.keys()) {
    const way = new Set<string>();
    for (let at: string | null = key; at !== null && !settled.has(at); at = parents.get(at) ?? null) {
      if (way.has(at)) {
        problems.push(`the way up from message ${clip(at)} leads in a circle; it stands at the beginning`);
        parents.set(at, null);
        break;
      }
      way.add(at);
    }
    for (const each of way) settled.add(each);
  }
  return parents;
}
