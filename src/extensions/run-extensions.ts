import { isDeepStrictEqual } from 'node:util';

import * as z from 'zod';

import { firstDifferences } from '../manifests/first-differences';
import { isMapping, listAt, textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { ExtensionDoor, ExtensionFault, ExtensionOutcome, PlainObject } from '../model/extension-door';
import type { Placement } from '../model/placement';
import { Refusal } from '../model/refusal';
import { schemaProblems } from '../problems/schema-problems';
import type { ExtensionFiles } from './own-files';
import { ExtensionWorker } from './worker';

/** An extension as it says it is. */
export interface DescribedExtension {
  readonly name: string;
  readonly description: string | undefined;
  /** JSON Schema of what it is told. */
  readonly json: Mapping;
}

/** Extensions that run. */
export interface RunningExtensions extends ExtensionDoor {
  readonly described: readonly DescribedExtension[];
}

/** Two machines at two times. */
const seeds = [981, 1987] as const;

/**
 * Loads the extensions of a repository, twice: whatever they make is made at two times, on two machines, by two kinds of chance,
 * and in one of them twice, and has to be the same.
 *
 * @param packages a file from which Slipway's own packages are found
 * @throws Refusal when they cannot be loaded
 */
export function runExtensions({ file, ownFiles, hash }: ExtensionFiles, packages: string): RunningExtensions {
  const [first, second] = seeds.map(
    (seed, index) => new ExtensionWorker({ file, ownFiles, packages, seed, isDoubled: index === 1 }),
  );
  if (first === undefined || second === undefined) throw new Error('there are two seeds');
  const described = loadedBy(first, file);
  loadedBy(second, file);
  return {
    hash,
    names: described.map(({ name }) => name),
    described,
    run(name, settings, placement, objects) {
      const question = { kind: 'run', name, settings, placement: toldOf(placement), objects };
      const said = first.ask(question);
      const faults = faultsIn(said, name, settings, described);
      if (faults !== undefined) return { faults };
      const made = objectsOf(said);
      const again = second.ask(question);
      if (again?.['failure'] !== undefined || again === undefined)
        return fault(`the extension "${name}" fails at another time or on another machine`, isImpure);
      return provedSame(name, made, objectsOf(again));
    },
    close() {
      first.end();
      second.end();
    },
  };
}

const isImpure = 'make its objects of nothing but its settings, the placement and the objects that it gets';

function loadedBy(worker: ExtensionWorker, file: string): readonly DescribedExtension[] {
  const said = worker.ask({ kind: 'load' });
  const failure = said === undefined ? 'it takes more than a minute' : textAt(said, ['failure']);
  if (failure !== undefined) throw new Refusal(`the extensions in "${file}" cannot be loaded: ${failure}`, 'usage');
  return listAt(said, ['extensions'])
    .filter(isMapping)
    .map((one) => ({
      name: textAt(one, ['name']) ?? '',
      description: textAt(one, ['description']),
      json: isMapping(one['json']) ? one['json'] : {},
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A placement without what other programs are told. */
function toldOf({ software: _software, extensions: _extensions, ...placement }: Placement): object {
  return placement;
}

function faultsIn(
  said: Mapping | undefined,
  name: string,
  settings: unknown,
  described: readonly DescribedExtension[],
): readonly ExtensionFault[] | undefined {
  if (said === undefined) return [faultOf(`the extension "${name}" takes more than a minute`, 'let it do less')];
  const failure = textAt(said, ['failure']);
  if (failure !== undefined) return [faultOf(`the extension "${name}" fails: ${failure}`, 'correct its code')];
  const issues = listAt(said, ['issues']).filter(isMapping);
  if (issues.length === 0) return undefined;
  const json = described.find((one) => one.name === name)?.json ?? {};
  const inOurWords = problemsIn(json, settings);
  if (inOurWords.length > 0) return inOurWords;
  return issues.map((issue) => ({
    path: listAt(issue, ['path']).filter((part) => typeof part === 'string' || typeof part === 'number'),
    message: textAt(issue, ['message']) ?? 'is not taken',
    hint: `look at the schema of the extension "${name}"`,
  }));
}

/** Equal faults get equal words; what only code can say, the extension says itself. */
function problemsIn(json: Mapping, settings: unknown): readonly ExtensionFault[] {
  try {
    const problems = schemaProblems(z.fromJSONSchema(json), settings);
    return problems.map(({ path, message, hint = 'correct it' }) => ({ path, message, hint }));
  } catch {
    return [];
  }
}

function objectsOf(said: Mapping | undefined): readonly unknown[] {
  return listAt(said, ['objects']);
}

function provedSame(name: string, made: readonly unknown[], again: readonly unknown[]): ExtensionOutcome {
  const bad = made.findIndex((one) => !isObject(one));
  if (bad >= 0) {
    const what = 'an object needs apiVersion, kind and metadata.name';
    return fault(`the extension "${name}" makes no object at place ${bad} of its list`, what);
  }
  const objects = made.filter(isObject);
  if (isDeepStrictEqual(made, again)) return { objects };
  const others = again.filter(isObject);
  const [first] = firstDifferences(objects, others);
  const where =
    first === undefined
      ? 'the order of its objects'
      : `${first.field === '' ? '' : `"${first.field}" of `}${first.object}`;
  return fault(
    `the extension "${name}" makes ${where} of the time, of chance, of the machine or of what it did before`,
    isImpure,
  );
}

function isObject(value: unknown): value is PlainObject {
  return (
    isMapping(value) &&
    typeof value['apiVersion'] === 'string' &&
    typeof value['kind'] === 'string' &&
    textAt(value, ['metadata', 'name']) !== undefined
  );
}

function fault(message: string, hint: string): ExtensionOutcome {
  return { faults: [faultOf(message, hint)] };
}

function faultOf(message: string, hint: string): ExtensionFault {
  return { path: [], message, hint };
}
