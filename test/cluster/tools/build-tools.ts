import { buildProgram, failureOf } from './build-program';
import type { Failure } from './build-program';
import { findPrograms, programNames, sayMissing } from './find-programs';
import type { Programs } from './find-programs';
import { oldestGo } from './go-mod';
import { problemWithGo } from './go-problem';
import { thisMachine, toolsFolder } from './machine';
import type { Machine } from './machine';
import { arePinnedObjectsThere, downloadPinnedObjects, folderOf } from './pinned-objects';
import type { PinnedObjects } from './pinned-objects';
import { pinnedCrds, pinnedStages } from './pins';
import { builtFile, builtPrograms, versionOf } from './programs';
import type { BuiltProgram } from './programs';
import { readToolArguments } from './tool-arguments';

/** A thing that can be made here. */
interface Tool {
  readonly name: string;
  /** Says what is done, such as "building etcd 3.6.12". */
  readonly work: string;
  readonly make: () => Promise<Failure | undefined>;
}

/** `npm run cluster:tools`: makes what the cluster tests need and the machine lacks. */
async function main(words: readonly string[], machine: Machine): Promise<number> {
  const downloads = [pinnedCrds, pinnedStages];
  const request = readToolArguments(words, [...builtPrograms, ...downloads].map(nameOf));
  if (typeof request === 'number') return request;
  const isWanted = (name: string): boolean => request.only?.includes(name) ?? true;

  const programs = findPrograms(programNames.filter(isWanted), machine);
  const wanted = downloads.filter(({ name }) => isWanted(name));
  const present = wanted.filter((pinned) => arePinnedObjectsThere(pinned, machine));
  const absent = wanted.filter((pinned) => !present.includes(pinned));
  listWhatIsThere(programs, present, machine);
  if (request.listOnly) return listWhatIsMissing(programs, absent);

  const toBuild = programs.missing.flatMap(({ program }) => ('upstream' in program ? [program] : []));
  const toInstall = programs.missing.filter(({ program }) => !('upstream' in program));
  if (toInstall.length > 0) print(sayMissing(toInstall));
  announce(toBuild, absent);
  const problem = toBuild.length + absent.length > 0 ? problemWithGo(machine) : undefined;
  if (problem !== undefined) return complain(problem);
  const tools = [
    ...toBuild.map((program) => building(program, machine)),
    ...absent.map((pinned) => downloading(pinned, machine)),
  ];
  return makeAll(tools, machine);
}

function listWhatIsThere({ found }: Programs, present: readonly PinnedObjects[], machine: Machine): void {
  for (const [name, file] of found) {
    const ours = builtPrograms.find((program) => program.name === name);
    const isOther = ours !== undefined && builtFile(ours, machine) !== file;
    print(row('there', name, isOther ? `${file}, used as it is; ours is ${versionOf(ours)}` : file));
  }
  for (const pinned of present) print(row('there', pinned.name, folderOf(pinned, machine)));
}

function listWhatIsMissing({ missing }: Programs, absent: readonly PinnedObjects[]): number {
  if (missing.length > 0) print(sayMissing(missing));
  for (const { name, purpose } of absent)
    print(
      `missing: ${name} (${purpose})\n"npm run cluster:tools" downloads ${name}; it needs Go ${oldestGo()} or newer on PATH`,
    );
  return missing.length + absent.length > 0 ? 1 : 0;
}

function announce(toBuild: readonly BuiltProgram[], absent: readonly PinnedObjects[]): void {
  for (const program of toBuild) {
    const { name, firstBuildSeconds, purpose } = program;
    print(row('to build', name, `${versionOf(program)}, ${duration(firstBuildSeconds)}: ${purpose}`));
  }
  for (const { name, purpose } of absent) print(row('to download', name, purpose));
  if (toBuild.length === 0) return;
  const inAll = duration(toBuild.reduce((sum, { firstBuildSeconds }) => sum + firstBuildSeconds, 0));
  print(`on two cores that takes ${inAll} in all and the time of downloads, or less when Go has built it before`);
}

function building(program: BuiltProgram, machine: Machine): Tool {
  const work = `building ${program.name} ${versionOf(program)}`;
  return { name: program.name, work, make: () => buildProgram(program, machine) };
}

function downloading(pinned: PinnedObjects, machine: Machine): Tool {
  const make = async (): Promise<Failure | undefined> => {
    try {
      downloadPinnedObjects(pinned, machine);
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  };
  return { name: pinned.name, work: `downloading ${pinned.name}`, make };
}

async function makeAll(tools: readonly Tool[], machine: Machine): Promise<number> {
  const failed: Tool[] = [];
  for (const [index, tool] of tools.entries()) {
    const start = performance.now();
    process.stdout.write(`${tool.work} ... `);
    const failure = await tool.make();
    const seconds = `${Math.round((performance.now() - start) / 1000)} s`;
    print(failure === undefined ? seconds : `${failure.cause} after ${seconds}`);
    if (failure === undefined) continue;
    for (const line of failure.lastLines) print(`  ${line}`);
    failed.push(tool);
    if (failure.cause === 'refused') continue;
    // What comes next would end in the same way, or is not wanted any more.
    if (failure.cause === 'disk full') print(adviceForFullDisk(machine));
    failed.push(...tools.slice(index + 1));
    break;
  }
  if (failed.length === 0) return 0;
  const again = `npm run cluster:tools -- --only ${failed.map(nameOf).join(',')}`;
  return complain(`${failed.length} of ${tools.length} were not made; to try again: ${again}`);
}

function adviceForFullDisk(machine: Machine): string {
  return (
    `a disk is full: all tools need about 1 GB in ${toolsFolder(machine)} (SLIPWAY_CACHE_DIR moves it), and first builds ` +
    'some GB in the caches of Go (GOCACHE and GOMODCACHE move them, "go clean -cache" empties one) and in GOTMPDIR'
  );
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function row(state: string, name: string, text: string): string {
  return `${state.padEnd('to download'.length)}  ${name.padEnd('kube-controller-manager'.length)}  ${text}`;
}

function duration(seconds: number): string {
  return seconds < 60 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

void main(process.argv.slice(2), thisMachine()).then((exitCode) => {
  process.exitCode = exitCode;
});
