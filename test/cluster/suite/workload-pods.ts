import * as z from 'zod';

import { KubeObject } from '../harness/kube-client';
import type { RenderedFile } from './rendered-files';

const Labels = z.looseObject({ labels: z.record(z.string(), z.string()) });
const Template = z.looseObject({
  metadata: Labels,
  spec: z.looseObject({ volumes: z.array(z.looseObject({ name: z.string() })).default([]) }),
});
const Workload = KubeObject.extend({
  spec: z.looseObject({
    template: Template,
    volumeClaimTemplates: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })).default([]),
  }),
});
const CronJob = KubeObject.extend({
  spec: z.looseObject({ jobTemplate: z.looseObject({ spec: z.looseObject({ template: Template }) }) }),
});

const workloads: ReadonlySet<string> = new Set(['Deployment', 'Rollout', 'StatefulSet']);

/** One pod of each workload, as its controller would make it: `<workload>-0`. */
export function podsOfWorkloads(files: readonly RenderedFile[]): readonly RenderedFile[] {
  return files.flatMap(({ file, object }) => {
    if (object.kind === 'CronJob') {
      return [{ file, object: podOf(object, CronJob.parse(object).spec.jobTemplate.spec.template) }];
    }
    if (!workloads.has(object.kind)) return [];
    const { spec } = Workload.parse(object);
    const claims = spec.volumeClaimTemplates.map(({ metadata: { name } }) => ({
      name,
      persistentVolumeClaim: { claimName: `${name}-${object.metadata.name}-0` },
    }));
    return [{ file, object: podOf(object, spec.template, claims) }];
  });
}

/** A pod that no node ever runs, whatever cluster this is. */
export function neverScheduled(pod: object): object {
  return { ...pod, schedulingGates: [{ name: 'slipway.dev/only-selected' }] };
}

function podOf(
  { metadata: { name, namespace } }: KubeObject,
  { metadata, spec }: z.output<typeof Template>,
  claims: readonly { readonly name: string }[] = [],
): KubeObject {
  return KubeObject.parse({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name: `${name}-0`, namespace },
    spec: neverScheduled({ ...spec, volumes: [...spec.volumes, ...claims] }),
  });
}
