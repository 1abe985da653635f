import { listAt, mappingAt } from '../../manifests/value-at';
import type { ManifestObject } from '../../manifests/manifest';
import type { Consequence, Rule, Severity, Surroundings } from '../consequence';
import { plain } from '../shown';
import { sources } from '../consequence';
import { leavesWhatRuns } from './generated-applications';

/** An object that is gone from Git: what becomes of it on the cluster. */
export const deletion: Rule = ({ change, object, surroundings }) => {
  if (change.change !== 'removed') return [];
  const options = new Set(
    plain(mappingAt(object.value, ['metadata', 'annotations'])['argocd.argoproj.io/sync-options'] ?? '')
      .split(',')
      .map((option) => option.trim()),
  );
  if (options.has('Prune=false')) return [say('notice', 'stays on the cluster (Prune=false)', sources.argoOptions)];
  if (options.has('Prune=confirm'))
    return [say('loss', `is pruned when somebody confirms it (Prune=confirm)${harmOf(object)}`, sources.argoOptions)];
  return [
    say(isLoss(object) ? 'loss' : 'disruption', `${whenOf(object, surroundings)}${harmOf(object)}`, sourceOf(object)),
  ];
};

function whenOf(object: ManifestObject, { syncOf }: Surroundings): string {
  const sync = syncOf(object.file);
  if (sync === 'manual') return 'stays until a person prunes it';
  return sync === 'automatic' ? 'Argo CD prunes it at once' : 'is pruned by whoever syncs with pruning';
}

/** What goes with it. */
function harmOf(object: ManifestObject): string {
  const { kind, group, value } = object;
  if (kind === 'Namespace') return ', with everything in it';
  if (kind === 'PersistentVolumeClaim') return '; its data is lost unless the volume is retained';
  if (kind === 'CustomResourceDefinition') return ', with every object of this kind in the cluster';
  if (group !== 'argoproj.io') return '';
  if (kind === 'ApplicationSet')
    return `, with every Application that it made${leavesWhatRuns(object) ? '; what they run stays' : ' and all that they run'}`;
  if (kind !== 'Application') return '';
  const isCascading = listAt(value, ['metadata', 'finalizers']).some((one) =>
    plain(one).startsWith('resources-finalizer.argocd.argoproj.io'),
  );
  return isCascading ? ', and then everything it runs is deleted' : '; what it runs stays, and nobody manages it';
}

function isLoss({ kind }: ManifestObject): boolean {
  return ['Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'CustomResourceDefinition'].includes(kind);
}

function sourceOf({ kind }: ManifestObject): string {
  if (kind === 'Namespace') return sources.namespace;
  if (kind === 'PersistentVolumeClaim') return sources.volumes;
  if (kind === 'CustomResourceDefinition') return sources.crd;
  if (kind === 'ApplicationSet') return sources.argoSets;
  return kind === 'Application' ? sources.argoDeletion : sources.argoSync;
}

function say(severity: Severity, text: string, source: string): Consequence {
  return { category: 'deletion', severity, text, source };
}
