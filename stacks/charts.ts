import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

import type { ChartValues } from './values/chart-values';
import { laidOver } from './values/laid-over';
import { isOwnChart, publishedChart } from './versions';
import type { ChartPlace } from './published-chart';
import type { ChartName, OwnChart } from './versions';

/** Where charts come from. */
export interface ChartSource {
  /**
   * Folder with a folder for each chart, named like the chart, with its dependencies inside: for clusters without internet,
   * and for tests. Relative to the root of the project. @default - each chart is taken from where it is published
   */
  readonly folder?: string | undefined;
  /** Where charts are published besides `versions.ts`, such as a mirror. @default - nowhere */
  readonly places?: Readonly<Partial<Record<ChartName, ChartPlace>>> | undefined;
  /** Versions other than those of `versions.ts`. @default - none */
  readonly versions?: Readonly<Partial<Record<ChartName, string>>> | undefined;
  /** Values that are laid over those of Slipway. @default - none */
  readonly values?: Readonly<Partial<Record<ChartName, object>>> | undefined;
}

/** What is installed, and where. */
export interface ChartReleaseArgs<Chart extends ChartName | OwnChart> {
  readonly chart: Chart;
  readonly source: ChartSource;
  /** Namespace of the release; it is there already. */
  readonly namespace: pulumi.Input<string>;
  readonly values: ChartValues[Chart];
  /** How long one installation or upgrade may take, in seconds. @default 600 */
  readonly timeoutSeconds?: number;
}

/**
 * A chart, installed by Helm itself, hooks included: `helm.v4.Chart` drops them, and argo-cd's Redis never gets its password
 * without one.
 *
 * - The name of the release is fixed. A name that Pulumi makes up would change with the component, and a renamed release cannot
 *   take over the objects of the old one.
 * - `atomic`: an upgrade that fails is rolled back. Without it Helm later compares with the last release that worked, and
 *   the wrong field stays whatever the values say.
 * - `maxHistory`: each revision is a Secret of up to 0.7 MB, and there is no limit unless one is set.
 */
export class ChartRelease<Chart extends ChartName | OwnChart> extends k8s.helm.v3.Release {
  constructor(
    name: string,
    { chart, source, namespace, values, timeoutSeconds = 600 }: ChartReleaseArgs<Chart>,
    opts: pulumi.CustomResourceOptions,
  ) {
    super(
      name,
      {
        ...locate(chart, source),
        name: chart,
        namespace,
        values: laidOver(values, isOwnChart(chart) ? undefined : source.values?.[chart]),
        atomic: true,
        cleanupOnFail: true,
        maxHistory: 5,
        timeout: timeoutSeconds,
      },
      opts,
    );
  }
}

// Relative paths keep the state the same on every machine. Pulumi runs the program in stacks/.
function locate(
  chart: ChartName | OwnChart,
  { folder, places, versions }: ChartSource,
): Pick<k8s.helm.v3.ReleaseArgs, 'chart' | 'version' | 'repositoryOpts'> {
  if (isOwnChart(chart)) return { chart: `./charts/${chart}` };
  if (folder !== undefined) return { chart: folder.startsWith('/') ? `${folder}/${chart}` : `../${folder}/${chart}` };
  const { reference, repository } = places?.[chart] ?? publishedChart(chart);
  return {
    chart: reference,
    version: versions?.[chart] ?? publishedChart(chart).version,
    ...(repository === undefined ? {} : { repositoryOpts: { repo: repository } }),
  };
}
