import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

/** What a registry may give another image for tomorrow. */
const floating = /^(latest|main|master|dev|develop|edge|nightly|stable)$/;

export const floatingImageTag: Rule = {
  id: 'floating-image-tag',
  title: 'an image has no tag, or one that moves',
  why: 'The tag names another image tomorrow. A pod that is moved to another node then runs what nobody has rolled out, and there is nothing to roll back to.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:latest
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const image = textAt(value, ['image']);
        if (image === undefined || image.includes('@sha256:')) continue;
        const tag = /:([^/:]+)$/.exec(image)?.[1];
        if (tag !== undefined && !floating.test(tag)) continue;
        report({
          object,
          path: [...path, 'image'],
          message: `${kind} "${name}" runs "${image}", ${tag === undefined ? 'which has no tag' : `whose tag "${tag}" moves`}`,
          hint: 'name a version, or better a digest: image:v1.2.0@sha256:...',
        });
      }
    }
  },
};
