import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findCatalog } from '../../src/cli/find-catalog';
import { aCatalogFolder } from '../helpers/a-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

/** A package that ships a catalog. */
function aPackage(): string {
  const packageRoot = temporaryFolder();
  mkdirSync(join(packageRoot, 'catalog'));
  writeFileSync(join(packageRoot, 'catalog', 'platform.yaml'), '');
  return packageRoot;
}

test('in a GitOps repository its catalog is found from any folder in it, and rendered into its root', () => {
  const catalog = aCatalogFolder();
  const repository = join(catalog, '..');

  for (const workingDirectory of [repository, catalog, join(catalog, 'services', 'web')]) {
    const place = findCatalog({ workingDirectory, packageRoot: aPackage() });

    expect(place).toEqual({ catalog, out: repository });
  }
});

test('outside of a repository there is none, and the shipped one is not meant', () => {
  expect(findCatalog({ workingDirectory: temporaryFolder(), packageRoot: aPackage() })).toBeUndefined();
});

test('a folder that means to be a catalog ends the way up: one further out is another one', () => {
  const catalog = aCatalogFolder();
  const workingDirectory = join(catalog, '..', 'shop');
  mkdirSync(join(workingDirectory, 'catalog', 'services'), { recursive: true });

  expect(findCatalog({ workingDirectory, packageRoot: aPackage() })).toBeUndefined();
});

test('the shipped catalog is never rendered into the package, however it is reached', () => {
  const packageRoot = aPackage();
  const repository = temporaryFolder();
  symlinkSync(join(packageRoot, 'catalog'), join(repository, 'catalog'));

  expect(findCatalog({ workingDirectory: packageRoot, packageRoot })?.out).toBe(join(packageRoot, 'dist'));
  expect(findCatalog({ workingDirectory: repository, packageRoot })?.out).toBe(join(repository, 'dist'));
  expect(findCatalog({ workingDirectory: repository, packageRoot, catalog: 'catalog' })?.out).toBe(
    join(repository, 'dist'),
  );
});

test('a named catalog goes before the one around, and is rendered beside itself when its folder is called catalog', () => {
  const catalog = aCatalogFolder();
  const workingDirectory = join(aCatalogFolder(), '..');

  const place = findCatalog({ workingDirectory, packageRoot: aPackage(), catalog });

  expect(place).toEqual({ catalog, out: join(catalog, '..') });
});

test('a named catalog in a folder of another name is rendered into dist', () => {
  const workingDirectory = temporaryFolder();

  const place = findCatalog({ workingDirectory, packageRoot: aPackage(), catalog: 'data' });

  expect(place).toEqual({ catalog: join(workingDirectory, 'data'), out: join(workingDirectory, 'dist') });
});

test('a named root of the tree is taken from the working directory', () => {
  const workingDirectory = join(aCatalogFolder(), '..');

  const place = findCatalog({ workingDirectory, packageRoot: aPackage(), out: 'tree' });

  expect(place?.out).toBe(join(workingDirectory, 'tree'));
});
