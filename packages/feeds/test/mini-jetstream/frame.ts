import type { KeptEvent } from "./history.ts";

const type = "network.bsky.jetstream.subscribeEvents";
const rev = "3mini22222222";
const cid = "bafyreib2rxk3rybloqtqwbo7qzn7yh4z3fwmbjxwd4vbgfzq2xv6pvcxmi";

/** One event as `wire` writes it; made once, for however many subscribers. */
export function frameOf(kept: KeptEvent, wire: "v1" | "v2"): string {
  kept.text[wire] ??= JSON.stringify(wire === "v1" ? firstWire(kept) : secondWire(kept));
  return kept.text[wire];
}

export function infoFrame(name: string): string {
  return JSON.stringify({
    $type: "message",
    payload: { $type: `${type}#info`, name, message: "about the cursor" },
  });
}

export function errorFrame(error: string): string {
  return JSON.stringify({ $type: "error", error, message: "the stream ends here" });
}

function firstWire({ seq, timeUs, event }: KeptEvent): object {
  const head = { did: event.did, time_us: timeUs, kind: event.kind };
  if (event.kind === "commit") return { ...head, commit: { rev, ...changeOf(event) } };
  return { ...head, [event.kind]: upstream(seq, timeUs, event) };
}

function secondWire({ seq, timeUs, event }: KeptEvent): object {
  const head = {
    $type: `${type}#${event.kind}`,
    seq,
    did: event.did,
    time: timeOf(timeUs),
    witnessedAt: timeOf(timeUs),
  };
  const payload =
    event.kind === "commit"
      ? { ...head, rev, ...changeOf(event) }
      : { ...head, [event.kind]: upstream(seq, timeUs, event) };
  return { $type: "message", payload };
}

function changeOf({
  operation,
  collection,
  rkey,
  record,
}: Extract<KeptEvent["event"], { kind: "commit" }>): object {
  return { operation, collection, rkey, ...(operation === "delete" ? {} : { record, cid }) };
}

/** The event of the firehose that is passed on as it is, with the relay's own number. */
function upstream(seq: number, timeUs: number, { kind: _, ...fields }: KeptEvent["event"]): object {
  return { ...fields, seq: seq + 7_000_000, time: new Date(timeUs / 1_000).toISOString() };
}

/** RFC 3339 with six digits of a second. */
function timeOf(timeUs: number): string {
  const digits = String(timeUs % 1_000_000).padStart(6, "0");
  return `${new Date(Math.floor(timeUs / 1_000)).toISOString().slice(0, 19)}.${digits}Z`;
}
