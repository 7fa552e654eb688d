import type {
  NodeOrigin,
  NodeRole,
  NodeStatus,
  PersonaMode,
  RunKind as RunKindName,
} from "@grok/conversation";
import { Mode, NodeStatus as NodeStatusNumber, Origin, Role } from "./gen/grok/v1/conversation_pb.js";
import { RunKind } from "./gen/grok/v1/run_pb.js";
import { ProtocolError } from "./protocol-error.ts";

/** The words of the domain and the numbers of the wire, one table an enumeration. */
export interface NameTable<Name extends string> {
  /** What it is called in errors: "role". */
  readonly what: string;
  readonly numbers: Readonly<Record<Name, number>>;
  readonly names: ReadonlyMap<number, Name>;
}

export const roles = nameTable<NodeRole>("role", {
  root: Role.ROOT,
  user: Role.USER,
  assistant: Role.ASSISTANT,
});

export const statuses = nameTable<NodeStatus>("status", {
  running: NodeStatusNumber.RUNNING,
  done: NodeStatusNumber.DONE,
  stopped: NodeStatusNumber.STOPPED,
  interrupted: NodeStatusNumber.INTERRUPTED,
  failed: NodeStatusNumber.FAILED,
});

export const origins = nameTable<NodeOrigin>("origin", {
  typed: Origin.TYPED,
  generated: Origin.GENERATED,
  edited: Origin.EDITED,
  regenerated: Origin.REGENERATED,
  continued: Origin.CONTINUED,
  imported: Origin.IMPORTED,
});

export const modes = nameTable<PersonaMode>("mode", { regular: Mode.REGULAR, fun: Mode.FUN });

export const runKinds = nameTable<RunKindName>("run kind", {
  answer: RunKind.ANSWER,
  regenerate: RunKind.REGENERATE,
  continue: RunKind.CONTINUE,
  summarise: RunKind.SUMMARISE,
});

/** The word for a number of the wire. Throws `ProtocolError` for 0 (unspecified) and for numbers of a newer version. */
export function nameOf<Name extends string>(table: NameTable<Name>, number: number): Name {
  const name = table.names.get(number);
  if (name === undefined)
    throw new ProtocolError(
      "bad-message",
      `${number} is not a ${table.what}; known are ${[...table.names].map(([n, word]) => `${n} (${word})`).join(", ")}`,
    );
  return name;
}

function nameTable<Name extends string>(what: string, numbers: Record<Name, number>): NameTable<Name> {
  const names = new Map(Object.entries<number>(numbers).map(([name, number]) => [number, name as Name]));
  return { what, numbers, names };
}
