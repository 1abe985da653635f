import { mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const deadSecurityAnnotation: Rule = {
  id: 'dead-security-annotation',
  title: 'a security profile is written where nobody reads it any more',
  why: 'Kubernetes stopped reading the seccomp annotations in 1.27. The pod looks safe, and runs without the profile.',
  source: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations: { seccomp.security.alpha.kubernetes.io/pod: runtime/default }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext: { seccompProfile: { type: RuntimeDefault } }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const { object, templatePath } of workloads) {
      const annotations = [...templatePath, 'metadata', 'annotations'];
      for (const name of Object.keys(mappingAt(object.value, annotations))) {
        if (!/^(container\.)?seccomp\.security\.alpha\.kubernetes\.io\//.test(name)) continue;
        report({
          object,
          path: [...annotations, name],
          message: `pods of "${object.name}" have the annotation "${name}", which nobody reads`,
          hint: 'set securityContext.seccompProfile instead',
        });
      }
    }
  },
};
