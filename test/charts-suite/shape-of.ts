import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as z from 'zod';

import type { CoreChart } from '../../stacks/versions';
import type { ChartShape } from '../platform/chart-shapes';
import { copyStandIns } from '../platform/stand-ins';
import type { PlannedRelease } from './installation';
import { RealChart, helm } from './real-chart';
import type { Rendered } from './real-chart';

const Definition = z.looseObject({
  spec: z.looseObject({
    group: z.string(),
    scope: z.enum(['Cluster', 'Namespaced']),
    names: z.looseObject({ kind: z.string(), plural: z.string() }),
    versions: z.array(z.looseObject({ name: z.string(), served: z.boolean(), storage: z.boolean() })),
  }),
});

/** The kinds that a chart brings. */
export function definitionsOf(objects: readonly Rendered[]): ChartShape['definitions'] {
  return objects
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map((object) => Definition.parse(object).spec)
    .map(({ group, scope, names, versions }) => ({
      group,
      kind: names.kind,
      plural: names.plural,
      scope,
      versions: versions.map(({ name, served, storage }) => ({ name, served, storage })),
    }));
}

/** Objects by "Kind name", without those of `helm test`, which nobody installs. */
export function namesOf(objects: readonly Rendered[]): ReadonlyMap<string, Rendered> {
  const installed = objects.filter(({ metadata }) => !/\btest/.test(metadata.annotations?.['helm.sh/hook'] ?? ''));
  return new Map(installed.map((object) => [`${object.kind} ${object.metadata.name}`, object]));
}

/** What the stand-in of a chart makes of the same values, as it would be with some shape. */
export function standInObjects(
  { chart, namespace, values }: PlannedRelease & { readonly chart: CoreChart },
  shapes: Readonly<Record<string, ChartShape>>,
): { readonly objects: readonly Rendered[]; readonly releaseBytes: number } {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-stand-ins-'));
  try {
    copyStandIns(folder, shapes);
    const standIn = new RealChart(chart, join(folder, chart), helm ?? 'helm');
    return { objects: standIn.render(namespace, values), releaseBytes: standIn.releaseBytes(namespace, values) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
