import { canAnswer, type ModelEntry, type ModelsSnapshot, modelBehind } from "../state/model-entry.ts";

/** One line of the picker. Those that can answer are chosen; the others lead to where they can be had. */
export interface PickerOption {
  /** "grok", "grok-mini" or an id. */
  readonly name: string;
  readonly model: ModelEntry | undefined;
  readonly kind: "alias" | "here" | "coming" | "available";
}

export interface PickerGroup {
  /** "address": `provider` names it. */
  readonly kind: "names" | "here" | "address" | "coming" | "available";
  readonly provider: string;
  readonly options: readonly PickerOption[];
}

/** What is to be had is cut to so many; the dialog has them all. */
const availableMax = 5;

/** Everything that a question can be put to, and what is on its way; empty groups left out. */
export function pickerGroups(snapshot: ModelsSnapshot | null): PickerGroup[] {
  if (snapshot === null) return [group("names", "", [alias("grok"), alias("grok-mini")])];
  const models = snapshot.models.filter(({ kind }) => kind === "answers");
  const answering = models.filter(canAnswer);
  const addresses = [...new Set(answering.map((model) => model.provider))].filter((name) => name !== "llama");
  const coming = models.filter((model) => model.phase === "downloading" || model.phase === "paused");
  const available = models
    .filter((model) => model.phase === "available" && model.fits)
    .slice(0, availableMax);
  return [
    group("names", "", [
      alias("grok", modelBehind(snapshot, "grok")),
      alias("grok-mini", modelBehind(snapshot, "grok-mini")),
    ]),
    group(
      "here",
      "",
      options(
        "here",
        answering.filter((model) => model.provider === "llama"),
      ),
    ),
    ...addresses.map((name) =>
      group(
        "address",
        name,
        options(
          "here",
          answering.filter((model) => model.provider === name),
        ),
      ),
    ),
    group("coming", "", options("coming", coming)),
    group("available", "", options("available", available)),
  ].filter((entry) => entry.options.length > 0);
}

const alias = (name: string, model?: ModelEntry): PickerOption => ({ name, model, kind: "alias" });

const options = (kind: PickerOption["kind"], models: readonly ModelEntry[]): PickerOption[] =>
  models.map((model) => ({ name: model.id, model, kind }));

const group = (kind: PickerGroup["kind"], provider: string, of: readonly PickerOption[]): PickerGroup => ({
  kind,
  provider,
  options: of,
});
