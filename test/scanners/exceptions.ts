import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';
import * as z from 'zod';

import { packageRoot } from '../helpers/run-slipway';

/** What a scanner may find in the shipped tree. */
export interface Exception {
  readonly scanner: string;
  readonly rule: string;
  /** Patterns of `Deployment/prod/web`. */
  readonly objects: readonly string[];
  readonly reason: string;
}

const Config = z.object({
  exceptions: z.array(z.object({ rule: z.string(), objects: z.array(z.string()), reason: z.string() })),
});

/** What slipway.yaml lets pass is let pass here, too, under the names that the scanners have for it. */
const namesElsewhere: Readonly<Record<string, readonly (readonly [scanner: string, rule: string])[]>> = {
  'single-replica': [
    ['kube-score', 'deployment-replicas'],
    ['polaris', 'deploymentMissingReplicas'],
  ],
};

const ofSlipway: readonly Exception[] = Config.parse(
  load(readFileSync(join(packageRoot, 'slipway.yaml'), 'utf8')),
).exceptions.flatMap(({ rule, ...exception }) =>
  (namesElsewhere[rule] ?? []).map(([scanner, name]) => ({ scanner, rule: name, ...exception })),
);

const unknownRollout = 'kube-score does not know the pods of a Rollout';

export const exceptions: readonly Exception[] = [
  ...ofSlipway,
  {
    scanner: 'kube-score',
    rule: 'service-targets-pod',
    objects: ['Service/*/apm-active', 'Service/*/apm-preview', 'Service/*/apm'],
    reason: unknownRollout,
  },
  {
    scanner: 'kube-score',
    rule: 'networkpolicy-targets-pod',
    objects: ['NetworkPolicy/*/apm'],
    reason: unknownRollout,
  },
  {
    scanner: 'kube-score',
    rule: 'pod-probes-identical',
    objects: ['StatefulSet/*/blog-database'],
    reason: 'the port of a database says all that a probe can ask; only the periods differ',
  },
  {
    scanner: 'kube-score',
    rule: 'container-image-pull-policy',
    objects: ['**'],
    reason: 'it wants every image to be asked for again; one that is named by its digest is the same wherever it is',
  },
  {
    scanner: 'checkov',
    rule: 'CKV_K8S_35',
    objects: [
      'Deployment/*/apm',
      'Deployment/*/blog-backend',
      'Deployment/*/payment-service',
      'StatefulSet/*/blog-database',
      'CronJob/*/blog-database-backup',
    ],
    reason: 'the source reads its secrets from variables',
  },
  {
    scanner: 'trivy',
    rule: 'KSV-0125',
    objects: ['**'],
    reason: 'without data of its own trivy trusts the registries of three clouds only',
  },
];
