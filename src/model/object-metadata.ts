import * as z from 'zod';

import { AnnotationName, LabelName, LabelValue, fillsOnly } from './names';

/** Names that are filled in. */
const filledNames = ['service', 'environment', 'team', 'system'];

/** Value of a label, in which names are filled in; a law looks at what becomes of it. */
const LabelText = z
  .string()
  .regex(
    /^([A-Za-z0-9{]([-A-Za-z0-9_.{}]*[A-Za-z0-9}])?)?$/,
    'must have letters, digits, "-", "_" and ".", with a letter or digit at both ends',
  )
  .refine((text) => fillsOnly(text, filledNames), {
    message: `may only contain the placeholders ${filledNames.map((name) => `{${name}}`).join(', ')}`,
  });

const labels = z.record(LabelName, LabelText.nullable()).optional().describe('Labels; null removes one.');

// Annotations are often JSON: braces with anything else in them stay as they are.
const annotations = z
  .record(AnnotationName, z.string().nullable())
  .optional()
  .describe('Annotations, in which {service}, {environment}, {team} and {system} are filled in; null removes one.');

const own = z.strictObject({ labels, annotations }).optional();

/**
 * Labels and annotations that somebody else reads: a cloud, a mesh, whoever pays. Those of Slipway itself are not for a catalog
 * to say.
 */
export const ObjectMetadata = z.strictObject({
  all: own.describe(
    'Every object, and pods. Annotations of ServiceAccounts give rights, so `identity.annotations` has them.',
  ),
  workload: own.describe('The Deployment, StatefulSet, DaemonSet or Rollout.'),
  pods: own.describe('Pods that go on: a change replaces them.'),
  service: own.describe('The Service, and its preview; one of `moreServices` has its own.'),
  route: own.describe('What leads to it from outside: its routes, or the Ingress.'),
  account: z.strictObject({ labels }).optional().describe('The ServiceAccount; `identity.annotations` has the rest.'),
  monitors: own.describe('ServiceMonitors, PodMonitors and PrometheusRules, which a Prometheus chooses by labels.'),
  config: own.describe('The ConfigMap.'),
  secrets: own.describe('The ExternalSecret.'),
  autoscaler: own.describe('The HorizontalPodAutoscaler or ScaledObject.'),
  budget: own.describe('The PodDisruptionBudget.'),
});

/** Names of the kinds of objects that labels and annotations are said of. */
export type MetadataSubject = keyof z.infer<typeof ObjectMetadata>;

/** The defaults of `ObjectMetadata`: nothing is said. */
export const noMetadata = {
  all: { labels: {}, annotations: {} },
  workload: { labels: {}, annotations: {} },
  pods: { labels: {}, annotations: {} },
  service: { labels: {}, annotations: {} },
  route: { labels: {}, annotations: {} },
  account: { labels: {} },
  monitors: { labels: {}, annotations: {} },
  config: { labels: {}, annotations: {} },
  secrets: { labels: {}, annotations: {} },
  autoscaler: { labels: {}, annotations: {} },
  budget: { labels: {}, annotations: {} },
};

/** Whether a text is the value of a label, once names are filled in. */
export function isLabelValue(text: string): boolean {
  return LabelValue.safeParse(text).success;
}

/** Why a label or an annotation is not for a catalog to say, and what to do about it. */
export interface MetadataOwner {
  readonly because: string;
  readonly hint: string;
}

/** Who else writes an annotation, on whatever object; undefined where nobody does. */
export function ownerOfAnnotation(name: string): MetadataOwner | undefined {
  if (name.startsWith('argocd.argoproj.io/'))
    return {
      because: 'by which Argo CD knows order and owner of objects',
      hint: 'leave it out; how one object is synced is for a patch to say',
    };
  if (name.startsWith('slipway.dev/') || name.startsWith('port.io/') || checksums.has(name))
    return { because: 'which Slipway writes itself', hint: 'choose another name' };
  if (name.startsWith('kubectl.kubernetes.io/'))
    return { because: 'which kubectl writes itself', hint: 'leave it out' };
  return undefined;
}

/** Pods start again when what they read of a catalog becomes another, since these become others. */
const checksums: ReadonlySet<string> = new Set(['checksum/config', 'checksum/files']);

/** Whether a text stays as it is where names are filled in. */
export function isFilledAsItIs(text: string): boolean {
  return filledNames.every((name) => !text.includes(`{${name}}`));
}
