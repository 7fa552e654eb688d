import { ApiError } from "../api-error.ts";

export interface PageQuery {
  readonly limit: number;
  readonly order: "asc" | "desc";
  readonly after: string | undefined;
}

/** What a list's address says of the page that is wanted. Throws `ApiError`. */
export function pageQuery(query: URLSearchParams, limitDefault: number, limitMax: number): PageQuery {
  const limit = query.get("limit") ?? `${limitDefault}`;
  if (!/^\d{1,6}$/.test(limit) || Number(limit) < 1 || Number(limit) > limitMax)
    throw new ApiError("bad-request", `limit is 1 to ${limitMax}, not "${limit.slice(0, 20)}".`, {
      param: "limit",
    });
  const order = query.get("order") ?? "desc";
  if (order !== "asc" && order !== "desc")
    throw new ApiError("bad-request", 'order is "asc" or "desc".', { param: "order" });
  return { limit: Number(limit), order, after: query.get("after") ?? undefined };
}

/** A page of `items`, of which one more than `limit` was looked for. */
export function pageOf<T extends { readonly id: string }>(items: readonly T[], limit: number) {
  const data = items.slice(0, limit);
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: items.length > limit,
  };
}
