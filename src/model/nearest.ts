/**
 * The candidate that was most likely meant, by edit distance (insert, delete, replace, swap of neighbours).
 *
 * @returns undefined when nothing is close: more than a third of the letters differ
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** No name of Kubernetes is longer; to compare two texts of some thousand letters takes seconds. */
const longestName = 253;

/** Completes a message with the nearest candidate, or else with those that there are, what is like it first. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const all = [...candidates].sort();
  const best = nearest(name, all);
  if (best !== undefined) return `did you mean "${best}"?`;
  if (all.length === 0) return 'there is none yet';
  const isLike = (candidate: string): boolean => isBegunAlike(name, candidate) || hasLettersOf(name, candidate);
  const ordered = [...all.filter(isLike), ...all.filter((candidate) => !isLike(candidate))];
  const shown = ordered.slice(0, 12).join(', ');
  return `known are ${shown}${all.length > 12 ? ` and ${all.length - 12} more` : ''}`;
}

/** Whether both begin with the same three letters. */
function isBegunAlike(name: string, candidate: string): boolean {
  return name.length >= 3 && candidate.toLowerCase().startsWith(name.slice(0, 3).toLowerCase());
}

/** Whether a candidate has all letters of a name in their order, and begins with the first: `tm` of `team`. */
function hasLettersOf(name: string, candidate: string): boolean {
  let rest = name.toLowerCase();
  if (rest === '' || candidate[0]?.toLowerCase() !== rest[0]) return false;
  for (const letter of candidate.toLowerCase()) if (letter === rest[0]) rest = rest.slice(1);
  return rest === '';
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      current.push(cost);
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[b.length] ?? 0;
}
