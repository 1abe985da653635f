import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { GitRepository } from '../harness/git-repository';
import { copyCatalog, render } from '../harness/gitops';

/** A Git server of a cluster. */
interface GitPlace {
  readonly folder: string;
  readonly url: string;
}

const name = 'demo';

/**
 * Renders a catalog into a repository and pushes it. A cluster that lives on has one of an earlier time: it gets a commit
 * more, when there is a difference.
 */
export function publish(catalog: string, { folder, url }: GitPlace): { repository: GitRepository; commit: string } {
  const isThere = existsSync(join(folder, `${name}.git`));
  const repository = isThere ? GitRepository.open(folder, url, name) : GitRepository.create(folder, url, name);
  rmSync(join(repository.folder, 'catalog'), { recursive: true, force: true });
  copyCatalog(catalog, repository);
  render(repository);
  const { folder: copy } = repository;
  const isChanged = git(copy, 'status', '--porcelain') !== '';
  return {
    repository,
    commit: isChanged ? repository.push('Render the catalog').hash : git(copy, 'rev-parse', 'HEAD'),
  };
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', [...args], { cwd: folder, encoding: 'utf8' });
}
