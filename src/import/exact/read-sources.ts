import { existsSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';

import type { Programs } from '../../manifests/programs';
import { readManifestText } from '../../manifests/read-text';
import { EnvironmentName } from '../../model/environment';
import type { Problem } from '../../model/problem';
import { Refusal } from '../../model/refusal';
import type { EnvironmentPlace } from '../find-environments';
import { readTree } from '../read-tree';
import type { ImportedTree } from '../tree';
import { chartSourceOf, readChart } from './chart-source';
import type { SourceChart } from './chart-source';
import { problemOf } from './problem-of';

/** What to read: a folder, a file, a chart, or the standard input as `-`. */
export interface SourceQuestion {
  /** As the person named it. */
  readonly source: string;
  /** `NAME=PATH`, or `NAME` for all of the source. Of a chart, the path is a file of values. */
  readonly environments: readonly string[];
  /** Name of the release of Helm, of a chart. @default - that of the chart */
  readonly release?: string | undefined;
  readonly workingDirectory: string;
  readonly programs: Programs;
  /** The standard input, read when it is asked for. */
  readonly readInput: () => string;
}

/** Where all of a source is one environment that nobody has named. */
const onlyEnvironment = 'live';

/**
 * Reads what is to be imported. One file that cannot be read does not stop the others.
 *
 * @throws Refusal when there is no such source, or nobody can tell its environments
 */
export function readSources(question: SourceQuestion): {
  readonly tree: ImportedTree;
  readonly problems: readonly Problem[];
  /** What it is, if it is a chart. */
  readonly chart?: SourceChart;
} {
  const { source, workingDirectory, programs } = question;
  const path = resolve(workingDirectory, source);
  const shown = relative(workingDirectory, path) || '.';
  if (source === '-') return one(question.readInput(), 'stdin', question);
  if (!existsSync(path)) throw new Refusal(`there is no file or folder "${source}"`, 'usage');
  const chart = chartOf(question);
  if (chart !== undefined) return { ...readChart(chart, workingDirectory, programs), chart };
  if (question.release !== undefined)
    throw new Refusal(`--release is the name of a release of Helm, and "${source}" is no chart`, 'usage');
  if (!statSync(path).isDirectory()) return one(readFileSync(path), shown, question);
  const problems: Problem[] = [];
  const tree = readTree({
    folder: source,
    workingDirectory,
    named: placesOf(question, path),
    programs,
    only: onlyEnvironment,
    onProblem: (problem) => problems.push(problem),
  });
  return { tree, problems };
}

function one(
  content: string | Buffer,
  shown: string,
  question: SourceQuestion,
): { readonly tree: ImportedTree; readonly problems: readonly Problem[] } {
  const { objects, unreadable, skipped } = readManifestText(content, shown);
  return {
    tree: {
      environments: [{ name: nameOf(question), paths: [shown], objects }],
      outside: [],
      skipped: skipped === undefined ? [] : [{ path: shown, reason: skipped }],
      sourcesOf: () => [],
    },
    problems: unreadable.map(problemOf),
  };
}

/** The chart that a source is; undefined for any other. */
function chartOf(question: SourceQuestion): SourceChart | undefined {
  const named = question.environments.map((text) => {
    const [name = ''] = text.split('=', 1);
    return { name: checked(name, text), file: text.includes('=') ? text.slice(text.indexOf('=') + 1) : undefined };
  });
  const environments = named.length > 0 ? named : [{ name: onlyEnvironment, file: undefined }];
  return chartSourceOf({ ...question, release: question.release, environments });
}

function nameOf({ environments }: SourceQuestion): string {
  const [name = onlyEnvironment] = environments[0]?.split('=', 1) ?? [];
  return checked(name, environments[0] ?? name);
}

/** Environments by what was typed. The paths are those that a person in the working directory sees. */
function placesOf(
  { environments, workingDirectory, source }: SourceQuestion,
  root: string,
): readonly EnvironmentPlace[] {
  const pathsByName = new Map<string, string[]>();
  for (const text of environments) {
    const [name = ''] = text.split('=', 1);
    const path = text.includes('=') ? text.slice(text.indexOf('=') + 1) : source;
    checked(name, text);
    const below = [resolve(workingDirectory, path), resolve(root, path)].find((place) => existsSync(place));
    if (below === undefined) throw new Refusal(`--env ${text}: there is no file or folder "${path}"`, 'usage');
    pathsByName.set(name, [...(pathsByName.get(name) ?? []), relative(root, below)]);
  }
  return [...pathsByName].map(([name, paths]) => ({ name, paths }));
}

function checked(name: string, text: string): string {
  if (EnvironmentName.safeParse(name).success) return name;
  throw new Refusal(`--env ${JSON.stringify(text)} is not NAME=PATH or NAME, such as --env live=k8s`, 'usage');
}
