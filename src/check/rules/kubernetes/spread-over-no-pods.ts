import type { Path } from '../../../manifests/manifest';
import { listAt, mappingAt, valueAt } from '../../../manifests/value-at';
import type { Mapping } from '../../../manifests/value-at';
import { isMadeByController } from '../../foreign-pods';
import { describeSelector, selectorMatches, selectWorkloads } from '../../select-pods';
import type { Rule } from '../../rule';

export const spreadOverNoPods: Rule = {
  id: 'spread-over-no-pods',
  title: 'pods are to be spread by labels that they do not have',
  why: 'The constraint counts no pods, so that it holds wherever they run: all of them may be on one node.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  severity: 'warning',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: wbe } } }]
`,
  passing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: web } } }]
`,
  check(inventory, report) {
    for (const { object, pod, podPath, labels } of inventory.workloads) {
      for (const { selector, path, what } of selectorsOf(pod)) {
        const isOwn = selectorMatches(selector, labels);
        const isOthers = what === 'anti-affinity' && selectWorkloads(inventory, object.namespace, selector).length > 0;
        if (isOwn || isOthers || isMadeByController(inventory, object.namespace, selector)) continue;
        report({
          object,
          path: [...podPath, ...path],
          message: `the ${what} of "${object.name}" is about ${describeSelector(selector)}, which ${what === 'anti-affinity' ? 'no pods have' : 'its own pods do not have'}`,
          hint: 'copy the labels from the pod template',
        });
      }
    }
  },
};

interface Spread {
  readonly selector: Mapping;
  readonly path: Path;
  readonly what: 'spread' | 'anti-affinity';
}

function selectorsOf(pod: Mapping): readonly Spread[] {
  const spread = listAt(pod, ['topologySpreadConstraints']).map((one, index): Spread => {
    const path = ['topologySpreadConstraints', index, 'labelSelector'];
    return { selector: mappingAt(one, ['labelSelector']), path, what: 'spread' };
  });
  const affinity = ['affinity', 'podAntiAffinity'];
  const required = [...affinity, 'requiredDuringSchedulingIgnoredDuringExecution'];
  const preferred = [...affinity, 'preferredDuringSchedulingIgnoredDuringExecution'];
  const terms = [
    ...listAt(pod, required).map((term, index) => ({ term, path: [...required, index] })),
    ...listAt(pod, preferred).map((one, index) => ({
      term: valueAt(one, ['podAffinityTerm']),
      path: [...preferred, index, 'podAffinityTerm'],
    })),
  ];
  const apart = terms.flatMap(({ term, path }): readonly Spread[] => {
    // Of other namespaces nobody knows all pods.
    const isElsewhere =
      valueAt(term, ['namespaces']) !== undefined || valueAt(term, ['namespaceSelector']) !== undefined;
    const selector = mappingAt(term, ['labelSelector']);
    return isElsewhere ? [] : [{ selector, path: [...path, 'labelSelector'], what: 'anti-affinity' }];
  });
  return [...spread, ...apart].filter(({ selector }) => Object.keys(selector).length > 0);
}
