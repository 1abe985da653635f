import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { Construct } from 'constructs';

import * as index from '../src/index';

const source = join(__dirname, '../src');
const files = ['constructs', 'charts'].flatMap((room) =>
  readdirSync(join(source, room))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(source, room, file)),
);

test('index.ts has every construct and chart', async () => {
  const constructs: string[] = [];
  for (const file of files) {
    const module: Readonly<Record<string, unknown>> = await import(file);
    for (const [name, value] of Object.entries(module)) if (isConstruct(value)) constructs.push(name);
  }

  expect(constructs.length).toBeGreaterThan(30);
  expect(constructs.filter((name) => !(name in index))).toEqual([]);
});

test('index.ts has the props of every construct', () => {
  const text = readFileSync(join(source, 'index.ts'), 'utf8');
  const props = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export (?:interface|type) (\w+Props)\b/gm)].map(([, name]) => name),
  );

  expect(props.length).toBeGreaterThan(30);
  expect(props.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});

function isConstruct(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof Construct;
}
