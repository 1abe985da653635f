import { mappingAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const unusualSecurityProfile: Rule = {
  id: 'unusual-security-profile',
  title: 'a pod leaves the AppArmor or SELinux profile of all containers',
  why: 'The profile is the wall that is left when a process breaks out of its container. Namespaces with the Pod Security Standard "baseline" refuse the pod.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext:
    appArmorProfile: { type: Unconfined }
    seLinuxOptions: { type: spc_t }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext:
    appArmorProfile: { type: RuntimeDefault }
    seLinuxOptions: { type: container_t }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath, containers } of workloads) {
      const contexts = [
        { context: valueAt(pod, ['securityContext']), path: podPath, who: 'the pod' },
        ...containers.map(({ kind, name, value, path }) => ({
          context: valueAt(value, ['securityContext']),
          path,
          who: `${kind} "${name}"`,
        })),
      ];
      for (const { context, path, who } of contexts) {
        if (valueAt(context, ['appArmorProfile', 'type']) === 'Unconfined')
          report({
            object,
            path: [...path, 'securityContext', 'appArmorProfile', 'type'],
            message: `${who} has the AppArmor profile "Unconfined"`,
            hint: 'set type: RuntimeDefault',
          });
        const options = mappingAt(context, ['seLinuxOptions']);
        const type = textAt(options, ['type']) ?? '';
        const odd = ['user', 'role'].find((key) => (textAt(options, [key]) ?? '') !== '');
        if (odd === undefined && /^(|container_(t|init_t|kvm_t|engine_t))$/.test(type)) continue;
        report({
          object,
          path: [...path, 'securityContext', 'seLinuxOptions', odd ?? 'type'],
          message: `${who} has the SELinux ${odd ?? 'type'} "${textAt(options, [odd ?? 'type']) ?? ''}"`,
          hint: 'leave user and role out, and take the type container_t',
        });
      }
    }
  },
};
