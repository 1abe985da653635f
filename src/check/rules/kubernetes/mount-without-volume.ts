import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const mountWithoutVolume: Rule = {
  id: 'mount-without-volume',
  title: 'a container mounts a volume that its pod does not have',
  why: 'The API server refuses the object: the name is not found.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      volumeMounts: [{ name: temp, mountPath: /tmp }]
  volumes: [{ name: tmp, emptyDir: { sizeLimit: 128Mi } }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      volumeMounts: [{ name: tmp, mountPath: /tmp }]
  volumes: [{ name: tmp, emptyDir: { sizeLimit: 128Mi } }]
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath, containers } of workloads) {
      const there = new Set([
        ...listAt(pod, ['volumes']).map((volume) => textAt(volume, ['name'])),
        ...listAt(object.value, ['spec', 'volumeClaimTemplates']).map((claim) => textAt(claim, ['metadata', 'name'])),
      ]);
      for (const { kind, name, value, path } of containers) {
        for (const [index, mount] of listAt(value, ['volumeMounts']).entries()) {
          const wanted = textAt(mount, ['name']);
          if (wanted === undefined || there.has(wanted)) continue;
          report({
            object,
            path: [...path, 'volumeMounts', index, 'name'],
            message: `${kind} "${name}" mounts the volume "${wanted}", which the pod does not have`,
            hint: `add it to ${podPath.join('.')}.volumes, or correct the name`,
          });
        }
      }
    }
  },
};
