import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const invalidImageDigest: Rule = {
  id: 'invalid-image-digest',
  title: 'the digest of an image is none',
  why: 'The kubelet cannot read the reference: the pod stays in InvalidImageName and never starts.',
  source: 'https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web@sha256:7c92eb3b
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web@sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const image = textAt(value, ['image']) ?? '';
        if (!image.includes('@')) continue;
        const digest = image.slice(image.indexOf('@') + 1);
        if (/^(sha256:[\da-f]{64}|sha512:[\da-f]{128})$/.test(digest)) continue;
        report({
          object,
          path: [...path, 'image'],
          message: `${kind} "${name}" wants the digest "${digest}", which is no sha256: with 64 hexadecimal digits`,
          hint: 'copy the whole digest: docker buildx imagetools inspect IMAGE shows it',
        });
      }
    }
  },
};
