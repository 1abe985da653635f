import { listAt, valueAt } from '../../../manifests/value-at';
import { declares, declaredPorts, runsWithPod } from '../../container-ports';
import type { Workload } from '../../inventory';
import type { Rule } from '../../rule';
import { describeSelector, selectWorkloads, selectorOfService } from '../../select-pods';

export const serviceMixesWorkloads: Rule = {
  id: 'service-mixes-workloads',
  title: 'a Service sends requests to pods that do not offer its port',
  why: 'The selector also matches pods of another workload. Some requests go there, and fail: one of three, say, and only sometimes.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { part-of: web }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web, part-of: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: http, containerPort: 8080 }]
---
apiVersion: v1
kind: Pod
metadata: { name: worker, namespace: shop, labels: { app: worker, part-of: web } }
spec:
  containers:
    - name: worker
      image: ghcr.io/your-org/worker:v1.2.0
      ports: [{ name: metrics, containerPort: 9090 }]
`,
  passing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web, part-of: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: http, containerPort: 8080 }]
---
apiVersion: v1
kind: Pod
metadata: { name: worker, namespace: shop, labels: { app: worker, part-of: web } }
spec:
  containers:
    - name: worker
      image: ghcr.io/your-org/worker:v1.2.0
      ports: [{ name: metrics, containerPort: 9090 }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Service', '')) {
      const selector = selectorOfService(object);
      if (selector === undefined) continue;
      const workloads = selectWorkloads(inventory, object.namespace, selector);
      if (workloads.length < 2) continue;
      for (const port of listAt(object.value, ['spec', 'ports'])) {
        const target = valueAt(port, ['targetPort']) ?? valueAt(port, ['port']);
        if (typeof target !== 'string' && typeof target !== 'number') continue;
        const offers = (workload: Workload): boolean =>
          declares(workload.containers.filter(runsWithPod).flatMap(declaredPorts), target);
        // Two that offer it are a canary, or two halves of a service: meant so.
        const good = workloads.find(offers);
        const bad = workloads.find((workload) => !offers(workload));
        if (good === undefined || bad === undefined) continue;
        report({
          object,
          path: ['spec', 'selector'],
          message: `the Service "${object.name}" selects ${describeSelector(selector)}: pods of "${good.object.name}", and of the ${bad.object.kind} "${bad.object.name}", which has no port ${JSON.stringify(target)}`,
          hint: 'select by a label that only the one workload has',
        });
        break;
      }
    }
  },
};
