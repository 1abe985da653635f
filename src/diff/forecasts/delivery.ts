import type { ManifestObject } from '../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../manifests/value-at';
import type { Consequence, Forecast, RiskLevel, Surroundings } from '../consequence';
import { sources } from '../consequence';
import { parentFolder } from '../makers';

/** Applications: what Argo CD does otherwise. */
export const application: Forecast = ({ change, object, surroundings }) => {
  if (object.group !== 'argoproj.io' || !['Application', 'ApplicationSet'].includes(object.kind)) return [];
  const root = object.kind === 'ApplicationSet' ? ['spec', 'template', 'spec'] : ['spec'];
  if (change.change === 'removed') return [];
  const now = change.after.value;
  const isAutomatic = (value: unknown): boolean => {
    const automated = valueAt(value, [...root, 'syncPolicy', 'automated']);
    return automated !== undefined && automated !== null && valueAt(automated, ['enabled']) !== false;
  };
  const say = (text: string, severity: RiskLevel, source: string): readonly Consequence[] => [
    { category: 'rollout', severity, text, source },
  ];
  if (change.change === 'added') {
    return say(
      isAutomatic(now) ? 'Argo CD syncs it by itself' : 'nothing runs until a person syncs it',
      'notice',
      sources.argoSync,
    );
  }

  const old = change.before.value;
  const differs = (...path: string[]): boolean =>
    JSON.stringify(valueAt(old, [...root, ...path])) !== JSON.stringify(valueAt(now, [...root, ...path]));
  const ending = retirement(change, surroundings);
  const found: Consequence[] = [...parentOf(change.before, change.after), ...ending];
  if (isAutomatic(now) !== isAutomatic(old)) {
    const text = isAutomatic(now) ? 'Argo CD syncs by itself from now on' : 'from now on a person syncs';
    found.push(...say(text, 'disruption', sources.argoSync));
  } else if (isAutomatic(now)) {
    const flag = (name: string): boolean => valueAt(now, [...root, 'syncPolicy', 'automated', name]) === true;
    if (differs('syncPolicy', 'automated', 'prune'))
      found.push(
        ...say(
          flag('prune') ? 'what Git no longer has is deleted by itself' : 'what Git no longer has stays',
          'disruption',
          sources.argoSync,
        ),
      );
    if (differs('syncPolicy', 'automated', 'selfHeal'))
      found.push(
        ...say(flag('selfHeal') ? 'changes by hand are undone' : 'changes by hand stay', 'notice', sources.argoSync),
      );
  }
  if (differs('source', 'targetRevision')) {
    const revision = textAt(now, [...root, 'source', 'targetRevision']) ?? 'HEAD';
    found.push(...say(`another revision is delivered: ${revision}`, 'disruption', sources.argoTracking));
  }
  if (ending.length === 0 && (differs('source', 'path') || differs('source', 'repoURL')))
    found.push(
      ...say('other files are delivered; objects that are not among them are pruned', 'disruption', sources.argoSync),
    );
  if (differs('project')) {
    const project = textAt(now, [...root, 'project']) ?? '';
    const text = `the rules of project ${project} hold`;
    found.push({ category: 'access', severity: 'disruption', text, source: sources.argoProjects });
  }
  if (differs('destination'))
    found.push({
      category: 'access',
      severity: 'disruption',
      text: 'objects are made at another destination; look what becomes of those at the old one',
      source: sources.argoProjects,
    });
  return found;
};

/** A file in another folder: another Application applies it from now on. */
function parentOf(before: ManifestObject, after: ManifestObject): readonly Consequence[] {
  const [old, now] = [parentFolder(before), parentFolder(after)];
  if (old === now) return [];
  const isCascading = listAt(before.value, ['metadata', 'finalizers']).length > 0;
  const text = `its parent changes: that of ${now} makes it from now on, and no longer that of ${old}`;
  return [
    isCascading
      ? {
          category: 'deletion',
          severity: 'disruption',
          text: `${text}; the old one may delete it before, with everything it runs`,
          source: sources.argoDeletion,
        }
      : { category: 'rollout', severity: 'notice', text: `${text}; what it runs stays`, source: sources.argoDeletion },
  ];
}

/** What ends, and who has to do something about it. */
function retirement(
  { before, after }: { readonly before: ManifestObject; readonly after: ManifestObject },
  { syncOf }: Surroundings,
): readonly Consequence[] {
  const isRetired = ({ value }: ManifestObject): boolean =>
    valueAt(value, ['metadata', 'annotations', 'slipway.dev/retired']) === 'true';
  if (isRetired(before) || !isRetired(after)) return [];
  const path = textAt(after.value, ['spec', 'source', 'path']) ?? '';
  const text =
    // Any file of the folder says who applies it.
    syncOf(`${path}/*`) === 'automatic'
      ? 'it is retired: Argo CD deletes all that it runs'
      : `it is retired: what it runs stays until a person syncs with pruning: argocd app sync ${after.name} --prune`;
  return [{ category: 'deletion', severity: 'disruption', text, source: sources.argoSync }];
}
