import { listAt, textAt } from '../../../manifests/value-at';
import { bindingsIn } from '../../permissions';
import type { Rule } from '../../rule';

export const serviceAccountTokenMounted: Rule = {
  id: 'service-account-token-mounted',
  title: 'a pod gets a token for the API server, and no role says what for',
  why: 'Who breaks into the pod can talk to the API server in its name. Every role that somebody gives to the ServiceAccount later goes to the intruder, too.',
  source:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
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
  automountServiceAccountToken: false
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    const withRoles = new Set(
      bindingsIn(inventory).flatMap(({ value, namespace }) =>
        listAt(value, ['subjects']).map(
          (subject) => `${textAt(subject, ['namespace']) ?? namespace ?? ''}/${textAt(subject, ['name']) ?? ''}`,
        ),
      ),
    );
    for (const { object, pod, podPath } of inventory.workloads) {
      const account = textAt(pod, ['serviceAccountName']) ?? textAt(pod, ['serviceAccount']) ?? 'default';
      const ofAccount = inventory.find('ServiceAccount', object.namespace, account)?.value[
        'automountServiceAccountToken'
      ];
      // Without a template there is nothing to say: such a Rollout takes that of a Deployment.
      if (Object.keys(pod).length === 0 || (pod['automountServiceAccountToken'] ?? ofAccount) === false) continue;
      // Whoever has been given a role is meant to talk to the API server.
      if (withRoles.has(`${object.namespace ?? ''}/${account}`)) continue;
      report({
        object,
        path: [...podPath, 'automountServiceAccountToken'],
        message: `pods of "${object.name}" get a token of the ServiceAccount "${account}", which no role is bound to`,
        hint: 'set automountServiceAccountToken: false, unless they talk to the API server',
      });
    }
  },
};
