import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { packageRoot, runSlipway, slipwayFile } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { write } from '../../helpers/tree';

/** What a script did. */
export interface ScriptRun {
  readonly exitCode: number | null;
  /** Both outputs, as a log has them. */
  readonly log: string;
}

/**
 * A checkout of a pull request with the pipeline of `slipway init`, and what an agent of a CI system has around it: a
 * Slipway to clone, an npm that has nothing to install, folders for temporary files.
 */
export class PipelineRun {
  readonly root = temporaryFolder();
  readonly checkout = join(this.root, 'checkout');
  readonly temporary = join(this.root, 'temporary');
  private readonly origin = join(this.root, 'origin');
  private readonly slipway = join(this.root, 'slipway');
  private readonly programs = join(this.root, 'programs');

  /** @param ci the CI system, as `--ci` takes it */
  constructor(ci: string) {
    mkdirSync(this.temporary);
    runSlipway(['init', 'origin', '--name', 'web', '--ci', ci], { workingDirectory: this.root });
    git(this.origin, 'init', '--quiet', '--initial-branch=main');
    commitAll(this.origin);
    const version = runSlipway(['--version']).stdout.trim();
    write(this.slipway, 'bin/slipway.js', `#!/usr/bin/env node\nrequire(${JSON.stringify(slipwayFile)});\n`);
    const programs = { cdk8s: 'cdk8s-cli/bin/cdk8s', tsx: 'tsx/dist/cli.mjs' };
    for (const [name, file] of Object.entries(programs)) {
      const real = join(packageRoot, 'node_modules', file);
      write(this.slipway, `node_modules/.bin/${name}`, `#!/bin/sh\nexec node ${real} "$@"\n`);
      execFileSync('chmod', ['755', join(this.slipway, 'node_modules/.bin', name)]);
    }
    execFileSync('chmod', ['755', join(this.slipway, 'bin/slipway.js')]);
    git(this.slipway, 'init', '--quiet', '--initial-branch=main');
    commitAll(this.slipway);
    git(this.slipway, 'tag', `v${version}`);
    git(this.slipway, 'branch', 'stacks');
    write(this.programs, 'npm', '#!/bin/sh\n[ "$1" = ci ] && [ -e "$3/bin/slipway.js" ]\n');
    execFileSync('chmod', ['755', join(this.programs, 'npm')]);
    execFileSync('git', ['clone', '--quiet', this.origin, this.checkout]);
    git(this.checkout, 'checkout', '--quiet', '-b', 'change');
  }

  /** Puts a program on the path of the agent. */
  addProgram(name: string, line: string): void {
    write(this.programs, name, `#!/bin/sh\n${line}\n`);
    execFileSync('chmod', ['755', join(this.programs, name)]);
  }

  /** Address of the project; with `.git` after it, that of the repository. */
  get projectUrl(): string {
    const link = join(this.root, 'project.git');
    if (!existsSync(link)) symlinkSync(this.origin, link);
    return `file://${join(this.root, 'project')}`;
  }

  /** The head of the pull request. */
  head(): string {
    return git(this.checkout, 'rev-parse', 'HEAD').trim();
  }

  /** Text of the pipeline. */
  textOf(path: string): string {
    return readFileSync(join(this.checkout, path), 'utf8');
  }

  /** A commit of the pull request: documents of the catalog, rendered unless said otherwise. */
  change(documents: Readonly<Record<string, string>>, isRendered = true): void {
    for (const [path, text] of Object.entries(documents)) write(join(this.checkout, 'catalog'), path, text);
    if (isRendered) runSlipway(['synth'], { workingDirectory: this.checkout });
    commitAll(this.checkout);
  }

  /**
   * Runs a script of the pipeline.
   *
   * @param shell the program and its options; the file with the script is added
   */
  async script(
    text: string,
    shell: readonly string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<ScriptRun> {
    const file = join(this.root, 'script.sh');
    writeFileSync(file, text);
    const [program = '', ...options] = shell;
    const added = join(this.temporary, 'path');
    const path = existsSync(added) ? readFileSync(added, 'utf8').trim().split('\n') : [];
    const child = spawn(program, [...options, file], {
      cwd: this.checkout,
      env: {
        PATH: [...path, this.programs, process.env['PATH']].join(delimiter),
        SLIPWAY_CACHE_DIR: join(this.root, 'cache'),
        ...variables,
        SLIPWAY_REPOSITORY: `file://${this.slipway}`,
      },
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (data: string) => {
        log += data;
      });
    const exitCode = await new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    });
    return { exitCode, log };
  }
}

function commitAll(folder: string): void {
  git(folder, 'add', '--all');
  git(folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message=x');
}

function git(folder: string, ...words: string[]): string {
  return execFileSync('git', ['-c', 'commit.gpgsign=false', ...words], { cwd: folder, encoding: 'utf8' });
}
