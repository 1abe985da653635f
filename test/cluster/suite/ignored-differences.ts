import { readFileSync } from 'node:fs';

import { parse } from 'yaml';
import * as z from 'zod';

import { KubeObject } from '../harness/kube-client';

/** Fields of a kind that an Application leaves to others. */
interface IgnoredDifference {
  readonly kind: string;
  readonly jsonPointers: readonly string[];
}

const Application = z.looseObject({
  spec: z.looseObject({
    ignoreDifferences: z.array(z.looseObject({ kind: z.string(), jsonPointers: z.array(z.string()) })).default([]),
  }),
});
const Fields = z.record(z.string(), z.unknown());

/** What the Application of a file ignores. */
export function ignoredDifferences(file: string): readonly IgnoredDifference[] {
  return Application.parse(parse(readFileSync(file, 'utf8'))).spec.ignoreDifferences;
}

/** An object as Argo CD applies it with `RespectIgnoreDifferences=true`: ignored fields have the values of the cluster. */
export function respecting(rules: readonly IgnoredDifference[], object: KubeObject, live: KubeObject): KubeObject {
  const pointers = rules.filter(({ kind }) => kind === object.kind).flatMap(({ jsonPointers }) => jsonPointers);
  return KubeObject.parse(
    pointers.reduce<unknown>((target, pointer) => copy(pointer.split('/').slice(1), live, target), object),
  );
}

function copy([key = '', ...rest]: readonly string[], from: unknown, to: unknown): unknown {
  const source = Fields.safeParse(from).data?.[key];
  if (source === undefined) return to;
  const target = Fields.parse(to);
  return { ...target, [key]: rest.length === 0 ? source : copy(rest, source, target[key] ?? {}) };
}
