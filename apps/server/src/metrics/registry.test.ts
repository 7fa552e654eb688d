import assert from "node:assert/strict";
import { test } from "node:test";
import { createRegistry } from "./registry.ts";

test("counters, gauges and histograms are told in Prometheus' text format", () => {
  const registry = createRegistry();
  const counter = registry.counter("calls_total", "Calls.");
  const histogram = registry.histogram("wait_seconds", "Waiting.", [0.1, 1]);
  let level = 1;
  registry.gauge("level", "Level.", () => level);
  counter.add(1, { method: 'a"b\\c\n' });
  counter.add(2, { method: 'a"b\\c\n' });
  for (const value of [0.05, 0.1, 0.5, 7]) histogram.observe(value);
  level = 2;
  assert.equal(
    registry.text(),
    `# HELP calls_total Calls.
# TYPE calls_total counter
calls_total{method="a\\"b\\\\c\\n"} 3
# HELP wait_seconds Waiting.
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.1"} 2
wait_seconds_bucket{le="1"} 3
wait_seconds_bucket{le="+Inf"} 4
wait_seconds_sum 7.65
wait_seconds_count 4
# HELP level Level.
# TYPE level gauge
level 2
`,
  );
});

test("a counter that nothing was added to is 0", () => {
  const registry = createRegistry();
  registry.counter("calls_total", "Calls.");
  assert.match(registry.text(), /^calls_total 0$/m);
});
