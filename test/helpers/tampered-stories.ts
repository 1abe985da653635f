import * as fc from 'fast-check';

import { aCopiedRepository } from './a-copied-repository';
import { aDesk, release } from './a-delivery';
import { aReleasedStory } from './a-released-story';
import { git } from './a-repository';
import { tamperedHistory, tamperings, type Chance, type History } from './a-tampered-history';
import { anAuditor } from './an-auditor';

/** What was done to histories, and what an audit has not seen, or has seen elsewhere. */
export interface Tampered {
  /** How often each was done. */
  readonly done: ReadonlyMap<string, number>;
  readonly wrong: readonly string[];
}

/** A released story with a fork: what went another way in staging. */
export async function aForkedStory(): Promise<History> {
  const { commits } = await aReleasedStory();
  const [, inDev = ''] = commits;
  const remote = await aCopiedRepository('forked story', async () => {
    const { remote: other } = await aReleasedStory();
    git(other, ['update-ref', 'refs/heads/kept', 'main']);
    git(other, ['update-ref', 'refs/heads/main', inDev]);
    await release(await aDesk(other, 'dev'), 'v1.2.0', 'staging');
    git(other, ['update-ref', 'refs/heads/fork', 'main']);
    git(other, ['update-ref', 'refs/heads/main', 'refs/heads/kept']);
    return other;
  });
  // The first one, a release to dev, was asked for by who may: wherever it stands, it is what he has asked for.
  const [, ...fork] = git(remote, ['log', '--reverse', '--format=%H', `${inDev}..fork`])
    .trim()
    .split('\n');
  return { remote, commits, fork };
}

/** Does something to a commit of a history, so often, and audits what came of it. @param seed the same does the same */
export async function tamper(history: History, count: number, seed: number): Promise<Tampered> {
  const names = Object.keys(tamperings);
  const { remote, commits } = history;
  const audit = await anAuditor(remote);
  const done = new Map<string, number>();
  const wrong: string[] = [];
  const chances = fc.sample(fc.infiniteStream(fc.nat(2 ** 30)), { numRuns: count, seed });
  for (const [index, stream] of chances.entries()) {
    const chance: Chance = (below) => (below === 0 ? 0 : Number(stream.next().value) % below);
    const name = names[(seed + index) % names.length] ?? '';
    const at = 1 + chance(commits.length - 1);
    const tampered = tamperedHistory(history, at, tamperings[name] ?? {}, chance);
    if (tampered === undefined) continue;
    const judged = await audit(tampered.head);
    const found = judged.findIndex(({ kind, isAllowed }, place) => place > 0 && (kind !== 'change' || !isAllowed));
    done.set(name, (done.get(name) ?? 0) + 1);
    if (found !== tampered.found)
      wrong.push(
        `${seed}, ${index}: "${name}" at ${at} was found at ${found}, not at ${tampered.found}: ${tampered.head}`,
      );
    git(remote, ['update-ref', 'refs/heads/main', commits.at(-1) ?? '']);
  }
  return { done, wrong };
}
