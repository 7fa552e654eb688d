import type { Clause } from "./post-query.ts";

const sixHoursMs = 6 * 3_600_000;

/**
 * The weight of recency in posts' formula, 0.3 + 1 / (1 + age / 6 h), as a sum of exponentials, which OpenSearch knows
 * without scripts: the hyperbola is the Laplace transform of an exponential, taken at five points (Gauss and Laguerre,
 * Abramowitz and Stegun, Handbook of Mathematical Functions, table 25.9). The order is settled by posts' own scorer
 * afterwards; this only has to put the right posts among the candidates.
 */
const recency = [
  { weight: 0.5218, rate: 0.2636 },
  { weight: 0.3987, rate: 1.4134 },
  { weight: 0.0759, rate: 3.5964 },
];

/** `query` with scores that are nearly those of posts' own formula. */
export function topQuery(query: Clause, nowMs: number): Clause {
  const byWorth = {
    function_score: {
      query,
      field_value_factor: { field: "worth", missing: 1 },
      boost_mode: "multiply",
    },
  };
  return {
    function_score: {
      query: byWorth,
      functions: [
        { weight: 0.3 },
        ...recency.map(({ weight, rate }) => ({
          weight,
          exp: { created: { origin: nowMs, scale: Math.round((Math.LN2 / rate) * sixHoursMs), decay: 0.5 } },
        })),
      ],
      score_mode: "sum",
      boost_mode: "multiply",
    },
  };
}
