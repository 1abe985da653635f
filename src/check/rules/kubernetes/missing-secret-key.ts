import { neededSources } from '../../needed-sources';
import { makersOfSecret } from '../../secret-makers';
import type { Rule } from '../../rule';

export const missingSecretKey: Rule = {
  id: 'missing-secret-key',
  title: 'a container wants a key that its Secret does not get',
  why: 'The container never starts: CreateContainerConfigError. The template of an ExternalSecret drops every key that it does not use.',
  source: 'https://github.com/external-secrets/external-secrets/issues/2080',
  severity: 'error',
  failing: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  target: { name: web, creationPolicy: Owner, template: { data: { url: 'postgres://web:{{ .password }}@db' } } }
  data: [{ secretKey: password, remoteRef: { key: shop/password } }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0', env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: web, key: password } } }] }]
`,
  passing: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  target: { name: web, creationPolicy: Owner, template: { mergePolicy: Merge, data: { url: 'postgres://web:{{ .password }}@db' } } }
  data: [{ secretKey: password, remoteRef: { key: shop/password } }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0', env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: web, key: password } } }] }]
`,
  check(inventory, report) {
    for (const workload of inventory.workloads) {
      for (const { kind, name, key, path, who } of neededSources(workload)) {
        if (kind !== 'Secret' || key === undefined) continue;
        const makers = makersOfSecret(inventory, workload.object.namespace, name);
        // One of which nobody knows all keys may have this one.
        const keys = makers.flatMap((maker) => maker.keys ?? [key]);
        if (makers.length === 0 || keys.includes(key)) continue;
        report({
          object: workload.object,
          path,
          message: `${who} wants the key "${key}" of the Secret "${name}", which gets ${keys.length === 0 ? 'none' : keys.map((one) => `"${one}"`).join(', ')}`,
          hint: 'correct the key, or add it to what makes the Secret; a template of an ExternalSecret needs mergePolicy: Merge to keep others',
        });
      }
    }
  },
};
