import { isMapping, listAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const emptyDirWithoutSizeLimit: Rule = {
  id: 'empty-dir-without-size-limit',
  title: 'a scratch volume may fill the disk or the memory of its node',
  why: 'A process that writes without end takes the space of all pods of the node, which are then evicted. In memory it counts against the limit of the container, which is killed.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
  volumes: [{ name: tmp, emptyDir: {} }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
  volumes: [{ name: tmp, emptyDir: { sizeLimit: 128Mi } }]
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath } of workloads) {
      for (const [index, volume] of listAt(pod, ['volumes']).entries()) {
        const scratch = valueAt(volume, ['emptyDir']);
        if (!isMapping(scratch) || scratch['sizeLimit'] !== undefined) continue;
        const isMemory = scratch['medium'] === 'Memory';
        report({
          object,
          path: [...podPath, 'volumes', index, 'emptyDir'],
          message: `the volume "${textAt(volume, ['name']) ?? ''}" has no sizeLimit${isMemory ? ', and is memory' : ''}`,
          hint: 'set emptyDir.sizeLimit',
          severity: isMemory ? 'warning' : 'info',
        });
      }
    }
  },
};
