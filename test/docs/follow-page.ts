import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../helpers/run-slipway';
import { blocksOf } from './markdown';
import { firstDifference } from './page-folder';
import type { PageFolder } from './page-folder';

/** Pages whose commands are run, from the root of the package. */
export const pagesToFollow: readonly string[] = [
  'README.md',
  ...readdirSync(join(packageRoot, 'docs', 'how-to'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/how-to/${name}`),
];

/** What came of following a page from top to bottom. */
export interface Followed {
  readonly commands: number;
  /** Commands that did something else than the page shows. */
  readonly problems: readonly string[];
}

/**
 * Does what a page says, in a fresh folder.
 *
 * @throws InputError when a catalog that the page shows is not valid
 */
export async function followPage(page: string, folder: PageFolder): Promise<Followed> {
  const problems: string[] = [];
  let commands = 0;
  for (const block of blocksOf(readFileSync(join(packageRoot, page), 'utf8'))) {
    const file = /^(?:#|\/\/) (\S+\.(?:yaml|ts|js))$/m.exec(block.text.split('\n')[0] ?? '')?.[1];
    if (block.language === 'yaml' && file?.startsWith('catalog/')) folder.writeDocument(file, block.text);
    if ((block.language === 'ts' || block.language === 'js') && file !== undefined)
      folder.writeSource(file, block.text);
    if (block.language !== 'console') continue;
    for (const run of await folder.run(block)) {
      commands += 1;
      const difference = firstDifference(run);
      if (run.exitCode === run.shownExitCode && difference === undefined) continue;
      problems.push(
        `line ${block.line}: $ ${run.command}: exit code ${run.exitCode}, ${difference}\n${run.printed.join('\n')}`,
      );
    }
  }
  folder.assertValid();
  return { commands, problems };
}
