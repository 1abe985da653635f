import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const imageWithoutDigest: Rule = {
  id: 'image-without-digest',
  title: 'an image is named by a tag alone',
  why: 'Whoever may push to the registry can put another image behind the tag. Two nodes then run two images under one name, and nobody can say which one was tested.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0@sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const image = textAt(value, ['image']);
        // What has no tag either is said by floating-image-tag.
        if (image === undefined || image.includes('@') || !/:[^/:]+$/.test(image)) continue;
        report({
          object,
          path: [...path, 'image'],
          message: `${kind} "${name}" runs "${image}" without a digest`,
          hint: 'add the digest that was tested: image:tag@sha256:...',
        });
      }
    }
  },
};
