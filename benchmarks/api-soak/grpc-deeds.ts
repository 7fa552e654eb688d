// The same deeds in xAI's gRPC, through gRPC's own client.
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { credentials, loadPackageDefinition, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { type Client, newMark, type Outcome, whatCame } from "./deeds.ts";

const protos = fileURLToPath(new URL("../../packages/protocol/proto", import.meta.url));
const loaded = loadPackageDefinition(
  loadSync("xai/api/v1/chat.proto", { includeDirs: [protos], keepCase: true, defaults: true, enums: String }),
);
// biome-ignore lint/suspicious/noExplicitAny: the client makes its types from the file as it reads it
type Loose = any;
const { Chat } = loaded.xai_api as Loose;
const connections = new Map<string, Loose>();

/** One connection for each key, as clients have it. */
function chatOf({ url, secret }: Client): Loose {
  const chat = connections.get(secret) ?? new Chat(new URL(url).host, credentials.createInsecure());
  connections.set(secret, chat);
  return chat;
}

export function closeConnections(): void {
  for (const chat of connections.values()) chat.close();
  connections.clear();
}

function withKey({ secret }: Client): Metadata {
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${secret}`);
  return metadata;
}

const requestFor = ({ model, echoes }: Client, mark: string) => ({
  model,
  max_tokens: echoes ? 60 : 6,
  messages: [
    { role: "ROLE_SYSTEM", content: [{ text: "Say the mark." }] },
    { role: "ROLE_USER", content: [{ text: `The mark is ${mark}, and nothing else.` }] },
  ],
});

/** Asks, whole or in pieces, and checks that the mark comes back, whole and alone. */
export async function askGrpc(client: Client): Promise<Outcome> {
  const mark = newMark();
  try {
    const said = await (Math.random() < 0.6 ? streamed : whole)(client, requestFor(client, mark));
    return whatCame(client, mark, said, said);
  } catch (error) {
    const { code, details } = error as ServiceError;
    if (code === status.RESOURCE_EXHAUSTED) return { kind: "limited" };
    return { kind: "failed", wrong: `gRPC ${status[code]}: ${details}` };
  }
}

async function streamed(client: Client, request: object): Promise<string> {
  let said = "";
  for await (const { outputs } of chatOf(client).GetCompletionChunk(request, withKey(client)))
    said += outputs[0]?.delta?.content ?? "";
  return said;
}

function whole(client: Client, request: object): Promise<string> {
  return new Promise((resolve, reject) => {
    chatOf(client).GetCompletion(request, withKey(client), (error: ServiceError | null, answer: Loose) =>
      error === null ? resolve(answer.outputs[0].message.content) : reject(error),
    );
  });
}

/** Asks, and cancels at some moment, or sets a deadline that is too short. */
export async function leaveGrpc(client: Client): Promise<Outcome> {
  const request = requestFor(client, newMark());
  const patienceMs = Math.random() * 90;
  const deadline = Math.random() < 0.5 ? { deadline: Date.now() + patienceMs } : {};
  const stream = chatOf(client).GetCompletionChunk(request, withKey(client), deadline);
  stream.on("error", () => {});
  // Some read nothing at all.
  if (Math.random() < 0.7) stream.resume();
  await sleep(patienceMs);
  stream.cancel();
  return { kind: "left" };
}

const nonsense: readonly object[] = [
  {},
  { model: "no-such-model", messages: [{ role: "ROLE_USER", content: [{ text: "x" }] }] },
  { model: "grok", messages: [] },
  { model: "grok", messages: [{ role: "ROLE_USER", content: [{ text: "x" }] }], max_tokens: -4 },
  { model: "grok", messages: [{ role: "ROLE_USER", content: [{ text: "x" }] }], temperature: 70 },
  { model: "grok", messages: [{ role: "ROLE_USER", content: [{ text: "x" }] }], n: 4_000 },
];
const clientsFault = [
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.UNAUTHENTICATED,
  status.RESOURCE_EXHAUSTED,
];

/** Sends what cannot be, or a key that is none. */
export async function blunderGrpc(client: Client): Promise<Outcome> {
  const wrongKey = Math.random() < 0.1;
  const who = wrongKey ? { ...client, secret: "xai-nobody" } : client;
  const request = wrongKey
    ? requestFor(client, newMark())
    : nonsense[Math.floor(Math.random() * nonsense.length)]!;
  try {
    const said = await whole(who, request);
    return { kind: "refused", wrong: `${JSON.stringify(request)} was answered: ${said.slice(0, 80)}` };
  } catch (error) {
    const { code, details } = error as ServiceError;
    if (clientsFault.includes(code)) return { kind: "refused" };
    return { kind: "refused", wrong: `gRPC ${status[code]} for ${JSON.stringify(request)}: ${details}` };
  }
}
