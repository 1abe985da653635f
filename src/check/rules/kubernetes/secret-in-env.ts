import { listAt, textAt } from '../../../manifests/value-at';
import { isAccount, looksLikeAnAccount } from '../../../secrets/accounts';
import { formatOfSecret } from '../../../secrets/formats';
import { isPlaceholder, looksRandom, namesASecret } from '../../../secrets/looks';
import { documentSaysASecret, wordsSayAPassword } from '../../../secrets/said';
import type { Rule } from '../../rule';

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
          const isNamed = (namesASecret(variableName) && !isPlaceholder(text)) || isAccount(variableName, text);
          const isSaid = saysASecret(variableName, text);
          if (format === undefined && !isNamed && !isSaid && !looksRandom(variableName, text)) continue;
          report({
            object,
            path: [...path, 'env', index, 'value'],
            message: `${kind} "${name}" has ${format ?? 'what looks like a secret'} in the variable "${variableName}"`,
            hint: 'take it from a Secret that an ExternalSecret makes, and replace it: it has been seen',
            // A name or a form says so; chance alone is a guess.
            severity: format !== undefined || isNamed ? 'error' : 'warning',
          });
        }
      }
    }
  },
};

/** JSON in a variable, words of a command, or a name with a password. */
function saysASecret(name: string, text: string): boolean {
  if (looksLikeAnAccount(name, text)) return true;
  if (/^\s*[{[]/.test(text)) return documentSaysASecret(text);
  return /\s/.test(text) && wordsSayAPassword(text);
}
