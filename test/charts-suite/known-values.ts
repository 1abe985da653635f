import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { laidOver } from '../../stacks/values/laid-over';
import type { RealChart } from './real-chart';

/**
 * Values that the chart does not know, by path: neither its `values.yaml` nor that of a chart inside has the key, and without the
 * value it renders the same. Charts say nothing of a key that they do not know.
 */
export function unknownValues(chart: RealChart, namespace: string, values: object): readonly string[] {
  const doubtful = unlisted(values, defaultsOf(chart.folder));
  if (doubtful.length === 0) return [];
  const rendered = linesOf(chart, namespace, values);
  const again = linesOf(chart, namespace, values);
  // Keys of webhooks are made anew each time; which lines these are shows when nothing else is another one.
  const lasting = rendered.flatMap((line, index) => (line === again[index] ? [index] : []));
  if (again.length !== rendered.length) throw new Error(`${chart.name} renders another number of lines each time`);
  return doubtful
    .filter((path) => {
      const without = linesOf(chart, namespace, withoutPath(values, path));
      return without.length === rendered.length && lasting.every((index) => without[index] === rendered[index]);
    })
    .map((path) => path.join('.'));
}

/** Without the ConfigMap in which Linkerd notes all values that it got, whether it knows them or not. */
function linesOf(chart: RealChart, namespace: string, values: object): readonly string[] {
  const documents = chart.text(namespace, values).split(/^---$/m);
  return documents.filter((text) => !/^ {2}name: linkerd-config$/m.test(text)).flatMap((text) => text.split('\n'));
}

/** Default values of a chart and, below their names, of the charts inside. */
function defaultsOf(folder: string): Readonly<Record<string, unknown>> {
  const inside = existsSync(join(folder, 'charts')) ? readdirSync(join(folder, 'charts')) : [];
  const ofInside = Object.fromEntries(inside.map((name) => [name, defaultsOf(join(folder, 'charts', name))]));
  const own: unknown = existsSync(join(folder, 'values.yaml'))
    ? parse(readFileSync(join(folder, 'values.yaml'), 'utf8'))
    : {};
  return laidOver(ofInside, isMapping(own) ? own : {});
}

/** Paths of keys that defaults do not have. What is below such a key is not looked at. */
function unlisted(values: unknown, defaults: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isMapping(values)) return [];
  // An empty mapping takes every key: labels, annotations, resources. So does what is not said at all.
  if (!isMapping(defaults) || Object.keys(defaults).length === 0) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    key in defaults ? unlisted(value, Reflect.get(defaults, key), [...path, key]) : [[...path, key]],
  );
}

function withoutPath(values: object, [key = '', ...rest]: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (name !== key) return [[name, value]];
      return rest.length === 0 ? [] : [[name, withoutPath(Object(value), rest)]];
    }),
  );
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
