import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';

import { packageRoot } from '../helpers/run-slipway';
import { followPage, pagesToFollow } from './follow-page';
import { blocksOf } from './markdown';
import { PageFolder } from './page-folder';

// Without the start of a process for each command; pages.slow.test.ts follows all pages with the program itself.
describe.each(pagesToFollow)('%s', (page) => {
  test('what it shows is what happens', async () => {
    const { commands, problems } = await followPage(
      page,
      new PageFolder(page === 'README.md' ? 'in processes' : 'here'),
    );

    expect(problems).toEqual([]);
    expect(commands).toBeGreaterThan(0);
  }, 180_000);

  test('its YAML can be read', () => {
    const errors = blocksOf(readFileSync(join(packageRoot, page), 'utf8'))
      .filter(({ language }) => language === 'yaml')
      .flatMap(({ text }) => parseAllDocuments(text).flatMap((document) => document.errors ?? []));

    expect(errors).toEqual([]);
  });
});
