import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { knownCatalog } from '../../src/render/known-catalog';
import { recall } from '../../src/render/memory';
import { renderingOf } from '../../src/render/rendering';
import { findScope } from '../../src/render/scope';
import { wantedTree } from '../../src/render/wanted-tree';
import { aCatalogFolder } from '../helpers/a-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

const overlay = 'services/web/dev.yaml';

test('what a look at the tree has read is not read again by the next one, but what was changed is', async () => {
  const project = await anOldCatalog();
  project.look();
  // Only what is not read again can say this.
  const remembered = readFileSync(project.place.file, 'utf8').replaceAll('ghcr.io/your-org', 'ghcr.io/remembered');
  writeFileSync(project.place.file, remembered);
  writeFileSync(join(project.catalog, overlay), 'release: { version: v2.0.0 }\n');

  const { catalog } = project.look();

  expect(catalog.platform.registry).toBe('ghcr.io/remembered');
  expect(catalog.services.get('web')?.overlays.get('dev')).toMatchObject({ release: { version: 'v2.0.0' } });
});

test('a file that was written in the same moment is read again: it may change without a new time', () => {
  const catalog = aCatalogFolder();
  const place = { file: join(temporaryFolder(), 'memory'), program: 'this one' };
  const now = new Date();
  utimesSync(join(catalog, overlay), now, now);

  look(catalog, place);

  expect([...recall(place).documents.keys()]).not.toContain(overlay);
});

test('nothing is kept of a catalog that is not valid', async () => {
  const project = await anOldCatalog();
  writeFileSync(join(project.catalog, overlay), 'release: {}\n');

  expect(() => project.look()).toThrow('version');
  expect(project.known().size).toBe(0);
});

/** So old that its files cannot have been changed in the moment in which they are read. */
async function anOldCatalog() {
  const catalog = aCatalogFolder();
  const place = { file: join(temporaryFolder(), 'memory'), program: 'this one' };
  await new Promise((resolve) => setTimeout(resolve, 60));
  return { catalog, place, look: () => look(catalog, place), known: () => recall(place).documents };
}

/** As `diff` and `check` look. */
function look(catalog: string, place: Parameters<typeof recall>[0]) {
  const { loaded, memory } = knownCatalog(catalog, recall(place));
  renderingOf(wantedTree(loaded, findScope(loaded.catalog, undefined, undefined)), 'sha1', memory);
  return loaded;
}
