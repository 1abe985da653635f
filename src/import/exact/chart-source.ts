import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';

import { buildChart } from '../../manifests/build-unit';
import { helmWithValues } from '../../manifests/helm-with-values';
import type { Programs } from '../../manifests/programs';
import { readDocument } from '../../manifests/read-document';
import { splitDocuments } from '../../manifests/split-documents';
import { isMapping, textAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { layData } from '../../model/layered-data';
import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { Refusal } from '../../model/refusal';
import { newestMinor } from '../environment-data';
import type { ImportedTree } from '../tree';
import { problemOf } from './problem-of';

/** A chart that is imported. */
export interface SourceChart {
  readonly path: string;
  /** As people see it. */
  readonly shown: string;
  readonly isArchive: boolean;
  readonly name: string;
  readonly version: string;
  /** Name of the release of Helm, of which templates make names. */
  readonly release: string;
  /** Environments in their order, each with the values that it says over those of the chart. */
  readonly environments: readonly ChartEnvironment[];
}

/** What one environment says of a chart. */
export interface ChartEnvironment {
  readonly name: string;
  /** Files of its values, as people see them. */
  readonly files: readonly string[];
  readonly values: Mapping;
}

/** What is known of a source that may be a chart. */
export interface ChartQuestion {
  readonly source: string;
  readonly workingDirectory: string;
  /** Name of the release. @default - that of the chart */
  readonly release: string | undefined;
  /** Environments by what was typed: a name, and a file of values. */
  readonly environments: readonly { readonly name: string; readonly file: string | undefined }[];
}

/** Name and version in the name of an archive, as `helm package` makes it (Semantic Versioning 2.0.0). */
const archiveName = /^(?<name>.+?)-v?(?<version>\d+\.\d+\.\d+(?:[-+].+)?)\.(?:tgz|tar\.gz)$/;

/**
 * Reads what a source says of itself, if it is a chart: a folder with a Chart.yaml, or an archive.
 *
 * @throws Refusal for an archive whose name says no version; InputError for values that cannot be read
 */
export function chartSourceOf(question: ChartQuestion): SourceChart | undefined {
  const { source, workingDirectory, release } = question;
  const path = resolve(workingDirectory, source);
  const shown = relative(workingDirectory, path) || '.';
  const status = statSync(path, { throwIfNoEntry: false });
  const isArchive = status?.isFile() === true && /\.(?:tgz|tar\.gz)$/.test(path);
  if (!isArchive && !existsSync(join(path, 'Chart.yaml'))) return undefined;
  const { name, version } = isArchive ? nameOfArchive(path, shown) : nameOfFolder(path, shown);
  const problems: Problem[] = [];
  const environments = question.environments.map((one): ChartEnvironment => {
    if (one.file === undefined) return { name: one.name, files: [], values: {} };
    const file = resolve(workingDirectory, one.file);
    const named = relative(workingDirectory, file);
    return { name: one.name, files: [named], values: valuesIn(file, named, problems) };
  });
  if (problems.length > 0) throw new InputError(problems);
  return { path, shown, isArchive, name, version, release: release ?? name, environments: together(environments) };
}

function nameOfArchive(path: string, shown: string): { readonly name: string; readonly version: string } {
  const { name, version } = archiveName.exec(basename(path))?.groups ?? {};
  if (name !== undefined && version !== undefined) return { name, version };
  throw new Refusal(
    `"${shown}" is no archive of a chart: "helm package" calls one NAME-VERSION.tgz, such as redis-21.0.1.tgz`,
    'usage',
  );
}

function nameOfFolder(path: string, shown: string): { readonly name: string; readonly version: string } {
  const file = join(path, 'Chart.yaml');
  const value = valueIn(readFileSync(file, 'utf8'));
  const [name, version] = [textAt(value, ['name']), textAt(value, ['version'])];
  if (name !== undefined && version !== undefined) return { name, version };
  const key = name === undefined ? 'name' : 'version';
  throw new InputError([
    { file: join(shown, 'Chart.yaml'), path: [], message: `it has no "${key}", which Helm wants of every chart` },
  ]);
}

function valuesIn(file: string, shown: string, problems: Problem[]): Mapping {
  const text = existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  const value = text === undefined ? undefined : valueIn(text);
  if (isMapping(value)) return value;
  // A file with nothing but comments says nothing.
  if (text !== undefined && value === undefined && text.replaceAll(/^\s*(?:#.*|---)?$/gm, '') === '') return {};
  problems.push({
    file: shown,
    path: [],
    message: text === undefined ? 'there is no such file of values' : 'it has no values: they are a mapping in YAML',
    hint: 'an environment of a chart is a name and a file of values, such as --env prod=values-prod.yaml',
  });
  return {};
}

function valueIn(text: string): unknown {
  return splitDocuments(text)
    .map((piece) => readDocument(piece).value)
    .find((value) => value !== undefined && value !== null);
}

/** An environment that is named several times has several files, of which the later one wins. */
function together(all: readonly ChartEnvironment[]): readonly ChartEnvironment[] {
  const byName = new Map<string, ChartEnvironment>();
  for (const { name, files, values } of all) {
    const known = byName.get(name);
    byName.set(name, {
      name,
      files: [...(known?.files ?? []), ...files],
      values: layData(known?.values, values),
    });
  }
  return [...byName.values()];
}

/** The objects of a chart in each environment, as Helm makes them. */
export function readChart(
  chart: SourceChart,
  workingDirectory: string,
  programs: Pick<Programs, 'helm'>,
): { readonly tree: ImportedTree; readonly problems: readonly Problem[] } {
  const units = chart.environments.map(({ name, files, values }) => {
    const helm = helmWithValues(programs, {
      releaseName: chart.release,
      // As the catalog calls it, where no object says another one.
      namespace: name,
      kubernetesVersion: newestMinor,
      apiVersions: [],
      values,
      checksSchemas: false,
    });
    const unit = buildChart(chart.path, (path) => relative(workingDirectory, path), helm);
    return { name, paths: [chart.shown, ...files], unit };
  });
  return {
    tree: {
      environments: units.map(({ name, paths, unit }) => ({ name, paths, objects: unit.objects })),
      outside: [],
      skipped: units.slice(0, 1).flatMap(({ unit }) => unit.skipped),
      sourcesOf: () => [],
    },
    problems: units.flatMap(({ unit }) => unit.unreadable.map(problemOf)),
  };
}
