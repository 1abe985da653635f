import { listAt, textAt } from '../../../manifests/value-at';
import type { Path } from '../../../manifests/manifest';
import type { Rule } from '../../rule';

export const nulInProcess: Rule = {
  id: 'nul-in-process',
  title: 'a variable or an argument has the character NUL',
  why: 'The kernel ends the texts of a process at NUL: the API server takes the object, and no container starts.',
  source: 'https://man7.org/linux/man-pages/man2/execve.2.html',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      env: [{ name: GREETING, value: "hello\\0" }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      env: [{ name: GREETING, value: "hello" }]
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const texts: readonly (readonly [where: Path, text: unknown])[] = [
          ...listAt(value, ['env']).map((one, index) => [['env', index, 'value'], textAt(one, ['value'])] as const),
          ...listAt(value, ['command']).map((one, index) => [['command', index], one] as const),
          ...listAt(value, ['args']).map((one, index) => [['args', index], one] as const),
        ];
        for (const [where, text] of texts) {
          if (typeof text !== 'string' || !text.includes('\0')) continue;
          report({
            object,
            path: [...path, ...where],
            message: `${kind} "${name}" has the character NUL in "${where[0]}"`,
            hint: 'remove it; bytes that are no text come from a file',
          });
        }
      }
    }
  },
};
