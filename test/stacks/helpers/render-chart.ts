import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

import { cacheFolder } from '../../../src/cli/cache-place';
import type { ChartName } from '../../../stacks/versions';
import { findPrograms } from '../../cluster/tools/find-programs';
import { thisMachine } from '../../cluster/tools/machine';

/** An object that a chart made. */
export type Rendered = z.infer<typeof Rendered>;

const Rendered = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  data: z.record(z.string(), z.string()).optional(),
  spec: z.looseObject({}).optional(),
});

/** A chart on this machine, and the program that renders it. */
export class RealChart {
  private constructor(
    readonly folder: string,
    private readonly helm: string,
    private readonly chart: ChartName,
  ) {}

  /** @returns undefined where there is no helm, or the chart is not in the folder `charts` of Slipway's cache */
  static find(chart: ChartName): RealChart | undefined {
    const folder = join(cacheFolder(thisMachine()), 'charts', chart);
    const helm = findPrograms(['helm']).found.get('helm');
    return helm === undefined || !existsSync(folder) ? undefined : new RealChart(folder, helm, chart);
  }

  /** @returns every object of the chart. @throws Error with what helm says */
  render(namespace: string, values: object): readonly Rendered[] {
    const { status, stdout, stderr } = spawnSync(
      this.helm,
      ['template', this.chart, this.folder, '--namespace', namespace, '--kube-version', '1.36.0', '--values', '-'],
      { encoding: 'utf8', input: JSON.stringify(values), maxBuffer: 64 * 1024 * 1024 },
    );
    if (status !== 0) throw new Error(`helm template ${this.chart}: ${stderr}`);
    return parseAllDocuments(stdout).flatMap((document) => {
      const object: unknown = document.toJS();
      return object === null ? [] : [Rendered.parse(object)];
    });
  }
}
