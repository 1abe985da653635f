import { listAt, mappingAt, valueAt } from '../../../manifests/value-at';
import type { Mapping } from '../../../manifests/value-at';
import { podCountOf } from '../../count-pods';
import type { Rule } from '../../rule';
import { selectorMatches } from '../../select-pods';

export const podsNotSpread: Rule = {
  id: 'pods-not-spread',
  title: 'several pods of a workload may all be on one node',
  why: 'When that node fails, all of them are gone at once, and the second replica was for nothing.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  severity: 'warning',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app: web } }
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    for (const workload of inventory.workloads) {
      const { object, pod, podPath, labels } = workload;
      const count = podCountOf(inventory, workload);
      if (count === undefined || count.least < 2 || Object.keys(pod).length === 0) continue;
      const terms = termsOf(pod);
      // A term that is about other pods spreads nothing.
      if (terms.some((term) => selectorMatches(mappingAt(term, ['labelSelector']), labels))) continue;
      report({
        object,
        path: podPath,
        message:
          terms.length === 0
            ? `nothing spreads the ${count.least} pods of "${object.name}" over nodes`
            : `no spread constraint and no anti-affinity of "${object.name}" selects its own pods`,
        hint: 'add a topologySpreadConstraint on kubernetes.io/hostname that selects the labels of the pods',
      });
    }
  },
};

function termsOf(pod: Mapping): readonly unknown[] {
  const antiAffinity = mappingAt(pod, ['affinity', 'podAntiAffinity']);
  return [
    ...listAt(pod, ['topologySpreadConstraints']),
    ...listAt(antiAffinity, ['requiredDuringSchedulingIgnoredDuringExecution']),
    ...listAt(antiAffinity, ['preferredDuringSchedulingIgnoredDuringExecution']).map((preferred) =>
      valueAt(preferred, ['podAffinityTerm']),
    ),
  ];
}
