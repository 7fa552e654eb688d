import { type Model, ModelKind, ModelState } from "@grok/protocol";
import { CliError } from "../cli-error.ts";
import type { Connection } from "../connection.ts";
import { bytesInWords, ProgressLine, plain, quiet, secondsInWords, table } from "../terminal.ts";

const states: Record<number, string> = {
  [ModelState.AVAILABLE]: "to be had",
  [ModelState.DOWNLOADING]: "on its way",
  [ModelState.PAUSED]: "paused",
  [ModelState.READY]: "here",
  [ModelState.LOADED]: "in memory",
  [ModelState.BROKEN]: "broken",
};

const kinds: Record<number, string> = {
  [ModelKind.EMBEDDING]: "(makes vectors)",
  [ModelKind.RERANKING]: "(reranks)",
};

/** `grok models list`: what is here, on its way, or fits this machine; with `all` the whole catalogue. */
export async function listModels(connection: Connection, options: { all: boolean }): Promise<void> {
  const { state } = await connection.models.listModels({ all: options.all });
  if (state === undefined) return;
  const rows = state.models.map((model) => [
    model.id,
    bytesInWords(Number(model.bytes)),
    states[model.state] ?? "",
    model.fits ? "fits" : "too large",
    model.licence.replace(/ \(.*/, ""),
    [
      model.id === state.grok ? "grok" : "",
      model.id === state.grokMini ? "grok-mini" : "",
      model.id === state.grokEmbedding ? "grok-embedding" : (kinds[model.kind] ?? ""),
    ]
      .filter(Boolean)
      .join(", "),
  ]);
  console.log(plain(table([["MODEL", "SIZE", "STATE", "HERE", "LICENCE", "ANSWERS AS"], ...rows])));
  if (state.problem !== "") console.error(`\n${plain(state.problem)}`);
  if (!options.all) console.error(quiet("\n--all shows the whole catalogue."));
}

const makes: Record<number, string> = {
  [ModelKind.EMBEDDING]: "vectors of texts, for searching by meaning",
  [ModelKind.RERANKING]: "scores of texts against a question",
};

async function find(connection: Connection, id: string): Promise<Model> {
  const { state } = await connection.models.listModels({ all: true });
  const model = state?.models.find((candidate) => candidate.id === id);
  if (model === undefined)
    throw new CliError(`There is no model "${id}". grok models list --all names them.`);
  return model;
}

/** `grok models info`. */
export async function showModel(connection: Connection, id: string): Promise<void> {
  const model = await find(connection, id);
  const rows = [
    ["Title", model.title],
    ["Family", model.family],
    ["Makes", makes[model.kind] ?? "answers"],
    ["From", model.provider],
    ["Size", bytesInWords(Number(model.bytes))],
    [
      "Parameters",
      model.parameters > 0n ? `${(Number(model.parameters) / 1e9).toFixed(2)} billion` : "not known",
    ],
    ["Context", model.contextTokens > 0 ? `${model.contextTokens} tokens` : "not known"],
    [
      "Memory needed",
      `${bytesInWords(Number(model.memoryBytes))} (${model.fits ? "fits" : "too large for this machine"})`,
    ],
    ["Languages", model.languages.join(", ") || "not known"],
    ["Abilities", model.abilities.join(", ") || "none measured"],
    ["Licence", [model.licence, model.licenceUrl].filter(Boolean).join("  ")],
    ["State", `${states[model.state] ?? ""}${model.inPlace ? ", used where another program keeps it" : ""}`],
    ...(model.problem === "" ? [] : [["Problem", model.problem]]),
  ];
  console.log(plain(table(rows)));
}

/**
 * `grok models pull`: fetches a model and shows how far it has come. Ctrl+C pauses; the same command goes on later.
 * `acceptLicence` is asked for where the licence says so.
 */
export async function pullModel(
  connection: Connection,
  id: string,
  options: { acceptLicence: boolean },
): Promise<void> {
  const wanted = await find(connection, id);
  if (wanted.state === ModelState.READY || wanted.state === ModelState.LOADED) {
    console.log(`${plain(wanted.title)} is here already.`);
    return;
  }
  if (wanted.licenceMustBeAccepted && !options.acceptLicence) {
    throw new CliError(
      `${plain(wanted.title)} comes under "${plain(wanted.licence)}" (${plain(wanted.licenceUrl)}). ` +
        "Read it, and add --accept-licence if you accept it.",
    );
  }
  const line = new ProgressLine();
  let paused = false;
  const pause = () => {
    paused = true;
    connection.models.cancelPull({ id }).catch(() => {});
  };
  process.on("SIGINT", pause);
  try {
    await connection.models.pullModel({ id, acceptLicence: options.acceptLicence });
    for (;;) {
      const model = await find(connection, id);
      if (model.state === ModelState.READY || model.state === ModelState.LOADED) break;
      if (paused) throw new CliError("Paused. The same command goes on from here.", 130);
      if (model.state === ModelState.PAUSED || model.state === ModelState.BROKEN) {
        throw new CliError(
          plain(model.problem) || "The download stopped. The same command goes on from here.",
        );
      }
      const at = model.download;
      if (at !== undefined && at.bytesTotal > 0n) {
        const percent = Math.floor((Number(at.bytesDone) * 100) / Number(at.bytesTotal));
        line.show(
          `${at.phase} ${percent} %, ${bytesInWords(Number(at.bytesDone))} of ${bytesInWords(Number(at.bytesTotal))}, ` +
            `${bytesInWords(Number(at.bytesPerSecond))} a second, ${secondsInWords(Number(at.secondsLeft))} left`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    line.clear();
    console.log(`${plain(wanted.title)} is here and checked.`);
  } finally {
    line.clear();
    process.off("SIGINT", pause);
  }
}

/** `grok models rm`. */
export async function removeModel(connection: Connection, id: string): Promise<void> {
  const model = await find(connection, id);
  await connection.models.removeModel({ id });
  console.log(
    model.inPlace
      ? `${plain(model.title)} is forgotten; its file stays.`
      : `${plain(model.title)} is removed.`,
  );
}

/** `grok models use`: decides what "grok" (or "grok-mini") stands for. An own GGUF file may be named by its path. */
export async function chooseModel(
  connection: Connection,
  what: string,
  options: { mini: boolean },
): Promise<void> {
  let id = what;
  if (what.toLowerCase().endsWith(".gguf")) {
    const { model } = await connection.models.addModelFile({ path: what });
    if (model === undefined) throw new CliError(`The server took ${what} without saying what it is.`);
    id = model.id;
  }
  const alias = options.mini ? "grok-mini" : "grok";
  const { state } = await connection.models.chooseModel({ alias, id: id === "auto" ? "" : id });
  const now = options.mini ? state?.grokMini : state?.grok;
  console.log(now ? `${alias} is now ${now}.` : `${alias} stands for nothing: no model can answer yet.`);
}
