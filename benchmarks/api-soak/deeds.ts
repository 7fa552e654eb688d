// What clients do to the API in the soak: mostly ask, often leave, sometimes send what cannot be.
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Client {
  readonly url: string;
  readonly secret: string;
  readonly model: string;
  /** Whether the model says the mark and nothing else; of any other it is only checked that no other's mark comes. */
  readonly echoes: boolean;
}

/** What came of one deed. `wrong`: something that must never be. */
export interface Outcome {
  readonly kind: "answered" | "left" | "refused" | "limited" | "failed";
  readonly wrong?: string;
}

const marks = new Set<string>();
export function newMark(): string {
  const mark = `mark-${marks.size}-${Math.random().toString(36).slice(2, 10).padEnd(6, "x")}`;
  marks.add(mark);
  return mark;
}
const bodyFor = ({ model, echoes }: Client, mark: string, stream: boolean) =>
  JSON.stringify({
    model,
    stream,
    max_tokens: echoes ? 60 : 6,
    messages: [
      { role: "system", content: "Say the mark." },
      { role: "user", content: `The mark is ${mark}, and nothing else.` },
    ],
  });

function post(
  { url, secret }: Client,
  body: string | Uint8Array<ArrayBuffer>,
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    ...(signal && { signal }),
  });
}

/** Asks, and checks that the mark of this very prompt comes back, whole and alone. */
export async function ask(client: Client): Promise<Outcome> {
  const [mark, stream] = [newMark(), Math.random() < 0.6];
  const response = await post(client, bodyFor(client, mark, stream));
  const text = await response.text();
  if (response.status === 429)
    return response.headers.has("retry-after")
      ? { kind: "limited" }
      : { kind: "limited", wrong: "429 does not tell when" };
  if (response.status !== 200) return { kind: "failed", wrong: `${response.status} ${text.slice(0, 200)}` };
  const said = stream ? spoken(text) : JSON.parse(text).choices[0].message.content;
  if (said === null) return { kind: "failed", wrong: `the stream broke off: ${text.slice(-200)}` };
  return whatCame(client, mark, said, text);
}

/** What is to be thought of an answer to `mark` that says `said`; `whole`: everything that came. */
export function whatCame({ echoes }: Client, mark: string, said: string, whole: string): Outcome {
  const foreign = whole.match(/mark-\d+-[a-z0-9]+/g)?.find((each) => each !== mark && marks.has(each));
  if (foreign !== undefined) return { kind: "answered", wrong: `${mark} was told ${foreign}` };
  return said === mark || !echoes
    ? { kind: "answered" }
    : { kind: "answered", wrong: `${mark} came back as ${said}` };
}

/** The text of a stream; null where it has no end. */
function spoken(stream: string): string | null {
  const events = stream
    .split("\n\n")
    .flatMap((event) => (event.startsWith("data: ") ? [event.slice(6)] : []));
  if (events.at(-1) !== "[DONE]") return null;
  return events
    .slice(0, -1)
    .map((event) => JSON.parse(event).choices[0]?.delta?.content ?? "")
    .join("");
}

/** Asks, and goes away at some moment: before the answer, in the middle of it, or just after. */
export async function leave(client: Client): Promise<Outcome> {
  const gone = new AbortController();
  const timer = setTimeout(() => gone.abort(), Math.random() * 90);
  try {
    const response = await post(client, bodyFor(client, newMark(), Math.random() < 0.8), gone.signal);
    await response.text();
  } catch {
    // It was meant.
  } finally {
    clearTimeout(timer);
  }
  return { kind: "left" };
}

/** Sends a part of a request on a bare connection, perhaps waits, reads nothing, and hangs up. */
export async function hangUp(client: Client): Promise<Outcome> {
  const { url, secret } = client;
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on("error", () => {});
  const body = bodyFor(client, newMark(), true);
  const whole = `POST /v1/chat/completions HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${secret}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  socket.pause();
  socket.write(whole.slice(0, Math.ceil(Math.random() * whole.length * 1.2)));
  await sleep(Math.random() * 150);
  socket.destroy();
  return { kind: "left" };
}

const nonsense: readonly (() => string | Uint8Array<ArrayBuffer>)[] = [
  () => "",
  () => "no JSON at all",
  () => '{"model":"grok","messages":[{"role":"us',
  () => crypto.getRandomValues(new Uint8Array(300)),
  () => `{"model":"grok","messages":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
  () => '{"model":"grok","messages":7}',
  () => '{"model":"grok","messages":[]}',
  () => '{"model":"grok","messages":[{"role":"user","content":"x"}],"temperature":"hot"}',
  () => '{"model":"grok","messages":[{"role":"user","content":"x"}],"max_tokens":-4}',
  () => '{"model":"no-such-model","messages":[{"role":"user","content":"x"}]}',
  () => JSON.stringify({ model: "grok", messages: [{ role: "king", content: "x" }] }),
];

/** Sends what cannot be, or a key that is none; it has to be refused as the client's fault. */
export async function blunder(client: Client): Promise<Outcome> {
  const wrongKey = Math.random() < 0.1;
  const who = wrongKey ? { ...client, secret: "xai-nobody" } : client;
  const body = wrongKey
    ? bodyFor(client, newMark(), false)
    : nonsense[Math.floor(Math.random() * nonsense.length)]!();
  const response = await post(who, body);
  const text = await response.text();
  const { status } = response;
  if (status >= 400 && status < 500) return { kind: "refused" };
  return { kind: "refused", wrong: `${status} for ${String(body).slice(0, 80)}: ${text.slice(0, 100)}` };
}
