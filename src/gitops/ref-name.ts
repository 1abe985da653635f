import { Refusal } from '../model/refusal';

/**
 * Checks the name of a branch, and says it as a ref: `refs/heads/main`.
 *
 * @throws Refusal when it is none that Slipway takes
 */
export function branchRef(branch: string): string {
  const name = `refs/heads/${branch}`;
  if (isRefName(name) && !name.startsWith('refs/heads/slipway/')) return name;
  throw new Refusal(`${JSON.stringify(branch)} is no name of a branch; write one such as "main"`, 'usage');
}

/** Checks a ref that is Slipway's own, as all call it: below `refs/slipway/`. @throws Refusal when it is none */
export function ownRef(name: string): string {
  if (isRefName(name) && name.startsWith('refs/slipway/')) return name;
  throw new Refusal(`${JSON.stringify(name)} is no ref of Slipway; write one such as "refs/slipway/evidence"`, 'usage');
}

/** Checks the name of a tag, and says it as a ref. @throws Refusal when it is none that Slipway takes */
export function tagRef(tag: string): string {
  const name = `refs/tags/${tag}`;
  if (isRefName(name)) return name;
  throw new Refusal(`${JSON.stringify(tag)} is no name of a tag; write one such as "web/v1.2.3"`, 'usage');
}

/** Checks the id of a commit. @throws Refusal when it is none */
export function commitName(id: string): string {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) return id;
  throw new Refusal(`${JSON.stringify(id)} is no id of a commit; write all its 40 or 64 digits`, 'usage');
}

/** Checks a range of commits. @throws Refusal when it is none */
export function commitRange(range: string): string {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})(\.\.([0-9a-f]{40}|[0-9a-f]{64}))?$/.test(range)) return range;
  throw new Refusal(`${JSON.stringify(range)} is no range of commits; write "<id>..<id>" with all digits`, 'usage');
}

/** Narrower than git-check-ref-format(1): nothing that a shell, a pattern or an option would read. */
function isRefName(name: string): boolean {
  if (name.length > 250) return false;
  return name.split('/').every((part) => /^[A-Za-z0-9_#][A-Za-z0-9_.+@=#,-]*$/.test(part) && !isForbidden(part));
}

function isForbidden(part: string): boolean {
  return part.includes('..') || part.endsWith('.') || part.toLowerCase().endsWith('.lock');
}
