/** Labels of a series. */
export type Labels = Readonly<Record<string, string>>;

/** A series in the text format of Prometheus. */
export function series(name: string, labels: Labels, value: number): string {
  const inside = Object.entries(labels)
    .map(([label, text]) => `${label}=${JSON.stringify(text)}`)
    .join(',');
  return `${name}{${inside}} ${value}\n`;
}

/** A histogram: `count` observations, all of which took `value`. */
export function histogram(
  name: string,
  labels: Labels,
  bounds: readonly number[],
  value: number,
  count: number,
): string {
  return histogramOf(name, labels, bounds, [[value, count]]);
}

/** A histogram: of each pair, as many observations of a value as the second says. */
export function histogramOf(
  name: string,
  labels: Labels,
  bounds: readonly number[],
  observations: readonly (readonly [number, number])[],
): string {
  const sum = (of: (value: number, count: number) => number): number =>
    observations.reduce((total, [value, count]) => total + of(value, count), 0);
  const buckets = [...bounds, Infinity].map((bound) =>
    series(
      `${name}_bucket`,
      { ...labels, le: bound === Infinity ? '+Inf' : String(bound) },
      sum((value, count) => (value <= bound ? count : 0)),
    ),
  );
  return [
    ...buckets,
    series(
      `${name}_sum`,
      labels,
      sum((value, count) => value * count),
    ),
    series(
      `${name}_count`,
      labels,
      sum((_, count) => count),
    ),
  ].join('');
}
