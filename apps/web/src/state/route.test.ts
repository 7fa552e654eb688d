import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "@grok/conversation";
import fc from "fast-check";
import { pathOf, type Route, routeFrom } from "./route.ts";

const anyId = fc.tuple(fc.nat(2 ** 40), fc.nat(2 ** 31 - 1)).map(([ms, word]) => newId(ms, () => word));
const anyRoute: fc.Arbitrary<Route> = fc.oneof(
  fc.constant<Route>({ page: "new" }),
  fc.constant<Route>({ page: "settings" }),
  fc.constant<Route>({ page: "settings", section: "live" }),
  fc
    .tuple(anyId, fc.option(anyId))
    .map(([conversationId, nodeId]): Route => ({ page: "conversation", conversationId, nodeId })),
);

test("a route is the same after a trip through the address bar", () => {
  fc.assert(
    fc.property(anyRoute, (route) => {
      const url = new URL(pathOf(route), "http://127.0.0.1");
      assert.deepEqual(routeFrom(url.pathname, url.search), route);
    }),
  );
});

test("an address that is none of ours is a new conversation", () => {
  for (const path of ["/c/", "/c/none", "/c/../x", "/x", "/c/0198-"])
    assert.deepEqual(routeFrom(path, "?node=x"), { page: "new" });
});
