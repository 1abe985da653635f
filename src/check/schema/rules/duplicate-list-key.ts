import type { Rule } from '../../rule';
import { reportsOf } from '../findings-of';

export const duplicateListKey: Rule = {
  id: 'duplicate-list-key',
  title: 'a list has one element twice',
  why: 'Server-side apply refuses a list in which two elements have the same keys, with defaults applied: two ports without a protocol are both TCP. Client-side apply takes some of them, and one of the two is lost later.',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports:
    - { name: http, port: 80 }
    - { name: web, port: 80, protocol: TCP }
`,
  passing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports:
    - { name: http, port: 80 }
    - { name: web, port: 8080, protocol: TCP }
`,
  check(inventory, report) {
    const workloads = new Set<unknown>(inventory.workloads.map(({ object }) => object));
    reportsOf('duplicate-list-key')(inventory, (found) => {
      // "duplicate-env-name" says it of variables, also where there is no schema.
      const isVariable = found.path.at(-2) === 'env' && found.path.at(-4) !== 'ephemeralContainers';
      if (!isVariable || !workloads.has(found.object)) report(found);
    });
  },
};
