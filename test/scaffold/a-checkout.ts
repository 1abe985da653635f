import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import type { WantedRepository } from '../../src/scaffold/wanted-repository';
import { commitAll, git, makeRepository } from '../helpers/a-git-repository';
import { writtenRepository } from '../helpers/a-service-repository';
import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';

/** What a program did. */
export interface ProgramRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A checkout of the repository of a service as an agent of a CI system has it. Docker is played: its registry is a folder, and it
 * writes down what it was asked.
 */
export class Checkout {
  readonly root: string;
  /** What Docker was asked, one line for each time. */
  readonly asked: string[] = [];
  private readonly programs = temporaryFolder();
  private readonly registry = temporaryFolder();

  constructor(props: Partial<WantedRepository> = {}) {
    this.root = writtenRepository(props);
    makeRepository(this.root);
    this.addProgram('docker', docker.replaceAll('REGISTRY', this.registry));
  }

  /** Puts a program on the path of the agent. */
  addProgram(name: string, text: string): void {
    writeFileSync(join(this.programs, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }

  /** Commits files. @returns id of the commit */
  commit(...paths: readonly string[]): string {
    for (const path of paths) write(this.root, path, `${Math.random()}\n`);
    commitAll(this.root);
    return this.head();
  }

  head(): string {
    return git(this.root, 'rev-parse', 'HEAD').trim();
  }

  /** Digest that the registry has for a reference. */
  digestOf(reference: string): string | undefined {
    const file = join(this.registry, reference.replaceAll('/', '_'));
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  }

  /** Runs a program of the repository. */
  async run(
    words: readonly string[],
    variables: Readonly<Record<string, string>> = {},
    input = '',
  ): Promise<ProgramRun> {
    const [program = '', ...rest] = words;
    const home = temporaryFolder();
    mkdirSync(join(home, '.docker'));
    const child = spawn(program, rest, {
      cwd: this.root,
      env: { PATH: [this.programs, process.env['PATH']].join(delimiter), HOME: home, ...variables },
    });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    // A program that has nothing to do ends without reading.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const exitCode = await new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    });
    const log = join(this.registry, 'asked');
    this.asked.splice(
      0,
      this.asked.length,
      ...(existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
    );
    return { exitCode, ...said };
  }

  /** Names of the files at the root. */
  files(): readonly string[] {
    return readdirSync(this.root);
  }
}

/** A build has a digest of its own, as one of the same sources at another time has. */
const docker = `
printf '%s\\n' "$*" >> 'REGISTRY/asked'
file() { printf 'REGISTRY/%s' "$(printf '%s' "$1" | tr / _)"; }
tag() { while [ "$1" != --tag ]; do shift; done; printf '%s' "$2"; }
case "$1 $2 $3" in
  'buildx imagetools inspect') cat "$(file "$4")" ;;
  'buildx imagetools create') cp "$(file "$6")" "$(file "$5")" ;;
  'buildx build '*) printf 'sha256:%s\\n' "$(date +%N%s | sha256sum | cut -c 1-64)" > "$(file "$(tag "$@")")" ;;
esac
`;
