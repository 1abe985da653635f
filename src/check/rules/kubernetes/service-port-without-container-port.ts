import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { declares, declaredPorts, runsWithPod } from '../../container-ports';
import type { Rule } from '../../rule';
import { selectWorkloads, selectorOfService } from '../../select-pods';

/** Ports of the proxies that a mesh puts into pods: no template declares them. */
const ofMeshes: ReadonlySet<unknown> = new Set([4143, 4190, 4191, 15014, 15020, 15021, 15090, 'linkerd-admin']);

export const servicePortWithoutContainerPort: Rule = {
  id: 'service-port-without-container-port',
  title: 'a Service sends requests to a port that no container declares',
  why: 'A name that no container has leaves the Service without endpoints. A number that nobody declares mostly is a port where nobody listens.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: web }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: http, containerPort: 8080 }]
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
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: http, containerPort: 8080 }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Service', '')) {
      const selector = selectorOfService(object);
      if (selector === undefined) continue;
      const workloads = selectWorkloads(inventory, object.namespace, selector);
      if (workloads.length === 0) continue;
      const there = workloads.flatMap(({ containers }) => containers.filter(runsWithPod).flatMap(declaredPorts));
      for (const [index, port] of listAt(object.value, ['spec', 'ports']).entries()) {
        const target = valueAt(port, ['targetPort']) ?? valueAt(port, ['port']);
        if ((typeof target !== 'string' && typeof target !== 'number') || ofMeshes.has(target)) continue;
        const protocol = textAt(port, ['protocol']) ?? 'TCP';
        const ofProtocol = there.filter((one) => one.protocol === protocol);
        if (declares(ofProtocol, target)) continue;
        // Declaring ports is for people: who declares none has not forgotten one.
        if (typeof target === 'number' && there.length === 0) continue;
        const names = ofProtocol.map((one) => (one.name === undefined ? one.number : `${one.name} (${one.number})`));
        report({
          object,
          path: ['spec', 'ports', index, valueAt(port, ['targetPort']) === undefined ? 'port' : 'targetPort'],
          message: `the Service "${object.name}" leads to ${protocol} port ${JSON.stringify(target)} of "${workloads[0]?.object.name ?? ''}", which declares ${names.length === 0 ? 'none' : [...new Set(names)].join(', ')}`,
          hint: 'name a port of the container in targetPort, or declare this one',
          severity: typeof target === 'string' ? 'error' : 'warning',
        });
      }
    }
  },
};
