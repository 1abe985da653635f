import type { ManifestObject } from '../manifests/manifest';
import { selectsLabels, textOfLabel } from '../manifests/selects-labels';
import { listAt, mappingAt, textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { perInventory } from './per-inventory';
import type { Inventory, Workload } from './inventory';

/**
 * Labels that controllers give to pods, so that no template has them. Argo Rollouts completes the selectors of its
 * Services by one, and people copy it from the cluster.
 */
const labelsOfControllers: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'controller-uid',
  'job-name',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/job-completion-index',
]);

interface PodIndex {
  readonly byNamespace: ReadonlyMap<string, readonly Workload[]>;
  readonly byLabel: ReadonlyMap<string, readonly Workload[]>;
  readonly answers: Map<string, readonly Workload[]>;
}

/** Workloads of a namespace. */
export function workloadsIn(inventory: Inventory, namespace: string | undefined): readonly Workload[] {
  return indexOf(inventory).byNamespace.get(namespace ?? '') ?? [];
}

/** Workloads of a namespace whose pods a `LabelSelector` finds; an empty one finds all of them. */
export function selectWorkloads(
  inventory: Inventory,
  namespace: string | undefined,
  selector: Mapping,
): readonly Workload[] {
  const { byLabel, answers } = indexOf(inventory);
  const key = `${namespace ?? ''}\n${JSON.stringify(selector)}`;
  const known = answers.get(key);
  if (known !== undefined) return known;

  const all = workloadsIn(inventory, namespace);
  const wanted = Object.entries(mappingAt(selector, ['matchLabels'])).find(
    ([label]) => !labelsOfControllers.has(label),
  );
  const candidates = wanted === undefined ? all : (byLabel.get(labelKey(namespace, ...wanted)) ?? []);
  const found = candidates.filter(({ labels }) => selectorMatches(selector, labels));
  answers.set(key, found);
  return found;
}

/** Whether a `LabelSelector` finds something with these labels, and with those that controllers give it. */
export function selectorMatches(selector: Mapping, labels: Mapping): boolean {
  return selectsLabels(selector, labels, (label) => labelsOfControllers.has(label));
}

/** What a Service selects by: labels alone. Undefined when somebody else makes its endpoints. */
export function selectorOfService({ value }: ManifestObject): Mapping | undefined {
  const labels = mappingAt(value, ['spec', 'selector']);
  if (textAt(value, ['spec', 'type']) === 'ExternalName' || Object.keys(labels).length === 0) return undefined;
  return { matchLabels: labels };
}

/** A selector for people: `app=web, tier in (a, b)`. */
export function describeSelector(selector: Mapping): string {
  const labels = Object.entries(mappingAt(selector, ['matchLabels'])).map(
    ([key, value]) => `${key}=${textOfLabel(value)}`,
  );
  const expressions = listAt(selector, ['matchExpressions']).map((one) => {
    const values = listAt(one, ['values']);
    const said = `${textAt(one, ['key']) ?? ''} ${textAt(one, ['operator']) ?? ''}`;
    return values.length === 0 ? said : `${said} (${values.join(', ')})`;
  });
  return [...labels, ...expressions].join(', ');
}

/** Whether a selector asks for a label of somebody's operator, whose pods no manifest of the team declares. */
export function asksForForeignPods(selector: Mapping): boolean {
  return Object.keys(mappingAt(selector, ['matchLabels'])).some(
    (label) => label.includes('/') && !label.startsWith('app.kubernetes.io/') && !labelsOfControllers.has(label),
  );
}

const indexOf = perInventory((inventory): PodIndex => {
  const byNamespace = new Map<string, Workload[]>();
  const byLabel = new Map<string, Workload[]>();
  for (const workload of inventory.workloads) {
    const { namespace } = workload.object;
    addTo(byNamespace, namespace ?? '', workload);
    for (const [label, value] of Object.entries(workload.labels))
      addTo(byLabel, labelKey(namespace, label, value), workload);
  }
  return { byNamespace, byLabel, answers: new Map<string, readonly Workload[]>() };
});

function addTo(index: Map<string, Workload[]>, key: string, workload: Workload): void {
  const there = index.get(key);
  if (there === undefined) index.set(key, [workload]);
  else there.push(workload);
}

function labelKey(namespace: string | undefined, label: string, value: unknown): string {
  return `${namespace ?? ''}\n${label}\n${textOfLabel(value)}`;
}
