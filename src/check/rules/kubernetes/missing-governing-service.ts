import { textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const missingGoverningService: Rule = {
  id: 'missing-governing-service',
  title: 'the pods of a StatefulSet have no names in DNS',
  why: 'Each pod should have an address of its own, `web-0.web`. Without the headless Service that `serviceName` names, members of a cluster do not find each other.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  severity: 'warning',
  failing: `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: ghcr.io/your-org/db:v1.2.0
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec:
  selector: { app: db }
  ports: [{ port: 5432 }]
`,
  passing: `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: ghcr.io/your-org/db:v1.2.0
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec:
  clusterIP: None
  selector: { app: db }
  ports: [{ port: 5432 }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('StatefulSet', 'apps')) {
      const name = textAt(object.value, ['spec', 'serviceName']) ?? '';
      const service = inventory.find('Service', object.namespace, name);
      if (service !== undefined && valueAt(service.value, ['spec', 'clusterIP']) === 'None') continue;
      report({
        object,
        path: ['spec', 'serviceName'],
        message:
          name === ''
            ? `the StatefulSet "${object.name}" names no Service`
            : `the StatefulSet "${object.name}" names the Service "${name}", which is ${service === undefined ? 'not there' : 'not headless'}`,
        hint: 'name a Service with clusterIP: None that selects the pods',
        // Who names none may need no names.
        severity: name === '' ? 'info' : 'warning',
      });
    }
  },
};
