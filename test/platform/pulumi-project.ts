import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess, SpawnSyncOptionsWithStringEncoding } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { stringify } from 'yaml';

import { findPrograms } from '../cluster/tools/find-programs';
import { packageRoot } from '../helpers/run-slipway';
import { findProgram } from '../stacks/helpers/find-program';
import type { Config } from '../stacks/helpers/the-stack';
import { copyStandIns } from './stand-ins';

/** What a run of `pulumi` showed. */
export interface EngineRun {
  readonly exitCode: number | null;
  /** Both streams, one after the other. */
  readonly output: string;
  readonly stdout: string;
}

/** Programs of the engine that have to be there. Whoever installs Pulumi has its language host, too. */
export const enginePrograms = ['pulumi', 'pulumi-resource-kubernetes'] as const;

/** Nobody may find it where the engine writes. */
export const passphrase = 'the-passphrase-of-the-state';

/** Longer than any step takes on two busy cores. */
const runMilliseconds = 900_000;

/**
 * A project of Pulumi in a folder of its own: the program of this checkout, stand-ins for its charts, stacks and state of the test.
 * `pulumi config set` writes beside the program, so it must not run in the checkout.
 */
export class PulumiProject {
  private constructor(
    /** Of the project. */
    readonly folder: string,
    private readonly variables: NodeJS.ProcessEnv,
  ) {}

  /** Makes a project without stacks. */
  static create(): PulumiProject {
    const root = mkdtempSync(join(tmpdir(), 'slipway-platform-'));
    const [folder, state, home] = ['project', 'state', 'home'].map((name) => join(root, name));
    if (folder === undefined || state === undefined || home === undefined)
      throw new Error('three names are three folders');
    for (const made of [folder, state, home]) mkdirSync(made);
    for (const copied of ['stacks', 'src', 'catalog', 'policies', 'Pulumi.yaml', 'package.json', 'tsconfig.json'])
      cpSync(join(packageRoot, copied), join(folder, copied), { recursive: true });
    for (const linked of ['node_modules', 'imports']) symlinkSync(join(packageRoot, linked), join(folder, linked));
    copyStandIns(join(folder, 'charts'));
    const programs = [
      ...enginePrograms.flatMap((name) => findProgram(name) ?? []),
      ...findPrograms(['kubectl', 'helm']).found.values(),
    ];
    return new PulumiProject(folder, {
      ...process.env,
      PATH: [...new Set(programs.map((program) => dirname(program))), process.env['PATH'] ?? ''].join(':'),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      PULUMI_HOME: home,
      // Types are checked by tsc: doing it in each run would take most of its time.
      PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      NO_PROXY: '127.0.0.1,localhost',
    });
  }

  /** Makes a stack that is configured like this, by the key behind `slipway:`. */
  addStack(stack: string, config: Config): void {
    this.configure(stack, config);
    const { exitCode, output } = this.pulumi('stack', 'init', stack);
    if (exitCode !== 0) throw new Error(`the stack ${stack} could not be made:\n${output}`);
  }

  /** Replaces what a stack is configured with. */
  configure(stack: string, config: Config): void {
    const keyed = Object.fromEntries(Object.entries(config).map(([key, value]) => [`slipway:${key}`, value]));
    writeFileSync(join(this.folder, 'stacks', 'config', `Pulumi.${stack}.yaml`), stringify({ config: keyed }));
  }

  /**
   * Makes the stack "dev" of another project, which has outputs and nothing else.
   *
   * @param name of the project
   * @param outputs as its program puts them out, in JavaScript
   * @returns what another stack calls it
   */
  addOutputs(name: string, outputs: Readonly<Record<string, string>>): string {
    const folder = join(dirname(this.folder), name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'Pulumi.yaml'), stringify({ name, runtime: 'nodejs', main: 'index.js' }));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
    const lines = Object.entries(outputs).map(([output, value]) => `exports.${output} = ${value};`);
    writeFileSync(join(folder, 'index.js'), ["const pulumi = require('@pulumi/pulumi');", ...lines, ''].join('\n'));
    symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'));
    succeeded(this.pulumi('stack', 'init', 'dev', '--cwd', folder));
    succeeded(this.pulumi('up', '--stack', 'dev', '--yes', '--skip-preview', '--cwd', folder));
    return `organization/${name}/dev`;
  }

  /** Runs `pulumi`, to its end. */
  pulumi(...words: readonly string[]): EngineRun {
    return this.run('pulumi', [...words, '--non-interactive']);
  }

  /** Runs any program with the engine's variables. */
  run(program: string, words: readonly string[]): EngineRun {
    const options: SpawnSyncOptionsWithStringEncoding = {
      cwd: this.folder,
      env: this.variables,
      encoding: 'utf8',
      timeout: runMilliseconds,
      maxBuffer: 64 * 1024 * 1024,
    };
    const { status, stdout, stderr, error } = spawnSync(program, words, options);
    if (error !== undefined) throw error;
    return { exitCode: status, stdout, output: `${stdout}${stderr}` };
  }

  /** Runs `npm run platform -- ...`, to its end. */
  platform(...words: readonly string[]): EngineRun {
    return this.run(process.execPath, ['--import', 'tsx', join('stacks', 'platform-command', 'main.ts'), ...words]);
  }

  /** Takes over what the cluster has, as docs/how-to/disaster-recovery.md says. @returns what the command said */
  importWhatIsThere(stack: string): EngineRun {
    const written = succeeded(this.platform('import-file', '--stack', stack));
    writeFileSync(join(this.folder, 'import.json'), written.stdout);
    const words = ['import', '--stack', stack, '--file', 'import.json', '--generate-code=false', '--protect=false'];
    succeeded(this.pulumi(...words, '--yes', '--skip-preview'));
    return written;
  }

  /** What docs/how-to/disaster-recovery.md says of a state that was being written when the engine was killed. */
  mendCutState(stack: string): void {
    const state = join(dirname(this.folder), 'state', '.pulumi', 'stacks', 'slipway', `${stack}.json`);
    if (statSync(state).size === 0) copyFileSync(`${state}.bak`, state);
  }

  /** Starts `pulumi`, and lets it run. */
  start(...words: readonly string[]): ChildProcess {
    return spawn('pulumi', [...words, '--non-interactive'], {
      cwd: this.folder,
      env: this.variables,
      stdio: 'ignore',
    });
  }

  /** Removes the project, its state too. */
  remove(): void {
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }
}

/** The run, which went well. @throws Error with what it said */
export function succeeded(run: EngineRun): EngineRun {
  if (run.exitCode === 0) return run;
  throw new Error(`the run ended with ${run.exitCode}:\n${run.output}`);
}
