import { permittedCapabilities } from '../../../model/security';
import type { Rule } from '../../rule';
import { addedCapabilities } from '../../security-context';

/** What the Pod Security Standard "baseline" lets a container add; "restricted" only lets it add NET_BIND_SERVICE. */
const ofBaseline: ReadonlySet<string> = permittedCapabilities.baseline;

/** Those from which root of the node is one step away. */
const leadsOut = /^(ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|SYS_BOOT|DAC_READ_SEARCH|BPF|NET_ADMIN|MAC_ADMIN)$/;

export const dangerousCapability: Rule = {
  id: 'dangerous-capability',
  title: 'a container adds a capability that leads out of it',
  why: 'With it a process can take over its node, or read what other pods send. Namespaces with the Pod Security Standard "baseline" refuse the pod.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      securityContext: { capabilities: { drop: [ALL], add: [SYS_ADMIN] } }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const container of containers) {
        for (const [index, capability] of addedCapabilities(container).entries()) {
          if (ofBaseline.has(capability)) continue;
          report({
            object,
            path: [...container.path, 'securityContext', 'capabilities', 'add', index],
            message: `${container.kind} "${container.name}" adds the capability "${capability}"`,
            hint: 'remove it, or move what needs it into a workload of its own, in a namespace of its own',
            severity: leadsOut.test(capability) ? 'error' : 'warning',
          });
        }
      }
    }
  },
};
