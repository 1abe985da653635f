import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

import { isAtLeast, oldestGo } from './go-mod';
import { thisMachine } from './machine';
import type { Machine } from './machine';
import { builtFile, clonedFile, everyProgram } from './programs';
import type { BuiltProgram, ClonedProgram, ProgramName, SystemProgram } from './programs';

type AnyProgram = BuiltProgram | SystemProgram | ClonedProgram;

/** What a machine has of the programs that somebody asked for. */
export interface Programs {
  /** Name -> absolute path, which says where it was found. */
  readonly found: ReadonlyMap<ProgramName, string>;
  readonly missing: readonly MissingProgram[];
}

/** A program that no folder has. */
export interface MissingProgram {
  readonly program: AnyProgram;
  /** Why files of this name were not taken. */
  readonly passedOver: readonly string[];
}

/** Every program of the cluster tests. */
export const programNames: readonly ProgramName[] = everyProgram.map(({ name }) => name);

/**
 * Finds programs in the folders of SLIPWAY_TOOLS, then on PATH, then in the cache, where `npm run cluster:tools` puts what it builds.
 * What is found is used as it is, in whatever version; only an etcd that cannot work is passed over.
 */
export function findPrograms(names: readonly ProgramName[] = programNames, machine: Machine = thisMachine()): Programs {
  const found = new Map<ProgramName, string>();
  const missing: MissingProgram[] = [];
  for (const program of everyProgram.filter(({ name }) => names.includes(name))) {
    const passedOver: string[] = [];
    const file = placesOf(program, machine).find((place) => {
      if (!isExecutable(place)) return false;
      const reason = whyNot(program, place);
      if (reason !== undefined) passedOver.push(reason);
      return reason === undefined;
    });
    if (file === undefined) missing.push({ program, passedOver });
    else found.set(program.name, file);
  }
  return { found, missing };
}

/** Says what is missing and how to get it, in some lines without a line break at the end; empty when nothing is. */
export function sayMissing(missing: readonly MissingProgram[]): string {
  const [toBuild, toInstall] = [builtAmong(missing), installedAmong(missing)];
  const lines = missing.map(({ program, passedOver }) =>
    [`missing: ${program.name} (${program.purpose})`, ...passedOver].join('; '),
  );
  if (toBuild.length > 0)
    lines.push(`"npm run cluster:tools" builds ${listOf(toBuild)}; it needs Go ${oldestGo()} or newer on PATH`);
  for (const { name, aptPackage, brewFormula } of toInstall)
    lines.push(`${name} comes from a package manager: apt-get install ${aptPackage}, or brew install ${brewFormula}`);
  for (const { name, page } of clonedAmong(missing))
    lines.push(`${name} is built in a clone of its repository: ${page} says how`);
  return lines.join('\n');
}

function placesOf(program: AnyProgram, machine: Machine): readonly string[] {
  const { SLIPWAY_TOOLS = '', PATH = '' } = machine.variables;
  const folders = [...SLIPWAY_TOOLS.split(delimiter), ...PATH.split(delimiter)].filter((folder) => folder !== '');
  const elsewhere = folders.map((folder) => resolve(join(folder, program.name)));
  if ('upstream' in program) return [...elsewhere, builtFile(program, machine)];
  return 'tag' in program ? [...elsewhere, clonedFile(program, machine)] : elsewhere;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function whyNot(program: AnyProgram, file: string): string | undefined {
  if (!('oldest' in program) || program.oldest === undefined) return undefined;
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  const version = /\d+\.\d+\.\d+/.exec(stdout ?? '')?.[0];
  if (version === undefined) return `${file} is passed over, as it does not say its version`;
  if (isAtLeast(version, program.oldest)) return undefined;
  return `${file} is passed over, as it is ${version} and ${program.oldest} is needed`;
}

function builtAmong(missing: readonly MissingProgram[]): readonly BuiltProgram[] {
  return missing.flatMap(({ program }) => ('upstream' in program ? [program] : []));
}

function installedAmong(missing: readonly MissingProgram[]): readonly SystemProgram[] {
  return missing.flatMap(({ program }) => ('aptPackage' in program ? [program] : []));
}

function clonedAmong(missing: readonly MissingProgram[]): readonly ClonedProgram[] {
  return missing.flatMap(({ program }) => ('tag' in program ? [program] : []));
}

function listOf(programs: readonly BuiltProgram[]): string {
  return programs.map(({ name }) => name).join(', ');
}
