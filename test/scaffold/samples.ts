import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { TemplateName } from '../../src/model/service-template';
import { isInstalled } from '../scanners/scanner';

/** How the sample of a template is built and started without containers, as its Dockerfile does. */
export interface Sample {
  readonly template: TemplateName;
  /** Programs without which it cannot be built here. */
  readonly needs: readonly string[];
  /** Commands that build and test it, one after the other. */
  readonly build: readonly (readonly string[])[];
  /** What runs, relative to its folder. */
  readonly start: readonly string[];
  /** Asks it from outside. */
  readonly integration: readonly string[];
  /** With which it ends when it is asked to. */
  readonly exitCode: number;
  /** The program that the image has besides Alpine. @default - what it runs on is larger than itself */
  readonly program?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Formatters and linters look at the length of lines, so the name is a long one. */
export const sampleName = `long-${'name'.repeat(9)}`;

const javaHome = newestJdk();

/** A sample for each template. */
export const samples: readonly Sample[] = [
  {
    template: 'web',
    needs: ['node', 'npm'],
    build: [
      ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      ['npm', 'run', 'lint'],
      ['npm', 'test'],
    ],
    start: ['node', 'src/main.js'],
    integration: ['npm', 'run', 'test:integration'],
    exitCode: 0,
  },
  {
    template: 'worker',
    needs: ['python3'],
    build: [
      [
        'python3',
        '-m',
        'pip',
        'install',
        '--quiet',
        '--require-hashes',
        '--target',
        'dependencies',
        '-r',
        'requirements.txt',
      ],
      ['python3', '-m', 'unittest', 'discover', '--start-directory', 'tests', '--top-level-directory', '.'],
    ],
    start: ['python3', '-m', 'worker'],
    integration: [
      'python3',
      '-m',
      'unittest',
      'discover',
      '--start-directory',
      'integration',
      '--top-level-directory',
      '.',
    ],
    exitCode: 0,
    variables: { PYTHONPATH: 'dependencies', PYTHONDONTWRITEBYTECODE: '1' },
  },
  {
    template: 'grpc-service',
    needs: ['go'],
    build: [
      ['go', 'vet', './...'],
      ['go', 'test', './...'],
      ['sh', '-c', 'test -z "$(gofmt -l .)"'],
      ['go', 'build', '-trimpath', '-ldflags=-s -w', '-o', 'service', './cmd/service'],
    ],
    start: ['./service'],
    program: 'service',
    integration: ['go', 'test', '-tags=integration', '-count=1', './integration/...'],
    exitCode: 0,
    variables: { CGO_ENABLED: '0' },
  },
  {
    template: 'api-service',
    needs: javaHome === undefined ? ['a JDK of version 21 or newer'] : ['mvn'],
    build: [['mvn', '--batch-mode', '--no-transfer-progress', '--quiet', 'verify']],
    start: ['java', '-jar', 'target/service.jar'],
    integration: ['mvn', '--batch-mode', '--quiet', '--activate-profiles', 'integration', 'surefire:test'],
    // Java ends by the signal that it was asked by, after it has answered what was under way.
    exitCode: 143,
    variables: { JAVA_HOME: javaHome ?? '', PATH: [join(javaHome ?? '', 'bin'), process.env['PATH']].join(':') },
  },
  {
    template: 'rust-workspace',
    needs: ['cargo'],
    build: [
      ['cargo', 'fmt', '--check'],
      ['cargo', 'clippy', '--locked', '--release', '--all-targets'],
      ['cargo', 'test', '--locked', '--release'],
      ['cargo', 'build', '--locked', '--release', '--package', sampleName],
      ['sh', '-c', `cp "$CARGO_TARGET_DIR/release/${sampleName}" service`],
    ],
    start: ['./service'],
    program: 'service',
    integration: ['sh', 'integration/ask.sh'],
    exitCode: 0,
  },
];

/** What of a sample is not on this machine. */
export function missingFor({ needs }: Sample): readonly string[] {
  return needs.filter((program) => !isInstalled(program));
}

/** The newest JDK here, when it is new enough for the template. */
function newestJdk(): string | undefined {
  const folders = existsSync('/usr/lib/jvm')
    ? readdirSync('/usr/lib/jvm').map((name) => join('/usr/lib/jvm', name))
    : [];
  const homes = [process.env['JAVA_HOME'], ...folders].flatMap((home) => home ?? []);
  const versions = homes.map((home) => ({ home, version: versionOf(join(home, 'bin', 'javac')) }));
  return versions.filter(({ version }) => version >= 21).sort((a, b) => b.version - a.version)[0]?.home;
}

function versionOf(javac: string): number {
  const { stdout } = spawnSync(javac, ['--version'], { encoding: 'utf8' });
  return Number(/^javac (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}
