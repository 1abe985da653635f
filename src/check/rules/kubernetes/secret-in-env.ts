import { listAt, textAt } from '../../../manifests/value-at';
import { secretsIn } from '../../../secrets/find';
import { formatOfSecret } from '../../../secrets/formats';
import type { Sign } from '../../../secrets/place';
import type { Rule } from '../../rule';

/** All but a name with a value after it, which may be a sentence. */
const found: ReadonlySet<Sign> = new Set(['form', 'name', 'program', 'words', 'setting', 'account', 'chance']);

export const secretInEnv: Rule = {
  id: 'secret-in-env',
  title: 'a secret is written into an environment variable',
  why: 'Whoever can read the repository, or the pod, has it, and it stays in the history of Git for ever.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  severity: 'error',
  hidesLine: true,
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      env: [{ name: DB_PASSWORD, value: hunter2 }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: web, key: db-password } } }]
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        for (const [index, variable] of listAt(value, ['env']).entries()) {
          const text = textAt(variable, ['value']);
          const variableName = textAt(variable, ['name']) ?? '';
          if (text === undefined || text === '') continue;
          const format = formatOfSecret(text);
          const signs = secretsIn(text, variableName).map(({ sign }) => sign);
          if (format === undefined && !signs.some((sign) => found.has(sign))) continue;
          report({
            object,
            path: [...path, 'env', index, 'value'],
            message: `${kind} "${name}" has ${format ?? 'what looks like a secret'} in the variable "${variableName}"`,
            hint: 'take it from a Secret that an ExternalSecret makes, and replace it: it has been seen',
            // A name or a form says so; chance alone is a guess.
            severity: format !== undefined || signs.includes('name') ? 'error' : 'warning',
          });
        }
      }
    }
  },
};
