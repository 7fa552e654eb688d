import { create } from "@bufbuild/protobuf";
import type { NodeShape } from "@grok/conversation";
import { type TreeShape, TreeShapeSchema } from "./gen/grok/v1/conversation_pb.js";
import { nameOf, origins, roles, statuses } from "./names.ts";
import { ProtocolError } from "./protocol-error.ts";
import { readUuid, writeUuid } from "./uuid-bytes.ts";

/**
 * A tree's shape in columns. `shape`: parents before their children, as stores give it. A last child that is not in
 * the tree counts as none. Throws `ProtocolError` when a parent comes after its child or is missing.
 */
export function shapeToColumns(shape: readonly NodeShape[]): TreeShape {
  const rows = new Map<string, number>();
  for (const [row, node] of shape.entries()) rows.set(node.id, row);

  const ids = new Uint8Array(shape.length * 16);
  const columns = create(TreeShapeSchema);
  for (const [row, node] of shape.entries()) {
    const parent = node.parentId === null ? -1 : (rows.get(node.parentId) ?? row);
    if (parent >= row) throw new ProtocolError("bad-message", `node ${node.id} stands before its parent`);
    writeUuid(ids, row * 16, node.id);
    columns.parents.push(parent);
    columns.roles.push(roles.numbers[node.role]);
    columns.statuses.push(statuses.numbers[node.status]);
    columns.origins.push(origins.numbers[node.origin]);
    columns.archivedAtMs.push(node.archivedAtMs === null ? 0n : BigInt(node.archivedAtMs));
    columns.lastChildren.push(node.lastChildId === null ? -1 : (rows.get(node.lastChildId) ?? -1));
  }
  columns.ids = ids;
  return columns;
}

/** The rows again. Throws `ProtocolError` when columns differ in length or a row points where it cannot. */
export function shapeFromColumns(columns: TreeShape): NodeShape[] {
  const { ids, parents, statuses: states, archivedAtMs, lastChildren } = columns;
  const count = parents.length;
  const lengths = [columns.roles, states, columns.origins, archivedAtMs, lastChildren].map((c) => c.length);
  if (ids.length !== count * 16 || lengths.some((length) => length !== count))
    throw new ProtocolError("bad-message", `the columns of a tree of ${count} rows differ in length`);

  const names = Array.from({ length: count }, (_, row) => readUuid(ids, row * 16));
  return names.map((id, row) => {
    const parent = parents[row]!;
    const lastChild = lastChildren[row]!;
    if (parent >= row || parent < -1 || lastChild >= count || lastChild < -1)
      throw new ProtocolError(
        "bad-message",
        `row ${row} points at rows ${parent} and ${lastChild} of ${count}`,
      );
    const archived = archivedAtMs[row]!;
    return {
      id,
      parentId: parent === -1 ? null : names[parent]!,
      role: nameOf(roles, columns.roles[row]!),
      status: nameOf(statuses, states[row]!),
      origin: nameOf(origins, columns.origins[row]!),
      archivedAtMs: archived === 0n ? null : Number(archived),
      lastChildId: lastChild === -1 ? null : names[lastChild]!,
    };
  });
}
