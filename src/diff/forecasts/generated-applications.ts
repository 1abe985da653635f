import { isMapping, textAt, valueAt } from '../../manifests/value-at';
import type { ManifestObject } from '../../manifests/manifest';
import { elementShape } from '../category';
import type { Consequence, Forecast } from '../consequence';
import { sources } from '../consequence';

/** An ApplicationSet whose list gets shorter: which Applications go, and what becomes of what they run. */
export const generatedApplications: Forecast = ({ change, fields, object, surroundings }) => {
  if (change.change !== 'changed' || object.kind !== 'ApplicationSet' || object.group !== 'argoproj.io') return [];
  const harm = leavesWhatRuns(object)
    ? '; what it runs stays, and nobody manages it'
    : ', and then everything it runs is deleted';
  const sync = surroundings.syncOf(object.file);
  return fields.flatMap(({ shape, before, after }): readonly Consequence[] => {
    const name = isMapping(before) ? textAt(before, ['name']) : undefined;
    if (shape !== elementShape || after !== undefined || name === undefined) return [];
    const say = (severity: 'notice' | 'disruption', text: string): readonly Consequence[] => [
      { category: 'deletion', severity, text: `Application ${name} ${text}`, source: sources.argoSets },
    ];
    const maker = surroundings.makerOf(name, object.file);
    if (maker !== undefined && leavesWhatRuns(object))
      return say('notice', `is made by ${maker.name} from now on; what it runs stays`);
    if (keepsApplications(object)) return say('notice', 'stays until a person deletes it');
    const when = sync === 'automatic' ? 'at once' : 'when somebody syncs its ApplicationSet';
    return say('disruption', `is deleted ${when}${harm}`);
  });
};

/** Whether Applications that an ApplicationSet made go without what they run. */
export function leavesWhatRuns({ value }: ManifestObject): boolean {
  return valueAt(value, ['spec', 'syncPolicy', 'preserveResourcesOnDeletion']) === true;
}

function keepsApplications({ value }: ManifestObject): boolean {
  const policy = textAt(value, ['spec', 'syncPolicy', 'applicationsSync']) ?? '';
  return ['create-only', 'create-update'].includes(policy);
}
