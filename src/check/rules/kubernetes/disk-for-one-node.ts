import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { podCountOf } from '../../count-pods';
import type { Rule } from '../../rule';

export const diskForOneNode: Rule = {
  id: 'disk-for-one-node',
  title: 'several pods mount a disk that one node can have',
  why: 'A claim with ReadWriteOnce is attached to one node. Pods that land on another one wait for ever: Multi-Attach error. A rolling update does that even with one pod.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web, namespace: shop }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
      volumes: [{ name: data, persistentVolumeClaim: { claimName: web } }]
`,
  passing: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web, namespace: shop }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
      volumes: [{ name: data, persistentVolumeClaim: { claimName: web } }]
`,
  check(inventory, report) {
    for (const workload of inventory.workloads) {
      const { object, pod, podPath } = workload;
      if (object.kind !== 'Deployment' && object.kind !== 'Rollout') continue;
      const pods = podCountOf(inventory, workload)?.least ?? 0;
      // Without surge the pod ends before the next one starts.
      const surge = valueAt(object.value, ['spec', 'strategy', 'rollingUpdate', 'maxSurge']);
      const isRecreated =
        valueAt(object.value, ['spec', 'strategy', 'type']) === 'Recreate' || surge === 0 || surge === '0%';
      if (pods === 0 || (pods === 1 && isRecreated)) continue;
      for (const [index, volume] of listAt(pod, ['volumes']).entries()) {
        const name = textAt(volume, ['persistentVolumeClaim', 'claimName']);
        const claim = name === undefined ? undefined : inventory.find('PersistentVolumeClaim', object.namespace, name);
        if (claim === undefined) continue;
        const modes = listAt(claim.value, ['spec', 'accessModes']);
        if (modes.length === 0 || modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) continue;
        report({
          object,
          path: [...podPath, 'volumes', index, 'persistentVolumeClaim'],
          message: `pods of "${object.name}" share the claim "${claim.name}", which is ${modes.join(', ')}`,
          hint:
            pods === 1
              ? 'set strategy.type: Recreate, or maxSurge: 0'
              : 'use a StatefulSet with volumeClaimTemplates, or ReadWriteMany',
        });
      }
    }
  },
};
