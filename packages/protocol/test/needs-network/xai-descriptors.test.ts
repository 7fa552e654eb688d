// Our .proto files of xAI's gRPC against those inside xAI's own client for Python: every message, field, enum value and
// method that we declare is theirs to the number, and what we leave out is written down here.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fromBinary, isFieldSet } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProtoSchema,
  type FileDescriptorProto,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { xai } from "@grok/protocol";

const script = fileURLToPath(new URL("../../../../scripts/xai-sdk.mjs", import.meta.url));
const printed = spawnSync(process.execPath, [script, "descriptors"], { maxBuffer: 2 ** 24 });
const skip = printed.status === 2 && `SKIPPED, Python's xai-sdk cannot be had: ${printed.stderr}`;
if (skip) console.error(skip);

/** Parts of files that we declare. */
const leftOut = [
  "Documents",
  "DocumentsSource",
  "FileOutput",
  "GenerateImageRequest",
  "GeneratedImage",
  "Image",
  "ImageAspectRatio",
  "ImageFormat",
  "ImageQuality",
  "ImageResolution",
  "ImageResponse",
  "PublicUrlOptions",
  "RankingMetric",
  "SearchMatch",
  "SearchRequest",
  "SearchResponse",
  "StorageOptions",
];
const filesLeftOut = ["batch", "collections", "shared", "types", "video"];

const ours = [
  xai.file_xai_api_v1_auth,
  xai.file_xai_api_v1_chat,
  xai.file_xai_api_v1_deferred,
  xai.file_xai_api_v1_documents,
  xai.file_xai_api_v1_embed,
  xai.file_xai_api_v1_files,
  xai.file_xai_api_v1_image,
  xai.file_xai_api_v1_models,
  xai.file_xai_api_v1_sample,
  xai.file_xai_api_v1_tokenize,
  xai.file_xai_api_v1_usage,
].map((file) => file.proto);

test("what we declare of xAI's gRPC is what their client has", { skip }, () => {
  assert.equal(printed.status, 0, String(printed.stderr));
  const theirs = fromBinary(FileDescriptorSetSchema, printed.stdout).file;
  const names = theirs.map(({ name }) => /(\w+)\.proto$/.exec(name)?.[1] ?? name);
  assert.deepEqual(
    names.filter((name) => !ours.some((file) => file.name === `xai/api/v1/${name}.proto`)).sort(),
    filesLeftOut,
  );
  const missing: string[] = [];
  for (const file of ours) {
    const their = theirs.find(({ name }) => name === file.name);
    assert.ok(their, `their client has no ${file.name}`);
    const [we, they] = [partsOf(file), partsOf(their)];
    for (const [name, part] of Object.entries(we))
      assert.deepEqual(part, they[name], `${file.name}: ${name}`);
    missing.push(...Object.keys(they).filter((name) => !(name in we)));
  }
  assert.deepEqual(missing.sort(), leftOut);
});

function partsOf(file: FileDescriptorProto): Record<string, unknown> {
  const all = [
    ...file.messageType.map((each) => [each.name, message(each)]),
    ...file.enumType.map((each) => [each.name, enumeration(each)]),
    ...file.service.map((each) => [
      each.name,
      each.method.map(({ name, inputType, outputType, clientStreaming, serverStreaming }) => ({
        name,
        inputType,
        outputType,
        clientStreaming,
        serverStreaming,
      })),
    ]),
  ];
  assert.equal(file.package, "xai_api");
  return Object.fromEntries(all);
}

function message({
  field,
  nestedType,
  enumType,
  reservedRange,
  oneofDecl,
  options,
}: DescriptorProto): unknown {
  return {
    fields: byNumber(field).map((each) => ({
      name: each.name,
      number: each.number,
      type: each.type,
      typeName: each.typeName,
      label: each.label,
      optional: each.proto3Optional,
      oneof: oneofOf(each, oneofDecl),
    })),
    nested: Object.fromEntries(nestedType.map((each) => [each.name, message(each)])),
    enums: Object.fromEntries(enumType.map((each) => [each.name, enumeration(each)])),
    reserved: reservedRange.map(({ start, end }) => [start, end]),
    isMap: options?.mapEntry ?? false,
  };
}

function oneofOf(field: FieldDescriptorProto, oneofs: DescriptorProto["oneofDecl"]): string | undefined {
  return isFieldSet(field, FieldDescriptorProtoSchema.field.oneofIndex) ? oneofs[field.oneofIndex]?.name : "";
}

function enumeration({ value, reservedRange }: EnumDescriptorProto): unknown {
  return {
    values: value.map(({ name, number }) => [name, number]),
    reserved: reservedRange.map(({ start, end }) => [start, end]),
  };
}

function byNumber(fields: readonly FieldDescriptorProto[]): FieldDescriptorProto[] {
  return fields.toSorted((a, b) => a.number - b.number);
}
