import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { buildChart } from '../../manifests/build-unit';
import type { UnreadableManifest } from '../../manifests/manifest';
import type { Programs } from '../../manifests/programs';
import { readManifestText } from '../../manifests/read-text';
import { EnvironmentName } from '../../model/environment';
import type { Problem } from '../../model/problem';
import { Refusal } from '../../model/refusal';
import type { EnvironmentPlace } from '../find-environments';
import { readTree } from '../read-tree';
import type { ImportedTree } from '../tree';

/** What to read: a folder, a file, a chart, or the standard input as `-`. */
export interface SourceQuestion {
  /** As the person named it. */
  readonly source: string;
  /** `NAME=PATH`, or `NAME` for all of the source. */
  readonly environments: readonly string[];
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
} {
  const { source, workingDirectory, programs } = question;
  const path = resolve(workingDirectory, source);
  const shown = relative(workingDirectory, path) || '.';
  if (source === '-') return one(question.readInput(), 'stdin', question);
  if (!existsSync(path)) throw new Refusal(`there is no file or folder "${source}"`, 'usage');
  if (!statSync(path).isDirectory()) return one(readFileSync(path), shown, question);
  if (existsSync(join(path, 'Chart.yaml'))) {
    const { objects, unreadable, skipped } = buildChart(
      path,
      (name) => relative(workingDirectory, name),
      programs.helm,
    );
    return {
      tree: {
        environments: [{ name: nameOf(question), paths: [shown], objects }],
        outside: [],
        skipped,
        sourcesOf: () => [],
      },
      problems: unreadable.map(problemOf),
    };
  }
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

function problemOf({ file, line, column, message, hint }: UnreadableManifest): Problem {
  return { file, line, column, path: [], message, ...(hint === undefined ? {} : { hint }) };
}
