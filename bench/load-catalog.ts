import { utimesSync } from 'node:fs';
import { join } from 'node:path';

import { folderSource } from '../src/catalog/folder-source';
import { loadCatalog, loadCatalogAsync } from '../src/catalog/load';
import type { LoadedCatalog } from '../src/catalog/load';
import { CommitFiles } from '../src/gitops/commit-files';
import { Git } from '../src/gitops/git';
import { documents } from '../src/model/catalog';
import { serviceName } from './generate-catalog';

type Load = (known?: LoadedCatalog) => LoadedCatalog | Promise<LoadedCatalog>;

/**
 * Loads a catalog twice in this process, and prints the seconds of both: the second time it knows the first, and one file
 * is another one. Arguments: a folder; or a repository, a commit and the next one.
 */
async function main([place = '', ...commits]: readonly string[]): Promise<void> {
  const [first, second] =
    commits.length === 0 ? loadsOfFolder(place) : loadsOfCommits(await Git.open(place, process.env), commits);
  const started = performance.now();
  const loaded = await first();
  const between = performance.now();
  await second(loaded);
  const [seconds, againSeconds] = [(between - started) / 1000, (performance.now() - between) / 1000];
  process.stdout.write(`${JSON.stringify({ seconds, againSeconds })}\n`);
}

function loadsOfFolder(folder: string): [first: Load, second: Load] {
  const load: Load = (known) => loadCatalog(folderSource(folder), known?.parsed);
  const later: Load = (known) => {
    utimesSync(join(folder, documents.overlay(serviceName(7), 'dev')), new Date(), new Date());
    return load(known);
  };
  return [load, later];
}

function loadsOfCommits(git: Git, [first = '', second = '']: readonly string[]): [first: Load, second: Load] {
  const loadOf =
    (commit: string): Load =>
    async (known) => {
      return loadCatalogAsync(await CommitFiles.open(git, commit, 'catalog'), known?.parsed);
    };
  return [loadOf(first), loadOf(second)];
}

void main(process.argv.slice(2));
