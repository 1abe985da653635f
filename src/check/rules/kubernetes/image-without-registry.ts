import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const imageWithoutRegistry: Rule = {
  id: 'image-without-registry',
  title: 'an image does not say which registry it comes from',
  why: 'Which registry is asked depends on the container runtime of each node: mostly Docker Hub, with its limits for anonymous pulls, and sometimes another one.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: nginx:1.29.1
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: docker.io/library/nginx:1.29.1
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const image = textAt(value, ['image']);
        if (image === undefined || image === '' || /^([^/.:]*[.:][^/]*|localhost)\//.test(image)) continue;
        report({
          object,
          path: [...path, 'image'],
          message: `${kind} "${name}" runs "${image}", which names no registry`,
          hint: `name it: ${image.includes('/') ? 'docker.io' : 'docker.io/library'}/${image}`,
        });
      }
    }
  },
};
