import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const wholeSecretInEnvironment: Rule = {
  id: 'whole-secret-in-environment',
  title: 'a container gets every key of a Secret as a variable',
  why: 'Keys that somebody adds later become variables, too, and may change how a program runs. Variables end up in crash reports, in logs, and in every process that the container starts.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      envFrom: [{ secretRef: { name: web } }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      volumeMounts: [{ name: secrets, mountPath: /secrets, readOnly: true }]
  volumes: [{ name: secrets, secret: { secretName: web } }]
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        for (const [index, source] of listAt(value, ['envFrom']).entries()) {
          const secret = textAt(source, ['secretRef', 'name']);
          if (secret === undefined) continue;
          report({
            object,
            path: [...path, 'envFrom', index],
            message: `${kind} "${name}" gets every key of the Secret "${secret}" as a variable`,
            hint: 'mount the Secret as a volume, or name the keys one by one with secretKeyRef',
          });
        }
      }
    }
  },
};
