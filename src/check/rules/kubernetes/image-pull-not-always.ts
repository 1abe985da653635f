import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const imagePullNotAlways: Rule = {
  id: 'image-pull-not-always',
  title: 'a node may run an image that it was not allowed to pull',
  why: 'A node that has the image runs it for every pod that names it, whether or not its namespace may pull it, and a tag that has moved is not noticed.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwayspullimages',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      imagePullPolicy: IfNotPresent
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      imagePullPolicy: Always
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const image = textAt(value, ['image']) ?? '';
        // A digest always is the same image, and without a tag the API server fills in Always.
        if (image.includes('@') || !/:[^/:]+$/.test(image) || image.endsWith(':latest')) continue;
        const policy = textAt(value, ['imagePullPolicy']);
        if (policy === 'Always') continue;
        report({
          object,
          path: [...path, 'imagePullPolicy'],
          message: `${kind} "${name}" has the pull policy "${policy ?? 'IfNotPresent'}" for an image without a digest`,
          hint: 'name the digest of the image, or set imagePullPolicy: Always',
          severity: policy === 'Never' ? 'warning' : 'info',
        });
      }
    }
  },
};
