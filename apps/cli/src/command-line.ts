import { readConfig, ServerError, settingsTable } from "@grok/server";
import { Command, CommanderError, Option } from "commander";
import { CliError } from "./cli-error.ts";
import { chat } from "./commands/chat.ts";
import { doctor } from "./commands/doctor.ts";
import { type ExportOptions, exportConversations, exportFormats } from "./commands/export.ts";
import { importConversations } from "./commands/import.ts";
import { createKey, limitKey, listKeys, listPlans, revokeKey, showKey } from "./commands/keys/keys.ts";
import { listKinds, removeFeed, showFeeds, switchOff, switchOn } from "./commands/live/feeds.ts";
import { forgetPosts, keepPosts } from "./commands/live/keep.ts";
import { type SearchOptions, searchPosts, showTrends, watchPosts } from "./commands/live/posts.ts";
import { pushPosts } from "./commands/live/push.ts";
import { chooseModel, listModels, pullModel, removeModel, showModel } from "./commands/models.ts";
import { up } from "./commands/up.ts";
import { type Connection, type ConnectOptions, connect, inWords, waitForModel } from "./connection.ts";

/** The settings that every command takes, handed on to the server's own reader of them. */
function settingsOf(command: Command): string[] {
  const given = command.optsWithGlobals() as Record<string, unknown>;
  return settingsTable.flatMap(({ flag }) => {
    if (flag === null) return [];
    const value = given[new Option(flag).attributeName()];
    return typeof value === "string" ? [flag, value] : [];
  });
}

function withSettings(command: Command): Command {
  for (const { flag, env, meaning } of settingsTable) {
    if (flag !== null) command.option(`${flag} <value>`, `${meaning} (${env})`);
  }
  return command;
}

/** Somebody at a terminal reads the address and the progress; the log goes on in full where its output is kept. */
function quietForPeople(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return process.stderr.isTTY && !env.GROK_LOG ? { ...env, GROK_LOG: "warn" } : env;
}

