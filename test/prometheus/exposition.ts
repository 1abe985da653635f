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
  const buckets = [...bounds, Infinity].map((bound) =>
    series(
      `${name}_bucket`,
      { ...labels, le: bound === Infinity ? '+Inf' : String(bound) },
      value <= bound ? count : 0,
    ),
  );
  return [...buckets, series(`${name}_sum`, labels, value * count), series(`${name}_count`, labels, count)].join('');
}
