import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { loadAll } from 'js-yaml';
import * as z from 'zod';

import { isOwnChart } from '../../stacks/versions';
import type { ChartName, OwnChart } from '../../stacks/versions';
import { findPrograms } from '../cluster/tools/find-programs';
import { packageRoot } from '../helpers/run-slipway';

/** An object that a chart or the program made. */
export type Rendered = z.output<typeof Rendered>;

export const Rendered = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).nullish(),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
  data: z.record(z.string(), z.string()).nullish(),
  spec: z.looseObject({}).optional(),
});

/** Where the public charts are on this machine: `npm run real-charts` or `helm pull` has filled it. */
export const chartsFolder = process.env['SLIPWAY_CHARTS'] ?? '';

/** The program that renders charts. @default - there is none on this machine */
export const helm = findPrograms(['helm']).found.get('helm');

/** A chart on this machine, and the program that renders it. */
export class RealChart {
  /** What was rendered before, by what was asked for. */
  private readonly known = new Map<string, readonly Rendered[]>();

  /** @param program helm */
  constructor(
    readonly name: ChartName | OwnChart,
    readonly folder: string,
    private readonly program: string,
  ) {}

  /** @returns undefined where there is no helm, or SLIPWAY_CHARTS has no such chart */
  static find(chart: ChartName | OwnChart): RealChart | undefined {
    const folder = isOwnChart(chart) ? join(packageRoot, 'stacks', 'charts', chart) : join(chartsFolder, chart);
    if (helm === undefined || !existsSync(join(folder, 'Chart.yaml'))) return undefined;
    return new RealChart(chart, folder, helm);
  }

  /** Every object of the chart, hooks included. @throws Error with what helm says */
  render(namespace: string, values: object): readonly Rendered[] {
    const key = JSON.stringify([namespace, values]);
    const known = this.known.get(key) ?? objectsIn(this.text(namespace, values), namespace);
    this.known.set(key, known);
    return known;
  }

  /** What Helm notes of an installation, as a value of a Secret: base64 of gzip of JSON (Helm, "Storage backends"). In bytes. */
  releaseBytes(namespace: string, values: object): number {
    const words = ['--namespace', namespace, '--dry-run=client', '--output', 'json', '--values', '-'];
    const { status, stdout, stderr } = spawnSync(this.program, ['install', this.name, this.folder, ...words], {
      encoding: 'utf8',
      input: JSON.stringify(values),
      maxBuffer: 256 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`helm install --dry-run ${this.name}: ${stderr}`);
    return gzipSync(stdout.trim(), { level: 9 }).toString('base64').length;
  }

  /** What helm writes for a cluster that has Prometheus' kinds. @throws Error with what helm says */
  text(namespace: string, values: object): string {
    const words = ['--namespace', namespace, '--kube-version', '1.36.0', '--api-versions', 'monitoring.coreos.com/v1'];
    const { status, stdout, stderr } = spawnSync(
      this.program,
      ['template', this.name, this.folder, ...words, '--values', '-'],
      { encoding: 'utf8', input: JSON.stringify(values), maxBuffer: 64 * 1024 * 1024 },
    );
    if (status !== 0) throw new Error(`helm template ${this.name}: ${stderr}`);
    return stdout;
  }
}

// Not by the package `yaml`: definitions are megabytes, and it takes half a minute for them.
function objectsIn(text: string, namespace: string): readonly Rendered[] {
  // Helm reads YAML 1.1, where a number that begins with 0 is octal.
  const modern = text.replaceAll(/^(\s*(?:- )?\w*[mM]ode: )0([0-7]{3})$/gm, '$10o$2');
  return loadAll(modern).flatMap((object) => {
    // Charts leave documents with nothing but a comment.
    if (object === null || object === undefined) return [];
    return [withNamespace(Rendered.parse(object), namespace)];
  });
}

/** Kinds that have no namespace, of those that charts make. */
const ofCluster =
  /^(ClusterRole|ClusterRoleBinding|CustomResourceDefinition|(Validating|Mutating)(WebhookConfiguration|AdmissionPolicy|AdmissionPolicyBinding)|Namespace|APIService|PriorityClass|GatewayClass)$/;

/** Helm puts what says no namespace into that of the release. */
function withNamespace(object: Rendered, namespace: string): Rendered {
  if (ofCluster.test(object.kind) || object.metadata.namespace !== undefined) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}
