// The text format of Prometheus 0.0.4, as much of it as this server tells: counters, gauges, histograms.

export type Labels = Readonly<Record<string, string>>;

export interface Counter {
  add(amount?: number, labels?: Labels): void;
}

export interface Histogram {
  observe(value: number): void;
}

export interface Registry {
  /** Monotonic; the name ends in `_total` by convention. */
  counter(name: string, help: string): Counter;
  /** `read` is called when the metrics are asked for. */
  gauge(name: string, help: string, read: () => number): void;
  /** `bounds`: upper bounds of the buckets, ascending, without infinity. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram;
  text(): string;
}

export function createRegistry(): Registry {
  const blocks: (() => string[])[] = [];
  const describe = (name: string, help: string, type: string, lines: () => string[]) =>
    blocks.push(() => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines()]);

  return {
    counter(name, help) {
      const values = new Map<string, number>();
      describe(name, help, "counter", () =>
        values.size === 0 ? [`${name} 0`] : [...values].map(([labels, value]) => `${name}${labels} ${value}`),
      );
      return {
        add(amount = 1, labels = {}) {
          const key = labelText(labels);
          values.set(key, (values.get(key) ?? 0) + amount);
        },
      };
    },
    gauge(name, help, read) {
      describe(name, help, "gauge", () => [`${name} ${read()}`]);
    },
    histogram(name, help, bounds) {
      const counts = bounds.map(() => 0);
      let count = 0;
      let sum = 0;
      describe(name, help, "histogram", () => [
        ...bounds.map((bound, i) => `${name}_bucket{le="${bound}"} ${counts[i]}`),
        `${name}_bucket{le="+Inf"} ${count}`,
        `${name}_sum ${sum}`,
        `${name}_count ${count}`,
      ]);
      return {
        observe(value) {
          count++;
          sum += value;
          for (const [i, bound] of bounds.entries()) if (value <= bound) counts[i]!++;
        },
      };
    },
    text: () => `${blocks.flatMap((lines) => lines()).join("\n")}\n`,
  };
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
