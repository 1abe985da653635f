import { listAt, mappingAt } from '../../manifests/value-at';
import type { ManifestObject } from '../../manifests/manifest';
import type { Consequence, Maker, Forecast, RiskLevel, Surroundings } from '../consequence';
import { plain } from '../shown';
import { sources } from '../consequence';
import { leavesWhatRuns } from './generated-applications';

/** An object that is gone from Git: what becomes of it on the cluster. */
export const deletion: Forecast = ({ change, object, surroundings }) => {
  if (change.change !== 'removed') return [];
  const options = new Set(
    plain(mappingAt(object.value, ['metadata', 'annotations'])['argocd.argoproj.io/sync-options'] ?? '')
      .split(',')
      .map((option) => option.trim()),
  );
  if (options.has('Prune=false')) return [say('notice', 'stays on the cluster (Prune=false)', sources.argoOptions)];
  const maker = isApplication(object) ? surroundings.makerOf(object.name, object.file) : undefined;
  if (maker !== undefined) return [moved(object, maker)];
  if (surroundings.syncOf(object.file) === 'nobody') return [left(object)];
  if (isRetired(object))
    return [say('notice', 'Argo CD prunes it; it was retired, and runs nothing', sourceOf(object))];
  if (options.has('Prune=confirm'))
    return [say('loss', `is pruned when somebody confirms it (Prune=confirm)${harmOf(object)}`, sources.argoOptions)];
  return [
    say(isLoss(object) ? 'loss' : 'disruption', `${whenOf(object, surroundings)}${harmOf(object)}`, sourceOf(object)),
  ];
};

/** An Application that somebody else makes from now on. */
function moved(object: ManifestObject, maker: Maker): Consequence {
  const what = `${maker.name} makes it from now on`;
  return isCascading(object)
    ? say('disruption', `${what}; its parent may delete it before, with everything it runs`, sources.argoDeletion)
    : say('notice', `${what}; what it runs stays`, sources.argoDeletion);
}

/** What nobody prunes, because whoever applied it is gone as well. */
function left(object: ManifestObject): Consequence {
  if (object.group === 'argoproj.io' && argoKinds.has(object.kind))
    return say('disruption', 'stays until somebody deletes it: nobody applies it any more', sourceOf(object));
  return say('disruption', 'stays, with nobody to manage it: its Application goes, too', sources.argoDeletion);
}

const argoKinds: ReadonlySet<string> = new Set(['Application', 'ApplicationSet', 'AppProject']);

function isApplication({ kind, group }: ManifestObject): boolean {
  return kind === 'Application' && group === 'argoproj.io';
}

/** Whether it had nothing to apply any more. */
function isRetired(object: ManifestObject): boolean {
  const { 'slipway.dev/retired': retired } = mappingAt(object.value, ['metadata', 'annotations']);
  return isApplication(object) && retired === 'true';
}

function isCascading({ value }: ManifestObject): boolean {
  return listAt(value, ['metadata', 'finalizers']).some((one) =>
    plain(one).startsWith('resources-finalizer.argocd.argoproj.io'),
  );
}

function whenOf(object: ManifestObject, { syncOf }: Surroundings): string {
  const sync = syncOf(object.file);
  if (sync === 'manual') return 'stays until a person prunes it';
  return sync === 'automatic' ? 'Argo CD prunes it at once' : 'is pruned by whoever syncs with pruning';
}

/** What goes with it. */
function harmOf(object: ManifestObject): string {
  const { kind, group } = object;
  if (kind === 'Namespace') return ', with everything in it';
  if (kind === 'PersistentVolumeClaim') return '; its data is lost unless the volume is retained';
  if (kind === 'CustomResourceDefinition') return ', with every object of this kind in the cluster';
  if (group !== 'argoproj.io') return '';
  if (kind === 'ApplicationSet')
    return `, with every Application that it made${leavesWhatRuns(object) ? '; what they run stays' : ' and all that they run'}`;
  if (kind !== 'Application') return '';
  return isCascading(object)
    ? ', and then everything it runs is deleted'
    : '; what it runs stays, and nobody manages it';
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

function say(severity: RiskLevel, text: string, source: string): Consequence {
  return { category: 'deletion', severity, text, source };
}
