import { type Category, categories } from './category';
import type { ObjectChange, ObjectId } from './change';
import { groupRisks, type RiskGroup } from './group';
import { withHiddenSecrets } from './hide-secrets';
import { idKey } from './object-diff';
import { assess, type Knowledge } from './risk';

/** What changes, ready to be shown. */
export interface DiffReport {
  /** What it is compared with, in words: `main (merge base 1a2b3c4)`. */
  readonly against: string;
  readonly counts: Readonly<Record<ObjectChange['change'], number>>;
  /** The dangerous first. */
  readonly groups: readonly RiskGroup[];
  /** Rendered files of the working tree that are not what the catalog renders. */
  readonly stale: number;
}

/** Makes a report of changes, without the secrets in them. */
export function reportOf(
  changes: readonly ObjectChange[],
  known: Knowledge,
  { against, stale }: Pick<DiffReport, 'against' | 'stale'>,
): DiffReport {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const { change } of changes) counts[change]++;
  return { against, counts, groups: groupRisks(assess(changes, known)).map(withHiddenSecrets), stale };
}

/** The groups of each category that has some. */
export function byCategory(report: DiffReport): readonly (readonly [Category, readonly RiskGroup[]])[] {
  return categories
    .map((category) => [category, report.groups.filter((group) => group.category === category)] as const)
    .filter(([, groups]) => groups.length > 0);
}

/** How many objects groups are about. */
export function countObjects(groups: readonly RiskGroup[]): number {
  return new Set(groups.flatMap(({ objects }) => objects.map(idKey))).size;
}

/** The first sentence: `2 objects change, 1 is new, 3 go`. */
export function headline({ counts: { added, changed, removed } }: DiffReport): string {
  const parts = [
    { count: changed, one: 'changes', more: 'change' },
    { count: added, one: 'is new', more: 'are new' },
    { count: removed, one: 'goes', more: 'go' },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) return 'no object changes';
  const noun = (index: number, count: number): string => (index > 0 ? '' : count === 1 ? ' object' : ' objects');
  return parts
    .map(({ count, one, more }, index) => `${count}${noun(index, count)} ${count === 1 ? one : more}`)
    .join(', ');
}

/** What to do about a tree that is not what the catalog renders; undefined when it is. */
export function staleWords({ stale }: DiffReport): string | undefined {
  if (stale === 0) return undefined;
  const files = stale === 1 ? '1 rendered file is' : `${stale} rendered files are`;
  return `${files} not what the catalog renders; run "slipway synth"`;
}

/** Names the objects of a group: `Deployment web in dev, prod`, `41 Deployments`. */
export function titleOf({ objects }: RiskGroup): string {
  const [first] = objects;
  if (first === undefined) return '';
  if (objects.some(({ kind }) => kind !== first.kind)) return `${objects.length} objects`;
  if (objects.length === 1) return `${first.kind} ${nameAt(first)}`;
  if (objects.every(({ name }) => name === first.name)) {
    const places = [...new Set(objects.map(placeOf))];
    return places.length <= 4
      ? `${first.kind} ${first.name} in ${places.join(', ')}`
      : `${first.kind} ${first.name} ×${objects.length}`;
  }
  return `${first.kind} ×${objects.length}`;
}

/** The objects of a group one by one; none when the title has said them all. */
export function membersOf(group: RiskGroup): readonly string[] {
  const { objects } = group;
  if (objects.some(({ kind }) => kind !== objects[0]?.kind)) return objects.map((id) => `${id.kind} ${nameAt(id)}`);
  return titleOf(group).includes('×') ? objects.map(nameAt) : [];
}

function nameAt(id: ObjectId): string {
  const place = placeOf(id);
  return place === '' ? id.name : `${id.name} in ${place}`;
}

/** Environment, and the namespace where it says more. */
function placeOf({ environment, namespace = '', group }: ObjectId): string {
  const isOfArgo = group === 'argoproj.io' && namespace === 'argocd';
  if (environment === '') return namespace;
  return namespace === '' || namespace === environment || isOfArgo ? environment : `${environment}/${namespace}`;
}
