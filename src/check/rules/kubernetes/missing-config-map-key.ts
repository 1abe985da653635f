import type { Path } from '../../../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Workload } from '../../inventory';
import type { Rule } from '../../rule';

export const missingConfigMapKey: Rule = {
  id: 'missing-config-map-key',
  title: 'a container wants a key that its ConfigMap does not have',
  why: 'The container never starts: CreateContainerConfigError.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { log-level: info }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      env: [{ name: LOG_LEVEL, valueFrom: { configMapKeyRef: { name: web, key: logLevel } } }]
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { log-level: info }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      env: [{ name: LOG_LEVEL, valueFrom: { configMapKeyRef: { name: web, key: log-level } } }]
`,
  check(inventory, report) {
    for (const workload of inventory.workloads) {
      for (const { source, key, path, who } of keysIn(workload)) {
        const name = textAt(source, ['name']);
        if (name === undefined || valueAt(source, ['optional']) === true) continue;
        // One that is not here may be made elsewhere.
        const config = inventory.find('ConfigMap', workload.object.namespace, name)?.value;
        if (config === undefined) continue;
        const keys = [...Object.keys(mappingAt(config, ['data'])), ...Object.keys(mappingAt(config, ['binaryData']))];
        if (keys.includes(key)) continue;
        report({
          object: workload.object,
          path,
          message: `${who} wants the key "${key}" of the ConfigMap "${name}", which has ${keys.length === 0 ? 'none' : keys.join(', ')}`,
          hint: 'correct the key, or add it to the ConfigMap',
        });
      }
    }
  },
};

interface WantedKey {
  readonly source: unknown;
  readonly key: string;
  readonly path: Path;
  readonly who: string;
}

/** Keys of ConfigMaps that pods want: as variables, and as files. */
function keysIn({ pod, podPath, containers }: Workload): readonly WantedKey[] {
  const variables = containers.flatMap(({ kind, name, value, path }) =>
    listAt(value, ['env']).flatMap((variable, index) => {
      const source = valueAt(variable, ['valueFrom', 'configMapKeyRef']);
      const key = textAt(source, ['key']);
      const place = [...path, 'env', index, 'valueFrom', 'configMapKeyRef', 'key'];
      return key === undefined ? [] : [{ source, key, path: place, who: `${kind} "${name}"` }];
    }),
  );
  const files = listAt(pod, ['volumes']).flatMap((volume, index) =>
    listAt(volume, ['configMap', 'items']).flatMap((item, at) => {
      const key = textAt(item, ['key']);
      const path = [...podPath, 'volumes', index, 'configMap', 'items', at, 'key'];
      const source = valueAt(volume, ['configMap']);
      return key === undefined ? [] : [{ source, key, path, who: `the volume "${textAt(volume, ['name']) ?? ''}"` }];
    }),
  );
  return [...variables, ...files];
}
