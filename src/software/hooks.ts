import { isMapping, mappingAt, textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { nameOfObject } from '../manifests/first-differences';

const helm = { hook: 'helm.sh/hook', weight: 'helm.sh/hook-weight', deletion: 'helm.sh/hook-delete-policy' } as const;
const resourcePolicy = 'helm.sh/resource-policy';
const argocd = {
  hook: 'argocd.argoproj.io/hook',
  deletion: 'argocd.argoproj.io/hook-delete-policy',
  wave: 'argocd.argoproj.io/sync-wave',
  options: 'argocd.argoproj.io/sync-options',
} as const;

/** When a hook of Helm runs, and when Argo CD runs it. Each sync is an upgrade there. */
const phases: Readonly<Record<string, 'Sync' | 'PostSync'>> = {
  'pre-install': 'Sync',
  'pre-upgrade': 'Sync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
};

const deletions: Readonly<Record<string, string>> = {
  'before-hook-creation': 'BeforeHookCreation',
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
};

/** After the kinds that are new, before everything else of the chart. */
const crdWave = -20;

/** Objects of a chart as Argo CD has to see them, and what of it is not there. */
export interface Translated {
  readonly objects: readonly Mapping[];
  /** Each a sentence about an object. */
  readonly leftOut: readonly string[];
}

/**
 * Says the hooks of Helm in the words of Argo CD. What runs before a release of Helm runs in the waves before its objects, as jobs
 * `before` do: a hook `PreSync` would have neither the kinds nor the policies of the same release. Weights become waves.
 */
export function translateHooks(objects: readonly Mapping[]): Translated {
  const leftOut: string[] = [];
  const weights = new Map<'Sync' | 'PostSync', readonly number[]>(
    (['Sync', 'PostSync'] as const).map((phase) => [
      phase,
      [...new Set(objects.filter((one) => phasesOf(one).includes(phase)).map(weightOf))].sort((a, b) => a - b),
    ]),
  );
  const translated = objects.flatMap((object) => {
    const events = eventsOf(object);
    if (events.every((event) => event === 'crd-install')) return [withPolicy(object)];
    const own = phasesOf(object);
    const [phase] = own;
    if (phase === undefined) {
      leftOut.push(`${nameOfObject(object)} is left out: ${whyLeftOut(events)}`);
      return [];
    }
    const ranks = weights.get(phase) ?? [];
    const rank = ranks.indexOf(weightOf(object));
    return [asHook(object, own, phase === 'Sync' ? rank - ranks.length : rank)];
  });
  // Helm writes hooks in any order.
  return { objects: translated, leftOut: leftOut.sort() };
}

function eventsOf(object: Mapping): readonly string[] {
  const said = textAt(object, ['metadata', 'annotations', helm.hook]) ?? '';
  return said.split(',').flatMap((event) => (event.trim() === '' ? [] : [event.trim()]));
}

function phasesOf(object: Mapping): readonly ('Sync' | 'PostSync')[] {
  return [...new Set(eventsOf(object).flatMap((event) => (Object.hasOwn(phases, event) ? (phases[event] ?? []) : [])))];
}

/** A weight that is no number is 0, as Helm has it. */
function weightOf(object: Mapping): number {
  const weight = Number.parseInt(textAt(object, ['metadata', 'annotations', helm.weight]) ?? '0', 10);
  return Number.isNaN(weight) ? 0 : weight;
}

function whyLeftOut(events: readonly string[]): string {
  if (events.every((event) => event.startsWith('test'))) return '"helm test" runs it, and nobody else does';
  return `Argo CD knows no hook "${events.join(', ')}" of Helm`;
}

function asHook(object: Mapping, own: readonly string[], wave: number): Mapping {
  const annotations = mappingAt(object, ['metadata', 'annotations']);
  const said = textAt(annotations, [helm.deletion]) ?? 'before-hook-creation';
  const deletion = said.split(',').flatMap((policy) => deletions[policy.trim()] ?? []);
  return withAnnotations(object, {
    [argocd.hook]: own.join(','),
    [argocd.deletion]: deletion.join(','),
    [argocd.wave]: String(wave),
  });
}

/** What Helm leaves on the cluster, Argo CD does, too; and kinds, whose end is that of all their objects. */
function withPolicy(object: Mapping): Mapping {
  const isKind = object['kind'] === 'CustomResourceDefinition';
  const isKept = textAt(object, ['metadata', 'annotations', resourcePolicy]) === 'keep' || isKind;
  if (!isKept) return object;
  return withAnnotations(object, {
    ...(isKind ? { [argocd.wave]: String(crdWave) } : {}),
    [argocd.options]: 'Prune=false,Delete=false',
  });
}

/** What the chart says to Argo CD itself stays. What was for Helm goes: Argo CD would read both. */
function withAnnotations(object: Mapping, added: Readonly<Record<string, string>>): Mapping {
  const metadata = mappingAt(object, ['metadata']);
  const own = isMapping(metadata['annotations']) ? metadata['annotations'] : {};
  const forHelm: ReadonlySet<string> = new Set([...Object.values(helm), resourcePolicy]);
  const kept = Object.entries(own).filter(([key]) => !forHelm.has(key));
  return { ...object, metadata: { ...metadata, annotations: { ...added, ...Object.fromEntries(kept) } } };
}
