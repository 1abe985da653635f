import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';

/** Seconds between two scrapes. */
const interval = 30;
const scrapes = 20;

/**
 * What a query gives after ten minutes, by promtool: the engine of Prometheus without a server, and without waiting.
 *
 * @param textAt what an exporter says after so many seconds
 * @param labels that Prometheus gives each of its series
 */
export function measuredBy(
  promtool: string,
  query: string,
  textAt: (seconds: number) => string,
  labels: Readonly<Record<string, string>>,
): number {
  const valuesOf = new Map<string, string[]>();
  for (let scrape = 0; scrape <= scrapes; scrape += 1)
    for (const [, name = '', inside = '', value = ''] of textAt(scrape * interval).matchAll(
      /^(\w+)\{(.*)\} (\S+)$/gm,
    )) {
      const all = [
        ...(inside === '' ? [] : [inside]),
        ...Object.entries(labels).map(([label, text]) => `${label}="${text}"`),
      ].join(',');
      const series = `${name}{${all}}`;
      valuesOf.set(series, [...(valuesOf.get(series) ?? []), value]);
    }
  const test = {
    evaluation_interval: `${interval}s`,
    tests: [
      {
        interval: `${interval}s`,
        input_series: [...valuesOf].map(([series, values]) => ({ series, values: values.join(' ') })),
        promql_expr_test: [{ expr: query, eval_time: `${scrapes * interval}s`, exp_samples: [] }],
      },
    ],
  };
  const folder = temporaryFolder();
  // JSON is YAML.
  write(folder, 'test.yaml', JSON.stringify(test));
  try {
    execFileSync(promtool, ['test', 'rules', join(folder, 'test.yaml')], { encoding: 'utf8', stdio: 'pipe' });
    return NaN;
  } catch (failure) {
    // No sample is expected: what there is, promtool complains of.
    const said = failure instanceof Error && 'stdout' in failure ? textsOf(failure) : String(failure);
    const [, got] = /got: \{\} (\S+)/.exec(said) ?? [];
    if (got === undefined) throw new Error(`promtool says: ${said}`, { cause: failure });
    return Number(got);
  }
}

function textsOf(failure: Readonly<Record<string, unknown>> | Error): string {
  return ['stdout', 'stderr'].map((stream) => String(Reflect.get(failure, stream))).join('');
}
