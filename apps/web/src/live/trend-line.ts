/** The path of a small line chart in a box of 80 by 22, with room for its pen; and where it ends. */
export function trendLine(series: readonly number[]): { readonly path: string; readonly endY: number } {
  const most = Math.max(1, ...series);
  const step = series.length > 1 ? 80 / (series.length - 1) : 0;
  const y = (value: number) => Math.round((20 - (value / most) * 18) * 10) / 10;
  const path = series
    .map((value, at) => `${at === 0 ? "M" : "L"}${Math.round(at * step * 10) / 10} ${y(value)}`)
    .join("");
  return { path, endY: y(series.at(-1) ?? 0) };
}
