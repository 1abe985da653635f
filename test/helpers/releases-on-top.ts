import { aGitOpsRemote } from './a-delivery';
import { git } from './a-repository';
import { letThemAsk } from './desk-processes';
import { mergesOf, runIdsOf } from './writer-processes';

/** What came of processes that release one service, each on top of what it has seen. */
export interface ReleasesOnTop {
  readonly commits: number;
  /** Requests that were too late. */
  readonly tooLate: number;
  /** Commits that were not made of what ran before them. */
  readonly notOnTop: readonly string[];
  readonly merges: string;
}

/** Lets processes release one service at the same time; then Git says which release was made of which. */
export async function releaseOnTop(processes: number, changes: number): Promise<ReleasesOnTop> {
  const remote = aGitOpsRemote();
  const uses = await letThemAsk(remote, processes, { changes, batch: 1, isOnTop: true }, () => ['web']);
  let before = 'v1.0.0';
  const notOnTop = git(remote, ['log', '--reverse', '--format=%H', `main~${processes * changes}..main`])
    .trim()
    .split('\n')
    .flatMap((commit) => {
      const [path = ''] = git(remote, [
        'diff-tree',
        '-r',
        '--no-commit-id',
        '--name-only',
        commit,
        '--',
        'changes',
      ]).split('\n');
      const record = Object(JSON.parse(git(remote, ['show', `${commit}:${path}`])));
      const { current, fields } = Object(JSON.parse(record.predicate.request.statement));
      const runs = /version: ['"]?([\w.]+)/.exec(git(remote, ['show', `${commit}:catalog/services/web/dev.yaml`]))?.[1];
      const isOnTop = current === before && runs === fields.version;
      before = String(runs);
      const deployed = git(remote, ['show', `${commit}:services/web/overlays/dev/deployment.yaml`]);
      // Labels and the image: all of one release, or two were mixed.
      const versions = [...new Set(deployed.match(/\bv\d+\.\d+\.\d+\b/g))];
      if (versions.join() !== runs) return [`${commit} has ${versions.join(' and ')} beside ${runs}`];
      return isOnTop ? [] : [`${commit} was made of ${current}`];
    });
  return {
    commits: new Set(runIdsOf(remote)).size,
    tooLate: uses.reduce((sum, { tooLate }) => sum + tooLate, 0),
    notOnTop,
    merges: mergesOf(remote),
  };
}
