import { createInterface } from "node:readline/promises";
import type { Feed, FeedKind } from "@grok/protocol";
import { CliError } from "../../cli-error.ts";
import type { Connection } from "../../connection.ts";
import { bytesInWords, plain, quiet, table } from "../../terminal.ts";
import { ago } from "./moments.ts";

/** `grok live`: feeds with how they stand, and what is kept of their posts. */
export async function showFeeds({ live }: Connection, options: { json: boolean }): Promise<void> {
  const [{ feeds, kinds }, index] = await Promise.all([live.listFeeds({}), live.getIndex({})]);
  if (options.json) {
    const rows = feeds.map(({ $typeName: _, health, ...feed }) => ({
      ...feed,
      health: health && withoutType(health),
    }));
    console.log(JSON.stringify({ feeds: rows, index: withoutType(index) }, numbers, 2));
    return;
  }
  if (feeds.length === 0) {
    const keyless = kinds.filter((kind) => kind.keyless).map((kind) => kind.source);
    console.log("Nobody is talking yet: no feed is set up.");
    console.error(
      quiet(`grok live on ${keyless[0] ?? "sample"} switches one on; grok live kinds lists all of them.`),
    );
    return;
  }
  console.log(
    plain(
      table([
        ["FEED", "KIND", "STATE", "A MINUTE", "POSTS", "LAG", "DROPPED", "ERRORS"],
        ...feeds.map(rowOf),
      ]),
    ),
  );
  for (const feed of feeds)
    if (feed.health?.lastError) console.error(plain(`${feed.id}: ${feed.health.lastError}`));
  const { retention } = index;
  const kept = [
    retention?.ageMs ? `for ${days(Number(retention.ageMs))}` : "",
    retention?.bytes ? `up to ${bytesInWords(Number(retention.bytes))}` : "",
  ].filter(Boolean);
  console.log(
    `\n${Number(index.posts).toLocaleString("en")} posts, ${bytesInWords(Number(index.bytes))}; kept ${kept.join(", ") || "without end"}.`,
  );
  if (index.trouble !== "") throw new CliError(plain(index.trouble));
}

function rowOf({ id, source, health, on }: Feed): string[] {
  const spent =
    health && health.budgetUsd > 0 ? `, $${health.spentUsd.toFixed(2)} of $${health.budgetUsd}` : "";
  return [
    id,
    source,
    `${on ? (health?.state ?? "") : "off"}${spent}`,
    (health?.postsPerMinute ?? 0).toFixed(0),
    String(health?.posts ?? 0),
    health === undefined || health.lagMs < 0n ? "" : `${(Number(health.lagMs) / 1000).toFixed(1)} s`,
    String(health?.dropped ?? 0),
    String(health?.errors ?? 0),
  ];
}

/** `grok live kinds`: what can be listened to, and what each needs. */
export async function listKinds({ live }: Connection): Promise<void> {
  const { kinds } = await live.listFeeds({});
  for (const kind of kinds) {
    console.log(
      plain(`${kind.source}  ${kind.title}${kind.keyless ? "" : "  (needs a key)"}\n  ${kind.summary}`),
    );
    for (const field of kind.fields) {
      const marks = [
        field.type,
        field.required ? "required" : "",
        field.fallback && `else ${field.fallback}`,
      ];
      console.log(plain(`    ${field.name}  ${field.label} (${marks.filter(Boolean).join(", ")})`));
      if (field.help !== "") console.log(plain(`      ${field.help}`));
    }
  }
}

/** `grok live on`: switches a feed on, by its id, or sets up the first of a kind. */
export async function switchOn(
  { live, passing }: Connection,
  name: string,
  options: { set: readonly string[]; secret: readonly string[]; title: string; new: boolean },
): Promise<void> {
  const { feeds, kinds } = await live.listFeeds({});
  const feed = options.new ? undefined : feeds.find(({ id }) => id === name);
  const kind = kinds.find(({ source }) => source === (feed?.source ?? name));
  if (kind === undefined)
    throw new CliError(
      `There is neither a feed nor a kind of feed "${name}". Kinds are ${kinds.map(({ source }) => source).join(", ")}.`,
      2,
    );
  const given = Object.fromEntries(options.set.map((pair) => settingOf(pair, kind)));
  for (const field of options.secret) given[knownField(field, kind)] = await askSecret(field);
  const saved = await live.saveFeed({
    id: feed?.id ?? "",
    source: kind.source,
    title: options.title,
    on: true,
    options: given,
  });
  console.log(`${saved.feed?.id} is on.`);
  if (passing) console.error(quiet("It listens while Grok runs: grok up."));
}

function settingOf(pair: string, kind: FeedKind): [string, string] {
  const at = pair.indexOf("=");
  if (at < 1) throw new CliError(`"${pair}" is no setting; write name=value.`, 2);
  const name = knownField(pair.slice(0, at), kind);
  if (kind.fields.some((field) => field.name === name && field.type === "secret"))
    throw new CliError(
      `${name} is a secret, which a command line would show to others. Use --secret ${name}.`,
      2,
    );
  // A list is typed with commas and travels with line breaks.
  const isList = kind.fields.some((field) => field.name === name && field.type === "list");
  const value = pair.slice(at + 1);
  return [
    name,
    isList
      ? value
          .split(",")
          .map((item) => item.trim())
          .join("\n")
      : value,
  ];
}

function knownField(name: string, kind: FeedKind): string {
  if (kind.fields.some((field) => field.name === name)) return name;
  const known = kind.fields.map((field) => field.name).join(", ");
  throw new CliError(
    `${kind.source} has no setting "${name}". ${known === "" ? "It has none." : `It has ${known}.`}`,
    2,
  );
}

/** From the terminal, or the first line of a pipe. */
async function askSecret(name: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const value = process.stdin.isTTY
      ? await lines.question(`${name}: `)
      : ((await lines[Symbol.asyncIterator]().next()).value ?? "");
    if (value.trim() === "") throw new CliError(`No ${name} was given.`, 2);
    return value.trim();
  } finally {
    lines.close();
  }
}

/** `grok live off`: nothing is asked of the source any more; settings and posts stay. */
export async function switchOff({ live }: Connection, id: string): Promise<void> {
  const feed = await find({ live }, id);
  await live.saveFeed({ id, source: feed.source, title: feed.title, on: false, options: {} });
  console.log(`${id} is off. Its posts stay.`);
}

/** `grok live rm`: forgets a feed's settings and secrets; its posts stay. */
export async function removeFeed({ live }: Connection, id: string): Promise<void> {
  await find({ live }, id);
  await live.removeFeed({ id });
  console.log(`${id} is forgotten. Its posts stay.`);
}

async function find({ live }: Pick<Connection, "live">, id: string): Promise<Feed> {
  const { feeds } = await live.listFeeds({});
  const feed = feeds.find((each) => each.id === id);
  if (feed !== undefined) return feed;
  const known = feeds.map((each) => each.id).join(", ");
  throw new CliError(
    `There is no feed "${id}". ${known === "" ? "None is set up." : `There are ${known}.`}`,
    2,
  );
}

const days = (ms: number) => ago(0, ms).replace(/ ago$/, "");

function withoutType<T extends { $typeName: string }>({ $typeName: _, ...rest }: T): Omit<T, "$typeName"> {
  return rest;
}

/** Counts of the wire are bigints. */
function numbers(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}
