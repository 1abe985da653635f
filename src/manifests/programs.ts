import { spawnSync } from 'node:child_process';

import { inBuildFolder } from './build-folder';
import { closedEnvironment, openEnvironment } from './build-environment';
import { findProgram, type ProgramVariables } from './find-program';
import { whatIsAt } from './what-is-there';
import { whatProgramSaid } from './what-program-said';

/** Output of a program, or why there is none. */
export type ProgramResult = { readonly output: string } | { readonly failure: string } | 'not installed';

/** Programs that make manifests of a folder. They are passed in, so that tests need none. */
export interface Programs {
  readonly kustomize: (folder: string) => ProgramResult;
  readonly helm: (folder: string, options?: HelmOptions) => ProgramResult;
  /** Brings the archive of a chart into a folder, from where it is published. @default - nothing is brought */
  readonly pull?: (chart: ChartAddress, folder: string) => ProgramResult;
  /** What is another one when a program may make something else. @default - nobody knows */
  readonly identityOf?: (name: 'helm' | 'kustomize') => string;
  /** Whether a build may load what its files name. @default false */
  readonly isNetworkAllowed?: boolean;
}

/** A chart in a repository. */
export interface ChartAddress {
  /** `https://...`, or `oci://...` with the name of the chart at its end. */
  readonly source: string;
  readonly name: string;
  readonly version: string;
}

/** How Helm renders a chart. */
export interface HelmOptions {
  readonly releaseName: string;
  readonly namespace: string;
  /** Of Kubernetes: `1.36`. */
  readonly kubernetesVersion: string;
  /** What the cluster serves besides what Helm knows of Kubernetes. */
  readonly apiVersions: readonly string[];
  /** File of the values. */
  readonly values: string;
  /** Whether Helm holds values against the schemas of charts; it loads what these refer to. */
  readonly checksSchemas: boolean;
}

/** What builds may do. */
export interface ProgramOptions {
  /** Environment variables of whoever runs Slipway: the PATH on which the programs are. */
  readonly variables: ProgramVariables;
  /** @default false */
  readonly isNetworkAllowed?: boolean;
  /** Time that all builds together may take. @default 180 */
  readonly timeLimitSeconds?: number;
}

/** A build that takes longer would leave nothing for the others. */
const timeLimitOfOneSeconds = 60;
const maximumOutputBytes = 256 * 1024 * 1024;

/** Copies of copies in a patch, and loops of a template, would take all that the machine has. */
const maximumMemoryBytes = 4 * 1024 ** 3;

/**
 * The programs on the PATH: `kustomize`, else the one that is in `kubectl`, and `helm`. They run in an environment that
 * reaches nothing, for files of strangers say what they do.
 */
export function programsOnPath({
  variables,
  isNetworkAllowed = false,
  timeLimitSeconds = 180,
}: ProgramOptions): Programs {
  const builds = new Builds(variables, isNetworkAllowed, timeLimitSeconds);
  const identities = new Map<string, string>();
  return {
    isNetworkAllowed,
    kustomize(folder) {
      const result = builds.run('kustomize', ['build', folder]);
      return result === 'not installed' ? builds.run('kubectl', ['kustomize', folder]) : result;
    },
    // A schema may refer to others by address, and helm loads these.
    helm: (folder, options) =>
      options === undefined
        ? builds.run('helm', ['template', 'release', folder, '--skip-schema-validation'])
        : builds.run('helm', ['template', options.releaseName, folder, ...helmWords(options)]),
    ...(isNetworkAllowed && {
      pull: ({ source, name, version }: ChartAddress, folder: string) => {
        const where = source.startsWith('oci://') ? [source] : [name, '--repo', source];
        return builds.run('helm', ['pull', ...where, '--version', version, '--destination', folder]);
      },
    }),
    identityOf: (name) => {
      const known = identities.get(name) ?? identityIn(variables, name);
      identities.set(name, known);
      return known;
    },
  };
}