/** Runs `work` against the running server, or one of its own, and puts that away afterwards. */
async function withServer(
  command: Command,
  work: (connection: Connection) => Promise<void>,
  options: ConnectOptions = {},
): Promise<void> {
  const connection = await connect(readConfig(process.env, settingsOf(command)), options);
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

/** The whole command line, for running and for the test that compares it with the documentation. */
export function buildProgram(): Command {
  const program = withSettings(new Command("grok"))
    .description("Grok for your own machine: conversations are trees, a model is inside.")
    .version("0.1.0")
    .showHelpAfterError("grok --help shows every command.")
    .exitOverride();

  program
    .command("up")
    .description("Start the server and open the page.")
    .option("--no-open", "do not open a browser")
    .action((options: { open: boolean }, command: Command) =>
      up(readConfig(quietForPeople(process.env), settingsOf(command)), options),
    );

  program
    .command("chat")
    .description(
      "Ask in the terminal; the answer streams to standard output. Reads a question from a pipe, too.",
    )
    .argument("[message...]", "the question; without one, talk line by line")
    .option("-c, --continue", "go on in the conversation used last", false)
    .option("--conversation <id>", "go on in this conversation", "")
    .option("-m, --model <name>", "grok, grok-mini or a name from grok models list", "grok")
    .option("--fun", "fun mode", false)
    .option("--live", "answer from posts, and say so where none answers", false)
    .action((words: string[], options, command: Command) =>
      withServer(
        command,
        async (connection) => {
          await waitForModel(connection);
          await chat(connection, {
            message: words.join(" "),
            continueLast: options.continue,
            conversation: options.conversation,
            model: options.model,
            fun: options.fun,
            live: options.live,
          });
        },
        { fetchModel: true, listen: true },
      ),
    );

  const models = program.command("models").description("See, fetch, remove and choose models.");
  models
    .command("list", { isDefault: true })
    .description("Models that are here, on their way, or fit this machine.")
    .option("--all", "the whole catalogue", false)
    .action((options: { all: boolean }, command: Command) =>
      withServer(command, (connection) => listModels(connection, options)),
    );
  models
    .command("pull <model>")
    .description("Fetch a model; goes on where it was broken off.")
    .option("--accept-licence", "accept a licence that has to be accepted", false)
    .action((id: string, options: { acceptLicence: boolean }, command: Command) =>
      withServer(command, (connection) => pullModel(connection, id, options)),
    );
  models
    .command("rm <model>")
    .description("Remove a model's file; another program's file is only forgotten.")
    .action((id: string, _options, command: Command) =>
      withServer(command, (connection) => removeModel(connection, id)),
    );
  models
    .command("info <model>")
    .description("Everything known about a model.")
    .action((id: string, _options, command: Command) =>
      withServer(command, (connection) => showModel(connection, id)),
    );
  models
    .command("use <model>")
    .description(
      'Let "grok" stand for this model, or for a GGUF file of yours; "auto" gives the choice back.',
    )
    .option("--mini", 'choose for "grok-mini" instead', false)
    .action((id: string, options: { mini: boolean }, command: Command) =>
      withServer(command, (connection) => chooseModel(connection, id, options)),
    );

  const live = program.command("live").description("Listen to posts, search them, see what is talked about.");
  live
    .command("feeds", { isDefault: true })
    .description("Feeds that are set up, how each stands, and what is kept.")
    .option("--json", "as JSON", false)
    .action((options: { json: boolean }, command: Command) =>
      withServer(command, (connection) => showFeeds(connection, options)),
    );
  live
    .command("kinds")
    .description("Kinds of feed, and what each needs.")
    .action((_options, command: Command) => withServer(command, listKinds));
  live
    .command("on <feed>")
    .description("Switch a feed on; the name of a kind sets one up.")
    .option("--set <name=value...>", "a setting; a list with commas", [])
    .option("--secret <name...>", "a key, asked for at the terminal or read from the pipe, a line each", [])
    .option("--title <text>", "what to call it", "")
    .option("--new", "another one of this kind", false)
    .action((name: string, options, command: Command) =>
      withServer(command, (connection) => switchOn(connection, name, options)),
    );
  live
    .command("off <feed>")
    .description("Switch a feed off; its settings and posts stay.")
    .action((id: string, _options, command: Command) =>
      withServer(command, (connection) => switchOff(connection, id)),
    );
  live
    .command("rm <feed>")
    .description("Forget a feed's settings and keys; its posts stay.")
    .action((id: string, _options, command: Command) =>
      withServer(command, (connection) => removeFeed(connection, id)),
    );
  live
    .command("search [words...]")
    .description(
      'Find posts: words, "phrases", OR, -word, #tag, from:, lang:, source:, has:, since:, until:.',
    )
    .option("--top", "best first, not newest", false)
    .option("-n, --limit <count>", "1 to 100", "20")
    .option("--since <duration>", "of the last 15m, 6h, 7d", "")
    .option("--language <code>", "en, zh, ja and so on", "")
    .option("--source <kind>", "only from this kind of feed", "")
    .option("--json", "one post a line, as JSON", false)
    .action((words: string[], options: SearchOptions, command: Command) =>
      withServer(command, (connection) => searchPosts(connection, words.join(" "), options)),
    );
  live
    .command("watch [words...]")
    .description("Posts as they arrive, until Ctrl+C.")
    .option("--json", "one post a line, as JSON", false)
    .action((words: string[], options: { json: boolean }, command: Command) =>
      withServer(command, (connection) => watchPosts(connection, words.join(" "), options), { listen: true }),
    );
  live
    .command("trends")
    .description("What is said more than usual.")
    .option("--window <duration>", "1m, 10m, 1h or 24h", "1h")
    .option("--language <code>", "en, zh, ja and so on", "")
    .option("-n, --limit <count>", "1 to 50", "10")
    .option("--json", "one trend a line, as JSON", false)
    .action((options, command: Command) =>
      withServer(command, (connection) => showTrends(connection, options)),
    );
  live
    .command("push [file]")
    .description("Hand posts to the push feed: JSON lines of a file, or of a pipe.")
    .option("--feed <id>", "which one, where there are several", "")
    .action((path: string | undefined, options: { feed: string }, command: Command) =>
      withServer(command, (connection) => pushPosts(connection, path ?? "-", options), { listen: true }),
    );
  live
    .command("keep")
    .description('How long posts stay, and how much room they may take; "always" takes a limit away.')
    .option("--age <duration>", "6h, 7d, or always", "")
    .option("--size <bytes>", "500MB, 20GB, or always", "")
    .action((options: { age: string; size: string }, command: Command) =>
      withServer(command, (connection) => keepPosts(connection, options)),
    );
  live
    .command("forget")
    .description("Forget every post; feeds stay as they are.")
    .requiredOption("--yes", "because it cannot be undone")
    .action((_options, command: Command) => withServer(command, forgetPosts));

  const keys = program.command("keys").description("Keys of the API: who may use it, and how much.");
  const withWishes = (command: Command) =>
    command
      .option("--plan <id>", "what its user may use in all; see grok keys plans")
      .option("--expires <when>", "in 12h, 30d and so on, on a date (2027-01-31), or never")
      .option("--requests <limits>", "of this key: 60/minute,2k/day,50k/month, or none")
      .option("--tokens <limits>", "of this key: 20k/minute,1M/month, or none")
      .option("--model <name...>", "models that it may use; * is all")
      .option("--endpoint <name...>", "what it may be used for: chat, embeddings and so on; * is all");
  keys
    .command("list", { isDefault: true })
    .description("Keys, whose they are, when they were used, and what is left.")
    .option("--all", "revoked ones, too", false)
    .option("--json", "as JSON", false)
    .action((options: { all: boolean; json: boolean }, command: Command) =>
      withServer(command, (connection) => listKeys(connection, options)),
    );
  withWishes(keys.command("create <name>"))
    .description("Make a key; it is written to standard output, once.")
    .option("--user <name>", "whose it is; plans count for all keys of a user", "")
    .option("--json", "as JSON, with everything about it", false)
    .action((name: string, options, command: Command) =>
      withServer(command, (connection) => createKey(connection, name, options)),
    );
  keys
    .command("show <key>")
    .description("Everything about a key, and what it used in the last 30 days.")
    .option("--json", "as JSON", false)
    .action((key: string, options: { json: boolean }, command: Command) =>
      withServer(command, (connection) => showKey(connection, key, options)),
    );
  withWishes(keys.command("limit <key>"))
    .description("Change a key's limits, rights or name, or block it for the time being.")
    .option("--name <text>", "what to call it")
    .option("--block", "let it do nothing until it is unblocked")
    .option("--unblock", "let it work again")
    .action((key: string, options, command: Command) =>
      withServer(command, (connection) => limitKey(connection, key, options)),
    );
  keys
    .command("revoke <key>")
    .description("End a key for good.")
    .option("--yes", "without asking", false)
    .action((key: string, options: { yes: boolean }, command: Command) =>
      withServer(command, (connection) => revokeKey(connection, key, options)),
    );
  keys
    .command("plans")
    .description("Plans, and what each allows.")
    .option("--json", "as JSON", false)
    .action((options: { json: boolean }, command: Command) =>
      withServer(command, (connection) => listPlans(connection, options)),
    );

  program
    .command("doctor")
    .description("Check every invariant of the data.")
    .option("--mend", "mend what is safe to mend", false)
    .action((options: { mend: boolean }, command: Command) =>
      withServer(command, (connection) => doctor(connection, options)),
    );
  program
    .command("export")
    .description(
      "Write conversations: as JSON lines with everything, as ChatGPT's JSON, as linked notes; or one of them as Markdown or as a page.",
    )
    .addOption(
      new Option("-f, --format <name>", "what to write").choices(Object.keys(exportFormats)).default("jsonl"),
    )
    .option("--conversation <id>", "only this conversation", "")
    .option("--leaf <id>", "the branch that ends at this message, not the one last looked at", "")
    .option("-o, --output <file>", "a file instead of standard output", "")
    .action((options: ExportOptions, command: Command) =>
      withServer(command, (connection) => exportConversations(connection, options)),
    );
  program
    .command("import <file...>")
    .description(
      "Read conversations from exports of this program, ChatGPT, Claude, Open WebUI or LibreChat, from Markdown transcripts, or from a ZIP of these. Doing it twice changes nothing.",
    )
    .action((paths: string[], _options, command: Command) =>
      withServer(command, (connection) => importConversations(connection, paths)),
    );
  for (const command of [...program.commands, ...models.commands, ...live.commands, ...keys.commands])
    command.exitOverride();
  return program;
}

/** Runs a command line (without program and script) and gives the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    // Commander has written its own message; help that was asked for is no failure.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(error instanceof CliError || error instanceof ServerError ? error.message : inWords(error));
    if (error instanceof CliError) return error.exitCode;
    return error instanceof ServerError && error.code === "bad-config" ? 2 : 1;
  }
}
