import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ChartText, ChartFolder } from '../../stacks/published-chart';
import { findFolder } from './clones';
import type { FoundFolder } from './clones';

/** What became of a chart. */
export interface TakenChart {
  /** Content of what was taken, by its place in the chart; the chart itself is ".". */
  readonly trees: Readonly<Record<string, string>>;
  /** Why it is not there; empty when it is. A chart with a part missing is none: Helm would refuse it. */
  readonly missing: readonly string[];
}

/** Puts a chart together as its makers publish it. @param target folder of the chart, which is replaced */
export function takeChart(clones: readonly string[], source: ChartText, target: string): TakenChart {
  const places: readonly (readonly [string, ChartFolder])[] = [
    ['.', source],
    ...Object.entries(source.dependencies ?? {}).map(([name, folder]) => [`charts/${name}`, folder] as const),
    ...(source.definitions === undefined ? [] : [['templates/crds', source.definitions] as const]),
  ];
  const found = places.map(([place, folder]) => ({ place, found: findFolder(clones, folder) }));
  const missing = found.flatMap((one) => (typeof one.found === 'string' ? [one.found] : []));
  rmSync(target, { recursive: true, force: true });
  if (missing.length > 0) return { trees: {}, missing };
  const trees: Record<string, string> = {};
  for (const { place, found: folder } of found) {
    if (typeof folder === 'string') continue;
    extract(folder, join(target, place));
    trees[place] = folder.tree;
  }
  if (source.definitions !== undefined) makeTemplates(join(target, 'templates', 'crds'));
  for (const [old, name] of Object.entries(source.renames ?? {})) renameSync(join(target, old), join(target, name));
  for (const file of ['Chart.yaml', 'values.yaml']) stamp(join(target, file), source.stamps ?? {});
  return { trees, missing };
}

/** Takes a folder as it is. @param target folder, which is replaced @returns why it cannot be had, in words */
export function takeFolder(clones: readonly string[], source: ChartFolder, target: string): string | undefined {
  const found = findFolder(clones, source);
  rmSync(target, { recursive: true, force: true });
  if (typeof found === 'string') return found;
  extract(found, target);
  return undefined;
}

function extract({ gitFolder, tree }: FoundFolder, target: string): void {
  mkdirSync(target, { recursive: true });
  const archive = spawnSync('git', ['--git-dir', gitFolder, 'archive', tree], { maxBuffer: 64 * 1024 * 1024 });
  const { status } = spawnSync('tar', ['-x', '-C', target], { input: archive.stdout });
  if (archive.status !== 0 || status !== 0)
    throw new Error(`${tree} of ${gitFolder} cannot be read: ${archive.stderr.toString()}`);
}

/** Definitions become templates that a value switches off, with the annotations that a value says. */
function makeTemplates(folder: string): void {
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.yaml') || file === 'kustomization.yaml') {
      rmSync(join(folder, file), { recursive: true });
      continue;
    }
    const text = readFileSync(join(folder, file), 'utf8').replace(
      /^ {2}annotations:$/m,
      '  annotations:\n    {{- with .Values.crds.annotations }}\n    {{- toYaml . | nindent 4 }}\n    {{- end }}',
    );
    writeFileSync(join(folder, file), `{{- if .Values.installCRDs }}\n${text}{{- end }}\n`);
  }
}

function stamp(file: string, texts: Readonly<Record<string, string>>): void {
  let text = readFileSync(file, 'utf8');
  for (const [old, stamped] of Object.entries(texts)) text = text.replaceAll(old, stamped);
  writeFileSync(file, text);
}
