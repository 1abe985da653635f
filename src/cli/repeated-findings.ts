import type { Finding } from '../check/finding';

/** More findings than this that say the same are shown once. */
const tolerated = 5;

/** Findings that say the same of different objects, in the order in which they were found. */
export interface RepeatedFinding {
  readonly first: Finding;
  readonly all: readonly Finding[];
}

/** Takes findings apart into those that are worth a look each, and those that are one mistake in many places. */
export function splitRepeated(findings: readonly Finding[]): {
  readonly single: readonly Finding[];
  readonly repeated: readonly RepeatedFinding[];
} {
  const byWords = new Map<string, Finding[]>();
  for (const finding of findings) {
    const words = wordsOf(finding);
    const alike = byWords.get(words);
    if (alike === undefined) byWords.set(words, [finding]);
    else alike.push(finding);
  }
  const groups = [...byWords.values()].filter((alike) => alike.length > tolerated);
  const inGroups = new Set(groups.flat());
  return {
    single: findings.filter((finding) => !inGroups.has(finding)),
    repeated: groups.flatMap((all) => all.slice(0, 1).map((first) => ({ first, all }))),
  };
}

/** Rule, severity and message, without the name and the namespace of the object. */
function wordsOf({ rule, severity, message, object, fix }: Finding): string {
  const names = [object?.name, object?.namespace].filter((name) => name !== undefined && name !== '');
  const words = names.reduce<string>((text, name = '') => withoutName(text, name), message);
  return JSON.stringify([rule, severity, words, isMendable({ fix: fix ?? [] })]);
}

/** A name may be a part of a longer one: "web" is in "web-config", which is another object. */
function withoutName(text: string, name: string): string {
  let rest = '';
  let end = 0;
  // An expression for each name of 30,000 findings takes seconds.
  for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + name.length)) {
    const isWhole = !/[\w.-]/.test(text.charAt(start - 1)) && !/[\w-]/.test(text.charAt(start + name.length));
    if (!isWhole) continue;
    rest += `${text.slice(end, start)}\0`;
    end = start + name.length;
  }
  return rest + text.slice(end);
}

/** Whether `--fix` does anything about it. */
export function isMendable({ fix = [] }: Pick<Finding, 'fix'>): boolean {
  return fix.length > 0;
}
