import { create } from "@bufbuild/protobuf";
import type { NodeOutline } from "@grok/conversation";
import { type GetOutlineResponse, GetOutlineResponseSchema, Mode } from "./gen/grok/v1/conversation_pb.js";
import { modes, nameOf } from "./names.ts";
import { ProtocolError } from "./protocol-error.ts";
import { readUuid, writeUuid } from "./uuid-bytes.ts";

/** What a drawn tree shows of its nodes, in columns. */
export function outlineToColumns(outlines: readonly NodeOutline[]): GetOutlineResponse {
  const columns = create(GetOutlineResponseSchema, { ids: new Uint8Array(outlines.length * 16) });
  const models = new Map<string, number>();
  for (const [row, outline] of outlines.entries()) {
    const { id, preview, chars, mode, modelName, name, bookmarked } = outline;
    writeUuid(columns.ids, row * 16, id);
    columns.previews.push(preview);
    columns.chars.push(chars);
    columns.modes.push(mode === null ? Mode.UNSPECIFIED : modes.numbers[mode]);
    if (modelName !== "" && !models.has(modelName)) models.set(modelName, models.size);
    columns.models.push(models.get(modelName) ?? -1);
    if (name !== "") {
      columns.namedRows.push(row);
      columns.names.push(name);
    }
    if (bookmarked) columns.bookmarkedRows.push(row);
  }
  columns.modelNames = [...models.keys()];
  return columns;
}

/** The rows again. Throws `ProtocolError` when columns differ in length or point where they cannot. */
export function outlineFromColumns(columns: GetOutlineResponse): NodeOutline[] {
  const { ids, previews, chars, models, modelNames, namedRows, names } = columns;
  const count = previews.length;
  const lengths = [chars.length, columns.modes.length, models.length, ids.length / 16];
  if (lengths.some((length) => length !== count) || namedRows.length !== names.length)
    throw new ProtocolError("bad-message", `the columns of an outline of ${count} rows differ in length`);
  const wrong =
    [...namedRows, ...columns.bookmarkedRows].find((row) => row < 0 || row >= count) ??
    models.find((model) => model < -1 || model >= modelNames.length);
  if (wrong !== undefined)
    throw new ProtocolError("bad-message", `the outline of ${count} rows points at ${wrong}`);
  const nameOfRow = new Map(namedRows.map((row, at) => [row, names[at]!]));
  const bookmarked = new Set(columns.bookmarkedRows);
  return previews.map((preview, row) => {
    const mode = columns.modes[row]!;
    return {
      id: readUuid(ids, row * 16),
      preview,
      chars: chars[row]!,
      mode: mode === Mode.UNSPECIFIED ? null : nameOf(modes, mode),
      modelName: modelNames[models[row]!] ?? "",
      name: nameOfRow.get(row) ?? "",
      bookmarked: bookmarked.has(row),
    };
  });
}
