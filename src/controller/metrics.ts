type Labels = Readonly<Record<string, string>>;

/** Figures for Prometheus, in its text format. Labels are words of ours: nothing from outside becomes one. */
export class Metrics {
  private readonly counters = new Map<string, number>();
  private readonly gauges = new Map<string, () => number>();

  /** Counts one more. @param name ends in `_total` */
  count(name: string, labels: Labels = {}): void {
    const series = seriesOf(name, labels);
    this.counters.set(series, (this.counters.get(series) ?? 0) + 1);
  }

  /** Shows what is so at the moment of the question. */
  gauge(name: string, labels: Labels, value: () => number): void {
    this.gauges.set(seriesOf(name, labels), value);
  }

  text(): string {
    const gauges = [...this.gauges].map(([series, value]): readonly [string, string, number] => [
      series,
      'gauge',
      value(),
    ]);
    const counters = [...this.counters].map(([series, value]): readonly [string, string, number] => [
      series,
      'counter',
      value,
    ]);
    const named = new Set<string>();
    const lines = [...counters, ...gauges]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([series, type, value]) => {
        const name = series.replace(/\{.*/, '');
        const head = named.has(name) ? [] : [`# TYPE ${name} ${type}`];
        named.add(name);
        return [...head, `${series} ${value}`];
      });
    return `${lines.join('\n')}\n`;
  }
}

function seriesOf(name: string, labels: Labels): string {
  const shown = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `slipway_controller_${name}${shown.length === 0 ? '' : `{${shown.join(',')}}`}`;
}
