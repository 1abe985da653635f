import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';

import { packageRoot } from '../helpers/run-slipway';
import { followPage, pagesToFollow } from './follow-page';
import { blocksOf } from './markdown';
import { PageFolder } from './page-folder';

// What everybody follows first, and what counts the files of the example; pages.slow.test.ts follows all pages with the program itself.
test.each([
  'README.md',
  'docs/how-to/read-the-tree.md',
  'docs/how-to/add-a-service.md',
  'docs/how-to/promote-a-release.md',
])(
  '%s: what it shows is what happens',
  async (page) => {
    const { commands, problems } = await followPage(page, new PageFolder('here'));

    expect(problems).toEqual([]);
    expect(commands).toBeGreaterThan(0);
  },
  180_000,
);

test.each(pagesToFollow)('%s: its YAML can be read', (page) => {
  const errors = blocksOf(readFileSync(join(packageRoot, page), 'utf8'))
    .filter(({ language }) => language === 'yaml')
    .flatMap(({ text }) => parseAllDocuments(text).flatMap((document) => document.errors ?? []));

  expect(errors).toEqual([]);
});
