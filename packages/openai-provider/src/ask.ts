import { ModelError } from "@grok/model";
import { within } from "./abortable.ts";
import { failureToError, lacksPath, readFailure } from "./http-failure.ts";
import type { Patience } from "./read-answer.ts";
import { reviseFields } from "./refused-fields.ts";
import type { Remote } from "./remote.ts";
import { lossOf, type RequestField, type RequestPlan } from "./request-fields.ts";

/** Rounds of leaving out what a server refuses. OpenAI's reasoning models complain of one field at a time. */
const revisionsMax = 3;
/** For the body of a refusal, once its headers are there. */
const refusalLimitMs = 10_000;

export interface Asked {
  /** Status 200, body unread. */
  response: Response;
  /** The plan's, and one for everything that had to be left out on the way. */
  warnings: readonly string[];
  /** What was sent in the end. */
  fields: readonly RequestField[];
}

/**
 * Sends the planned request; where the server refuses fields that the answer can do without, sends it without them.
 *
 * Names that the model will never take are added to `refused`, so that the next request leaves them out at once.
 * Throws `ModelError`.
 */
export async function ask(
  remote: Remote,
  modelId: string,
  plan: RequestPlan,
  refused: Set<string>,
  controller: AbortController,
  { patience, now }: { patience: Patience; now: () => number },
): Promise<Asked> {
  const { address } = remote;
  const warnings = new Set(plan.warnings);
  const lasting = new Set<string>();
  let fields = plan.fields;
  for (let revisions = 0; ; revisions++) {
    const request = { path: plan.path, body: bodyOf(fields) };
    const response = await remote.send(request, controller, patience.firstByteTimeoutMs);
    if (response.ok) {
      for (const name of lasting) refused.add(name);
      if (!fields.some((field) => field.name === "stream_options"))
        warnings.add(`${address.base} does not take stream_options; token counts may be estimates.`);
      return { response, warnings: [...warnings], fields };
    }
    const late = () =>
      new ModelError("unreachable", `${address.base} broke off its answer ${response.status}.`);
    const failure = await within(readFailure(response, address, now()), refusalLimitMs, controller, late);
    const revision = revisions < revisionsMax ? reviseFields(fields, failure) : undefined;
    if (!revision) {
      if (plan.lacking && lacksPath(failure)) throw new ModelError("bad-request", plan.lacking(failure));
      throw failureToError(failure, address, modelId);
    }
    fields = revision.fields;
    for (const name of revision.lasting) lasting.add(name);
    for (const field of revision.dropped)
      if (field.asked)
        warnings.add(`${address.base} refused ${field.asked} (${failure.message}); ${lossOf(field.weaker)}.`);
  }
}

function bodyOf(fields: readonly RequestField[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}
