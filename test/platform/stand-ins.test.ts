import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { addOnOfChart } from '../../stacks/add-ons';
import { coreCharts, ownCharts, publishedChart } from '../../stacks/versions';
import { theStack } from '../stacks/helpers/the-stack';
import { chartShapes } from './chart-shapes';
import { chartsFolder, standIns } from './stand-ins';

test('every chart that is installed has a stand-in, and nothing else has', () => {
  expect(standIns).toEqual([...coreCharts].sort());
});

test('their names, kinds and sizes are those of the versions that are pinned; if not, run "npm run chart-shapes"', () => {
  const shapes = chartShapes();

  expect(Object.fromEntries(coreCharts.map((chart) => [chart, shapes[chart].version]))).toEqual(
    Object.fromEntries(coreCharts.map((chart) => [chart, publishedChart(chart).version])),
  );
});

// It is highly available, so it has the most of them.
test('every value that "prod" sets is one that a stand-in knows', async () => {
  const releases = (await theStack('prod')).filter(({ type }) => type === 'kubernetes:helm.sh/v3:Release');

  const unknown = releases.flatMap(({ inputs }) => {
    const chart = String(inputs['name']);
    // Those of add-ons are held against the real charts only.
    if (chart in ownCharts || chart in addOnOfChart) return [];
    const known: unknown = parse(readFileSync(join(chartsFolder, chart, 'values.yaml'), 'utf8'));
    return unknownKeys(inputs['values'], known).map((key) => `${chart}: ${key}`);
  });

  expect(releases.length).toBeGreaterThan(5);
  expect(unknown).toEqual([]);
});

/** Paths of keys that defaults do not have. An empty mapping takes every key. */
function unknownKeys(values: unknown, defaults: unknown, path = ''): readonly string[] {
  if (!isMapping(values) || !isMapping(defaults) || Object.keys(defaults).length === 0) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    key in defaults ? unknownKeys(value, Reflect.get(defaults, key), `${path}.${key}`) : [`${path}.${key}`],
  );
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
