import { z } from "zod";

/** What an instance of Jetstream tells, the same for both wires. */
export type JetstreamMessage =
  | (Envelope & {
      readonly kind: "commit";
      readonly operation: string;
      readonly collection: string;
      readonly rkey: string;
      /** Undefined where it was deleted. */
      readonly record: unknown;
    })
  /** `handle` is "" where it was not told. */
  | (Envelope & { readonly kind: "identity"; readonly handle: string })
  /** `status` is "" for an active account, or where it was not told. */
  | (Envelope & { readonly kind: "account"; readonly active: boolean; readonly status: string })
  /** Something that this program knows nothing of; it counts as read. */
  | (Envelope & { readonly kind: "other" })
  /** About the stream itself: "OutdatedCursor", "FutureCursor". */
  | { readonly kind: "info"; readonly name: string }
  /** The stream ends: "ConsumerTooSlow". */
  | { readonly kind: "error"; readonly name: string };

interface Envelope {
  /** Null on the first wire. */
  readonly seq: number | null;
  readonly timeUs: number;
  readonly did: string;
}

const did = z
  .string()
  .max(512)
  .regex(/^did:[a-z]+:[A-Za-z0-9._:%-]+$/);
const commit = z.object({
  operation: z.string(),
  collection: z.string(),
  rkey: z.string().regex(/^[A-Za-z0-9._~:-]{1,512}$/),
  record: z.unknown().optional(),
});
const identity = z.object({ handle: z.string().optional() });
const account = z.object({ active: z.boolean(), status: z.string().optional() });

/** https://github.com/bluesky-social/jetstream: the wire of `/subscribe`. */
const first = z.object({
  did,
  time_us: z.int(),
  kind: z.string(),
  commit: commit.optional(),
  identity: identity.optional(),
  account: account.optional(),
});

const prefix = "network.bsky.jetstream.subscribeEvents#";
const time = z.string().transform((value, context) => {
  const timeUs = microseconds(value);
  if (timeUs === null) context.addIssue({ code: "custom", message: "is no time" });
  return timeUs ?? 0;
});
const envelope = {
  seq: z.int(),
  did,
  time,
  /** Unlike `time` it cannot be set by an operator, so that going on by it is exact; old servers lack it. */
  witnessedAt: time.optional(),
};
/** The lexicon `network.bsky.jetstream.subscribeEvents`, framed as atproto proposal 0015 has it. */
const secondPayloads = {
  commit: z.object({ ...envelope, ...commit.shape }),
  identity: z.object({ ...envelope, identity }),
  account: z.object({ ...envelope, account }),
  other: z.object(envelope),
};
const second = z.union([
  z.object({ $type: z.literal("message"), payload: z.looseObject({ $type: z.string() }) }),
  z.object({ $type: z.literal("error"), error: z.string() }),
]);

/** Throws `SyntaxError` or `ZodError` for what is not as documented. */
export function parseFirstWire(text: string): JetstreamMessage {
  const message = first.parse(JSON.parse(text));
  const place = { seq: null, timeUs: message.time_us, did: message.did };
  if (message.kind === "commit" && message.commit)
    return { ...place, kind: "commit", ...commitOf(message.commit) };
  if (message.kind === "identity" && message.identity)
    return { ...place, kind: "identity", handle: message.identity.handle ?? "" };
  if (message.kind === "account" && message.account)
    return { ...place, kind: "account", ...accountOf(message.account) };
  return { ...place, kind: "other" };
}

/** As `parseFirstWire`. */
export function parseSecondWire(text: string): JetstreamMessage {
  const frame = second.parse(JSON.parse(text));
  if (frame.$type === "error") return { kind: "error", name: frame.error };
  const { payload } = frame;
  switch (payload.$type) {
    case `${prefix}info`:
      return { kind: "info", name: typeof payload.name === "string" ? payload.name : "" };
    case `${prefix}commit`: {
      const told = secondPayloads.commit.parse(payload);
      return { ...placeOf(told), kind: "commit", ...commitOf(told) };
    }
    case `${prefix}identity`: {
      const told = secondPayloads.identity.parse(payload);
      return { ...placeOf(told), kind: "identity", handle: told.identity.handle ?? "" };
    }
    case `${prefix}account`: {
      const told = secondPayloads.account.parse(payload);
      return { ...placeOf(told), kind: "account", ...accountOf(told.account) };
    }
    default:
      return { ...placeOf(secondPayloads.other.parse(payload)), kind: "other" };
  }
}

function placeOf(told: z.infer<typeof secondPayloads.other>): Envelope {
  return { seq: told.seq, timeUs: told.witnessedAt ?? told.time, did: told.did };
}

function commitOf({ operation, collection, rkey, record }: z.infer<typeof commit>) {
  return { operation, collection, rkey, record };
}

function accountOf({ active, status }: z.infer<typeof account>) {
  return { active, status: status ?? "" };
}

/** µs since 1970 of an RFC 3339 time with up to six digits of a second; null for anything else. */
function microseconds(value: string): number | null {
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) return null;
  const below = /\.\d{3}(\d{1,3})/.exec(value)?.[1] ?? "";
  return ms * 1000 + Number(below.padEnd(3, "0"));
}
