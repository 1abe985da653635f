import * as z from 'zod';

import { KubeObject } from '../harness/kube-client';
import type { RenderedFile } from './rendered-files';

const Rollout = KubeObject.extend({
  spec: z.looseObject({ selector: z.looseObject({}), template: z.looseObject({}) }),
});

/**
 * Deployments with the pods of the Rollouts. For the API server a Rollout is one of many custom resources: it does not
 * know that there are pods in it, so it neither validates them nor looks at their security.
 */
export function rolloutsAsDeployments(files: readonly RenderedFile[]): readonly RenderedFile[] {
  return files
    .filter(({ object }) => object.kind === 'Rollout')
    .map(({ file, object }) => {
      const { metadata, spec } = Rollout.parse(object);
      const { selector, template } = spec;
      return {
        file,
        object: { ...object, apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector, template } },
      };
    });
}
