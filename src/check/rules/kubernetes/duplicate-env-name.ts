import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const duplicateEnvName: Rule = {
  id: 'duplicate-env-name',
  title: 'a container has two values for one environment variable',
  why: 'The last one wins, silently, and a server-side apply refuses the object. Nobody knows which one was meant.',
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      env: [{ name: LOG_LEVEL, value: info }, { name: LOG_LEVEL, value: debug }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      env: [{ name: LOG_LEVEL, value: debug }]
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const variables = listAt(value, ['env']);
        const first = new Map<string, number>();
        for (const [index, variable] of variables.entries()) {
          const variableName = textAt(variable, ['name']);
          if (variableName === undefined) continue;
          const before = first.get(variableName);
          first.set(variableName, before ?? index);
          if (before === undefined) continue;
          const isSame = JSON.stringify(variables[before]) === JSON.stringify(variable);
          const field = [...path, 'env', index];
          report({
            object,
            path: field,
            message: `${kind} "${name}" has the variable "${variableName}" twice`,
            hint: 'remove one of them',
            ...(isSame ? { fix: [{ path: field }] } : {}),
          });
        }
      }
    }
  },
};
