import { isDeepStrictEqual } from 'node:util';

import * as z from 'zod';

import { formatPath } from '../../../src/model/problem';
import type { Discovery } from '../discovery';
import { unknown, wrong } from '../symptom';
import type { Symptom } from '../symptom';
import { inTurns } from '../in-turns';
import { ApiRefusal } from '../kubernetes-api';
import type { KubernetesApi } from '../kubernetes-api';
import type { LiveRelease, ReleasedObject } from '../releases';

const LiveObject = z.looseObject({ metadata: z.looseObject({}) });

/** Fields that every write changes. */
const written = new Set(['generation', 'managedFields', 'resourceVersion']);

/** A longer list helps nobody. */
const pathsShown = 4;

/**
 * What was deleted or edited by hand of the objects of a release. Pulumi compares what it hands to Helm, and never looks at
 * these. The API server is asked what each would be if its manifest were applied now (a dry run): it knows
 * defaults, how quantities are written, and which fields others may have set. Only paths are shown: values may be secret.
 */
export async function checkDrift(
  api: KubernetesApi,
  discovery: Discovery,
  release: LiveRelease,
): Promise<readonly Symptom[]> {
  const { name, namespace } = release;
  const mend = `helm get manifest ${name} -n ${namespace} | kubectl apply -n ${namespace} --server-side --force-conflicts --field-manager=helm -f -`;
  const findings = await inTurns(release.objects, async (object) => await compare(api, discovery, object, namespace));
  const found = findings.filter((difference) => difference !== undefined);
  const [first, ...more] = found.filter(({ isKnown }) => !isKnown);
  return [
    ...found.filter(({ isKnown }) => isKnown).map(({ what }) => wrong('drift', `release "${name}": ${what}`, mend)),
    ...(first === undefined
      ? []
      : [
          unknown(
            'drift',
            `release "${name}": ${first.what}${more.length === 0 ? '' : `; ${more.length} more neither`}`,
            `compare it yourself: helm get manifest ${name} -n ${namespace}`,
          ),
        ]),
  ];
}

interface Difference {
  readonly what: string;
  readonly isKnown: boolean;
}

async function compare(
  api: KubernetesApi,
  discovery: Discovery,
  object: ReleasedObject,
  releaseNamespace: string,
): Promise<Difference | undefined> {
  const { apiVersion, kind, metadata } = object;
  const namespace = metadata.namespace ?? releaseNamespace;
  const path = await discovery.path({ apiVersion, kind, namespace, name: metadata.name });
  const shown = `${kind} ${metadata.name}`;
  // That a kind is not served is said of the kind.
  if (path === undefined) return undefined;
  try {
    const live = await api.find(path);
    if (live === undefined) return { what: `${shown} was deleted`, isKnown: true };
    if (kind === 'CustomResourceDefinition') return undefined;
    const query = new URLSearchParams({ fieldManager: 'slipway-doctor', force: 'true', dryRun: 'All' });
    const applied = await api.ask({
      method: 'PATCH',
      path: `${path}?${query.toString()}`,
      body: object,
      contentType: 'application/apply-patch+yaml',
    });
    const paths = [...differences(comparable(live), comparable(applied))];
    return paths.length === 0 ? undefined : { what: `${shown} was edited: ${listOf(paths)}`, isKnown: true };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return { what: `${shown} could not be compared: ${error.message}`, isKnown: false };
  }
}

function comparable(object: unknown): unknown {
  const { metadata, ...rest } = LiveObject.parse(object);
  return { ...rest, metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => !written.has(key))) };
}

/** Paths at which two values differ; a list whose length differs is one path. */
function* differences(one: unknown, other: unknown, path: readonly (string | number)[] = []): Iterable<string> {
  if (isDeepStrictEqual(one, other)) return;
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    for (const [index, item] of one.entries()) yield* differences(item, other[index], [...path, index]);
  } else if (isMapping(one) && isMapping(other)) {
    const [before, after] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      yield* differences(before.get(key), after.get(key), [...path, key]);
    }
  } else {
    yield formatPath(path);
  }
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(paths: readonly string[]): string {
  const more = paths.length > pathsShown ? ` and ${paths.length - pathsShown} more` : '';
  return `${paths.slice(0, pathsShown).join(', ')}${more}`;
}
