import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

const safe: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

export const unsafeSysctl: Rule = {
  id: 'unsafe-sysctl',
  title: 'a pod sets a kernel parameter that the kubelet refuses',
  why: 'A parameter that is not safe has to be allowed on each node. Elsewhere the pod is refused: SysctlForbidden.',
  source: 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext: { sysctls: [{ name: net.core.somaxconn, value: "1024" }] }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }] }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath } of workloads) {
      for (const [index, sysctl] of listAt(pod, ['securityContext', 'sysctls']).entries()) {
        const name = textAt(sysctl, ['name']);
        // Slashes are another way to write it.
        if (name === undefined || safe.has(name.replaceAll('/', '.'))) continue;
        report({
          object,
          path: [...podPath, 'securityContext', 'sysctls', index, 'name'],
          message: `pods of "${object.name}" set "${name}", which is no safe parameter`,
          hint: 'remove it, or set it on the nodes',
        });
      }
    }
  },
};
