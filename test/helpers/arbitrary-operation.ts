import * as fc from 'fast-check';

import type { Operation, NodePath } from '../../src/yaml/operation';
import { arbitraryData, arbitraryKey } from './arbitrary-yaml';

/** An operation that fits a document which is only known when it is made. */
export type OperationFor = (document: unknown) => Operation;

/** Operations of every kind, at places that are there and at new ones. */
export const arbitraryOperation: fc.Arbitrary<OperationFor> = fc
  .record({
    kind: fc.constantFrom('set', 'set', 'add', 'append', 'insert', 'remove'),
    pick: fc.nat(10_000),
    key: arbitraryKey,
    value: arbitraryData,
  })
  .map((choice) =>
    Object.assign((document: unknown) => operationAt(choice, document), {
      [fc.toStringMethod]: () => JSON.stringify(choice),
    }),
  );

interface Choice {
  readonly kind: string;
  readonly pick: number;
  readonly key: string;
  readonly value: unknown;
}

function operationAt({ kind, pick, key, value }: Choice, document: unknown): Operation {
  const all = pathsIn(document, []);
  const choose = (paths: readonly NodePath[]): NodePath | undefined => paths[pick % Math.max(paths.length, 1)];
  const places = all.filter((path) => path.length > 0);
  const lists = choose(all.filter((path) => Array.isArray(valueAt(document, path))));
  const mappings = choose(all.filter((path) => isMapping(valueAt(document, path)))) ?? [];
  const place = choose(places);
  if (kind === 'append' && lists !== undefined) return { kind, path: lists, value };
  if (kind === 'insert' && lists !== undefined) {
    const length = Object(valueAt(document, lists)).length;
    return { kind, path: [...lists, pick % (Number(length) + 1)], value };
  }
  if (kind === 'remove' && place !== undefined) return { kind, path: place };
  if (kind === 'set' && place !== undefined) return { kind, path: place, value };
  return { kind: 'set', path: [...mappings, key], value };
}

/** Every path of a document, its top included. */
function pathsIn(value: unknown, path: NodePath): readonly NodePath[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => pathsIn(item, [...path, index]))];
  if (!isMapping(value)) return [path];
  return [path, ...Object.keys(value).flatMap((key) => pathsIn(value[key], [...path, key]))];
}

/** What is at a path of plain data. */
export function valueAt(document: unknown, path: NodePath): unknown {
  return path.reduce<unknown>((value, part) => Object(value)[part], document);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
