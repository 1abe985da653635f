import { listAt, textAt } from '../../../manifests/value-at';
import { declaredPorts } from '../../container-ports';
import type { Rule } from '../../rule';

export const invalidPortName: Rule = {
  id: 'invalid-port-name',
  title: 'a port has a name that the API server refuses',
  why: 'The object is refused: names of ports have up to 15 lower-case letters, digits and hyphens, with a letter among them.',
  source: 'https://www.rfc-editor.org/rfc/rfc6335#section-5.1',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: management-endpoint, containerPort: 8080 }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: management, containerPort: 8080 }]
`,
  check(inventory, report) {
    for (const { object, containers } of inventory.workloads) {
      for (const container of containers) {
        for (const { name, index } of declaredPorts(container)) {
          if (name === undefined || isPortName(name)) continue;
          report({
            object,
            path: [...container.path, 'ports', index, 'name'],
            message: `${container.kind} "${container.name}" has a port "${name}", which is no name for a port`,
            hint: 'take up to 15 lower-case letters, digits and single hyphens',
          });
        }
      }
    }
    for (const object of inventory.ofKind('Service', '')) {
      for (const [index, port] of listAt(object.value, ['spec', 'ports']).entries()) {
        const target = textAt(port, ['targetPort']);
        if (target === undefined || isPortName(target)) continue;
        report({
          object,
          path: ['spec', 'ports', index, 'targetPort'],
          message: `the Service "${object.name}" has the targetPort "${target}", which is no name for a port`,
          hint: /^\d+$/.test(target) ? `write it as a number: ${target}` : 'name the port of a container',
          ...(/^\d+$/.test(target)
            ? { fix: [{ path: ['spec', 'ports', index, 'targetPort'], value: Number(target) }] }
            : {}),
        });
      }
    }
  },
};

function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z\d]+(-[a-z\d]+)*$/.test(name) && /[a-z]/.test(name);
}