/** The program that is run: kustomize is also in kubectl. */
function identityIn(variables: ProgramVariables, name: 'helm' | 'kustomize'): string {
  const names = name === 'kustomize' ? ['kustomize', 'kubectl'] : [name];
  const program = names.map((one) => findProgram(one, variables)).find((one) => one !== undefined);
  const status = program === undefined ? undefined : whatIsAt(program);
  return status === undefined ? '' : `${program} ${status.size} ${status.mtimeMs}`;
}

function helmWords({
  namespace,
  kubernetesVersion,
  apiVersions,
  values,
  checksSchemas,
}: HelmOptions): readonly string[] {
  return [
    '--namespace',
    namespace,
    '--kube-version',
    `${kubernetesVersion}.0`,
    ...apiVersions.flatMap((version) => ['--api-versions', version]),
    '--include-crds',
    '--values',
    values,
    ...(checksSchemas ? [] : ['--skip-schema-validation']),
  ];
}

/** All builds of a run, which share one limit of time. */
class Builds {
  private leftMilliseconds: number;
  /** Undefined as long as nobody has asked. */
  private unshare: { readonly program: string | undefined } | undefined;

  constructor(
    private readonly variables: ProgramVariables,
    private readonly isNetworkAllowed: boolean,
    private readonly timeLimitSeconds: number,
  ) {
    this.leftMilliseconds = timeLimitSeconds * 1000;
  }

  run(name: string, args: readonly string[]): ProgramResult {
    const program = findProgram(name, this.variables);
    if (program === undefined) return 'not installed';
    if (this.leftMilliseconds <= 0) return { failure: `all builds together took ${this.timeLimitSeconds} seconds` };
    const started = performance.now();
    try {
      return inBuildFolder('slipway-build-', (folder) => this.runIn(folder, program, args));
    } finally {
      this.leftMilliseconds -= performance.now() - started;
    }
  }

  private runIn(folder: string, program: string, args: readonly string[]): ProgramResult {
    const makeEnvironment = this.isNetworkAllowed ? openEnvironment : closedEnvironment;
    const unshare = this.isNetworkAllowed ? undefined : this.unshareProgram();
    const prlimit = process.platform === 'linux' ? findProgram('prlimit', this.variables) : undefined;
    const [command = program, ...words] = [
      ...(unshare === undefined ? [] : [unshare, '-rn', '--']),
      ...(prlimit === undefined ? [] : [prlimit, `--as=${maximumMemoryBytes}`, '--']),
      program,
      ...args,
    ];
    const timeout = Math.ceil(Math.min(this.leftMilliseconds, timeLimitOfOneSeconds * 1000));
    const { error, status, stdout, stderr } = spawnSync(command, words, {
      encoding: 'utf8',
      env: makeEnvironment(folder, this.variables),
      timeout,
      killSignal: 'SIGKILL',
      maxBuffer: maximumOutputBytes,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (error !== undefined) {
      const isTooSlow = 'code' in error && error.code === 'ETIMEDOUT';
      return { failure: isTooSlow ? `it took more than ${timeout / 1000} seconds` : error.message };
    }
    if (status === 0) return { output: stdout };
    // What a server answered is nobody's business but that of whoever asked.
    if (this.isNetworkAllowed) return { failure: `it ended with ${status}` };
    return { failure: whatProgramSaid(stderr) ?? `it ended with ${status}` };
  }

  /** The program that starts another one without a network, where the system lets people do so. */
  private unshareProgram(): string | undefined {
    this.unshare ??= { program: this.findUnshare() };
    return this.unshare.program;
  }

  private findUnshare(): string | undefined {
    const [unshare, nothing] = [findProgram('unshare', this.variables), findProgram('true', this.variables)];
    if (process.platform !== 'linux' || unshare === undefined || nothing === undefined) return undefined;
    const { status } = spawnSync(unshare, ['-rn', '--', nothing], { env: {}, stdio: 'ignore', timeout: 5000 });
    return status === 0 ? unshare : undefined;
  }
}
