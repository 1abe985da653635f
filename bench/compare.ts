import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { loadAll } from 'js-yaml';

import { folderSource } from '../src/catalog/folder-source';
import { loadCatalog } from '../src/catalog/load';
import { placesOf } from '../src/model/place';
import { isBelow, isIndex, treeFolders } from '../src/model/tree-layout';
import { renderPlacement } from '../src/render/render';
import type { RenderedFile } from '../src/render/render';
import { generateCatalog } from './generate-catalog';

/** Placements that each program renders; its figure is per placement, so that programs of all speeds can be compared. */
const sample = 30;

/** A program that can make the same objects, one process per placement, as a CI job or Argo CD runs it. */
interface Other {
  readonly name: string;
  readonly versionArguments: readonly string[];
  /** Writes what the program needs, and returns its arguments. */
  readonly prepare: (folder: string, files: readonly RenderedFile[]) => readonly string[];
}

const others: readonly Other[] = [
  {
    name: 'kustomize',
    versionArguments: ['version'],
    prepare: (folder, files) => {
      for (const file of files) write(join(folder, 'base', basename(file)), file.text);
      write(join(folder, 'overlay', 'kustomization.yaml'), 'resources:\n- ../base\n');
      return ['build', join(folder, 'overlay')];
    },
  },
  {
    name: 'helm',
    versionArguments: ['version', '--short'],
    prepare: (folder, files) => {
      write(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 1.0.0\n');
      // Braces of an alert or an analysis are not for helm.
      for (const file of objectsOf(files)) {
        write(join(folder, 'templates', basename(file)), file.text.replaceAll('{{', '{{ "{{" }}'));
      }
      return ['template', 'bench', folder];
    },
  },
  {
    name: 'jsonnet',
    versionArguments: ['--version'],
    prepare: (folder, files) => {
      const objects = objectsOf(files).flatMap((file) => loadAll(file.text));
      write(
        join(folder, 'main.jsonnet'),
        `local objects = ${JSON.stringify(objects)};\nstd.manifestYamlStream(objects)\n`,
      );
      return ['--string', join(folder, 'main.jsonnet')];
    },
  },
];

/** Runs the programs that are installed on equal objects, checks that they are equal, and prints their time per placement. */
export function compareWithOthers(root: string, print: (line: string) => void): void {
  const placements = samplePlacements(join(root, 'catalog'));
  print(`others, ${sample} placements of the same objects, a process for each`);
  for (const other of others) {
    const version = spawnSync(other.name, other.versionArguments, { encoding: 'utf8' });
    if (version.error !== undefined) {
      print(`  ${other.name.padEnd(10)} not installed: skipped`);
      continue;
    }
    const folders = placements.map((files, index) => ({
      files,
      programArguments: other.prepare(join(root, other.name, String(index)), files),
    }));
    const started = performance.now();
    const outputs = folders.map(({ programArguments }) =>
      spawnSync(other.name, programArguments, { encoding: 'utf8' }),
    );
    const milliseconds = (performance.now() - started) / sample;
    const unequal = outputs.filter(({ stdout }, index) => !isEqual(stdout, folders[index]?.files ?? [])).length;
    const equality =
      unequal === 0
        ? 'equal objects'
        : `UNEQUAL objects in ${unequal} of ${sample}: ${outputs[0]?.stderr.slice(0, 300)}`;
    print(
      `  ${other.name.padEnd(10)} ${milliseconds.toFixed(1).padStart(8)} ms per placement, ${equality} (${version.stdout.trim().split('\n')[0]})`,
    );
  }
  rmSync(root, { recursive: true, force: true });
}

function samplePlacements(catalogFolder: string): readonly (readonly RenderedFile[])[] {
  mkdirSync(catalogFolder, { recursive: true });
  generateCatalog(catalogFolder, sample);
  const { catalog, resolved } = loadCatalog(folderSource(catalogFolder));
  const { placementOf } = placesOf(catalog, resolved);
  return resolved.slice(0, sample).map((one) => {
    const folder = treeFolders.overlay(one.service, one.environment);
    return renderPlacement(placementOf(one)).filter((file) => isBelow(file.path, folder));
  });
}

function isEqual(output: string, files: readonly RenderedFile[]): boolean {
  const byName = (objects: readonly unknown[]) =>
    objects.map((object) => [identity(object), object] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const theirs = byName(loadAll(output).filter((object) => object !== null && object !== undefined));
  const ours = byName(objectsOf(files).flatMap((file) => loadAll(file.text)));
  return isDeepStrictEqual(theirs, ours);
}

function identity(object: unknown): string {
  if (typeof object !== 'object' || object === null || !('kind' in object) || !('metadata' in object)) return '';
  return `${String(object.kind)} ${JSON.stringify(object.metadata)}`;
}

function objectsOf(files: readonly RenderedFile[]): readonly RenderedFile[] {
  return files.filter((file) => !isIndex(file.path));
}

function basename(file: RenderedFile): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
