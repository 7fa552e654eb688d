import type { BudgetKind, OwnedStanding } from "@grok/access";
import type { RateLimit, RateLimits } from "../api-access.ts";

/** Of each kind the budget of which least is left. */
export function tightest(standings: readonly OwnedStanding[]): RateLimits {
  const of = (kind: BudgetKind): RateLimit | undefined =>
    standings
      .filter((standing) => standing.kind === kind)
      .reduce<OwnedStanding | undefined>(
        (least, each) => (least === undefined || each.remaining < least.remaining ? each : least),
        undefined,
      );
  const [requests, tokens] = [of("requests"), of("tokens")];
  return { ...(requests && { requests: plain(requests) }), ...(tokens && { tokens: plain(tokens) }) };
}

function plain({ limit, remaining, resetMs }: RateLimit): RateLimit {
  return { limit, remaining, resetMs };
}
