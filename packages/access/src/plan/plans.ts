import { z } from "zod";
import { AccessError } from "../access-error.ts";
import { type Limits, limitsSchema } from "./limits.ts";

/** What a user may use in all, whatever keys the user has. */
export interface Plan {
  readonly id: string;
  readonly title: string;
  readonly limits: Limits;
}

const plansMax = 50;

const planSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and "-"'),
    title: z.string().trim().min(1).max(80),
    ...limitsSchema.shape,
  })
  .transform(({ id, title, ...limits }): Plan => ({ id, title, limits }));

const fileSchema = z.strictObject({ plans: z.array(planSchema).max(plansMax) });

/** For one's own keys. */
export const unlimitedPlan = "unlimited";

/** For a user whose plan is no longer there. */
export const strictestPlan = "free";

/** Examples, and what there is where nobody wrote a file. In the words of the file. */
const shipped: z.input<typeof fileSchema> = {
  plans: [
    { id: unlimitedPlan, title: "Unlimited" },
    {
      id: strictestPlan,
      title: "Free",
      requests: { minute: 10, day: 200 },
      tokens: { minute: 20_000, day: 200_000, month: 3_000_000 },
    },
    {
      id: "premium-plus",
      title: "Premium+",
      requests: { minute: 60, day: 3_000 },
      tokens: { minute: 200_000, day: 4_000_000, month: 60_000_000 },
    },
    {
      id: "supergrok",
      title: "SuperGrok",
      requests: { minute: 240, day: 15_000 },
      tokens: { minute: 1_000_000, day: 20_000_000, month: 400_000_000 },
    },
  ],
};

/**
 * The plans that ship, with those of a file's text beside them and in their place where ids are the same. Throws
 * `AccessError` "bad-input" that says where the text is wrong: limits that are lost silently would be none.
 */
export function readPlans(text: string | null): readonly Plan[] {
  const plans = new Map(fileSchema.parse(shipped).plans.map((plan) => [plan.id, plan]));
  for (const plan of text === null ? [] : parse(text)) plans.set(plan.id, plan);
  return [...plans.values()];
}

function parse(text: string): readonly Plan[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AccessError("bad-input", `The plans are no JSON: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return parsed.data.plans;
  const { path, message } = parsed.error.issues[0]!;
  throw new AccessError("bad-input", `${path.join(".") || "The file of plans"}: ${message}.`);
}
