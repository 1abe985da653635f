import type { ManifestUnit } from '../manifests/manifest';
import { groupBy } from '../model/group-by';
import { endsWithin } from './end-within';
import { Inventory } from './inventory';
import type { CheckSettings } from './inventory';
import type { Report, Rule } from './rule';

/** What rules look at. */
export type Checked = Pick<ManifestUnit, 'objects'> &
  Partial<Pick<ManifestUnit, 'kustomizations' | 'isThere' | 'isBuilt'>>;

/** Something that a rule says. */
export interface Said {
  readonly rule: Rule;
  readonly report: Report;
}

/** A rule that was ended, and the file that it did not come to an end with. */
export interface GivenUp {
  readonly rule: Rule;
  readonly file: string;
  /** How long it was waited for; 0, when what it looks at lies in each other too deep for it. */
  readonly seconds: number;
}

/** How long rules may take: a file of a stranger must not stop the check of all others. */
export interface RuleTimes {
  /** For all rules together: so long for itself, and so long for each object. */
  readonly unitSeconds: number;
  readonly objectSeconds: number;
  /** For one rule and one file, when it has to be found out which of them take so long. */
  readonly fileSeconds: number;
}

/** A hundred times what rules take, so that a busy machine ends none of them, and none holds a large tree up for an hour. */
export const usualTimes: RuleTimes = { unitSeconds: 30, objectSeconds: 0.01, fileSeconds: 5 };

/** So many files may hold up a rule before it is left out altogether. */
const maximumSlowFiles = 5;

/** Asks rules about objects that are applied together. One that takes too long is asked about the other files only. */
export function askRules(
  checked: Checked,
  rules: readonly Rule[],
  settings: CheckSettings,
  times: RuleTimes = usualTimes,
): { readonly said: readonly Said[]; readonly givenUp: readonly GivenUp[] } {
  const said: Said[] = [];
  const givenUp: GivenUp[] = [];
  const limit = (times.unitSeconds + times.objectSeconds * checked.objects.length) * 1000;
  let next = 0;
  let started = 0;
  const askTheRest = (inventory: Inventory): void => {
    for (; next < rules.length; next += 1) {
      started = performance.now();
      const rule = rules[next];
      // What a rule has said before it was ended, it says again.
      const ofRule = saidBy(rule, inventory);
      if (ofRule !== undefined) for (const one of ofRule) said.push(one);
      else if (rule !== undefined) givenUp.push({ rule, file: firstFile(checked), seconds: 0 });
    }
  };
  // What a rule that was ended knew of an inventory may be half of it: the next one gets another.
  while (!endsWithin(limit, () => askTheRest(inventoryOf(checked, settings)))) {
    const rule = rules[next];
    // Others took the time: it gets all of it.
    if (rule === undefined || performance.now() - started < limit / 2) continue;
    next += 1;
    const without = slowFiles(checked, rule, settings, times);
    for (const file of without) givenUp.push({ rule, file, seconds: times.fileSeconds });
    const others = withoutFiles(checked, without);
    const isAsked =
      without.length > 0 &&
      without.length < maximumSlowFiles &&
      endsWithin(limit, () => {
        for (const one of saidBy(rule, inventoryOf(others, settings)) ?? []) said.push(one);
      });
    if (!isAsked) givenUp.push({ rule, file: firstFile(others), seconds: limit / 1000 });
  }
  return { said, givenUp };
}

/** Undefined for a rule that came to the end of the stack: files may name each other, thousands one after the other. */
function saidBy(rule: Rule | undefined, inventory: Inventory): readonly Said[] | undefined {
  const said: Said[] = [];
  if (rule === undefined) return said;
  try {
    rule.check(inventory, (report) => said.push({ rule, report }));
    return said;
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack')) return undefined;
    throw error;
  }
}

function inventoryOf({ objects, kustomizations, isThere, isBuilt }: Checked, settings: CheckSettings): Inventory {
  return new Inventory(objects, settings, kustomizations, isThere, isBuilt);
}

/** Files with which alone a rule takes too long. */
function slowFiles(
  { objects, kustomizations = [], isThere, isBuilt = false }: Checked,
  rule: Rule,
  settings: CheckSettings,
  { fileSeconds }: RuleTimes,
): readonly string[] {
  const slow: string[] = [];
  const objectsByFile = groupBy(objects, ({ file }) => file);
  const kustomizationsByFile = groupBy(kustomizations, ({ file }) => file);
  for (const file of new Set([...objectsByFile.keys(), ...kustomizationsByFile.keys()])) {
    const own = { objects: objectsByFile.get(file) ?? [], kustomizations: kustomizationsByFile.get(file) ?? [] };
    const alone = { ...own, ...(isThere && { isThere }), isBuilt };
    if (!endsWithin(fileSeconds * 1000, () => void saidBy(rule, inventoryOf(alone, settings)))) slow.push(file);
    if (slow.length >= maximumSlowFiles) break;
  }
  return slow;
}

function withoutFiles({ objects, kustomizations = [], ...checked }: Checked, files: readonly string[]): Checked {
  const isKept = ({ file }: { readonly file: string }): boolean => !files.includes(file);
  return { ...checked, objects: objects.filter(isKept), kustomizations: kustomizations.filter(isKept) };
}

function firstFile({ objects, kustomizations = [] }: Checked): string {
  return (objects[0] ?? kustomizations[0])?.file ?? '';
}
