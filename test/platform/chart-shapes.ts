import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

import { coreCharts } from '../../stacks/versions';

const Definition = z.strictObject({
  group: z.string(),
  kind: z.string(),
  plural: z.string(),
  scope: z.enum(['Cluster', 'Namespaced']),
  versions: z.array(z.strictObject({ name: z.string(), served: z.boolean(), storage: z.boolean() })),
});

/** Names, kinds and sizes of a public chart, as far as a stand-in has to be like it. */
export const ChartShape = z.strictObject({
  version: z.string(),
  /** What Helm notes of its release, in bytes. */
  releaseBytes: z.int(),
  definitions: z.array(Definition),
  /** Objects that no template of the stand-in makes: "Kind name", by their apiVersion. */
  others: z.record(z.string(), z.array(z.string())),
});
export type ChartShape = z.output<typeof ChartShape>;

/** Where they are; `npm run chart-shapes` writes them from the real charts. */
export const shapesFile = join(__dirname, 'chart-shapes.json');

/** Shapes of all charts, by name. */
export function chartShapes(): Readonly<Record<(typeof coreCharts)[number], ChartShape>> {
  return z.record(z.enum(coreCharts), ChartShape).parse(JSON.parse(readFileSync(shapesFile, 'utf8')));
}

/** The template of the objects that a stand-in has besides: they are there, and nothing is in them. */
export function othersTemplate({ others }: ChartShape): string {
  return Object.entries(others)
    .flatMap(([apiVersion, names]) =>
      names.map((kindAndName) => {
        const [kind = '', name = ''] = kindAndName.split(' ');
        const namespace = ofCluster.test(kind) ? '' : ', namespace: {{ .Release.Namespace }}';
        const body = bodies[kind];
        if (body === undefined) throw new Error(`${kindAndName}: write a template of the stand-in that makes it`);
        return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}${namespace} }\n${body.replaceAll('NAME', name)}\n`;
      }),
    )
    .join('');
}

/** Bytes that no compression makes fewer, so that the release of a stand-in is as large as that of its chart. Always the same. */
export function filler(chart: string, { releaseBytes }: ChartShape): Buffer {
  // A release is base64: four characters for three bytes.
  const blocks = Math.ceil((releaseBytes * 3) / 4 / 32);
  return Buffer.concat(
    Array.from({ length: blocks }, (_, index) => createHash('sha256').update(`${chart} ${index}`).digest()),
  );
}

const ofCluster = /^(ClusterRole|ClusterRoleBinding|(Validating|Mutating)WebhookConfiguration)$/;
const subjects = 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: NAME }\nsubjects: []';

/** What the API server wants to see in an object of a kind. */
const bodies: Readonly<Record<string, string>> = {
  ClusterRole: 'rules: []',
  ClusterRoleBinding: subjects,
  ConfigMap: 'data: {}',
  MutatingWebhookConfiguration: 'webhooks: []',
  PrometheusRule: 'spec: {}',
  Role: 'rules: []',
  RoleBinding: subjects,
  Secret: 'type: Opaque',
  Service: 'spec:\n  clusterIP: None\n  ports:\n    - { name: http, port: 80 }',
  ServiceAccount: 'automountServiceAccountToken: false',
  ServiceMonitor: 'spec: { selector: {}, endpoints: [] }',
  ValidatingWebhookConfiguration: 'webhooks: []',
};
