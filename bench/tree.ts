import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { renderedFolders } from '../src/model/tree-layout';
import { generateCatalog, serviceName } from './generate-catalog';
import { measure } from './measure';
import type { Figures } from './measure';

/** Root of this package. */
export const repository = resolve(__dirname, '..');

/** The program as people start it. */
export const slipway = join(repository, 'bin', 'slipway.js');

/** A generated catalog, and the tree that is rendered from it beside it, as in a GitOps repository. */
export class Tree {
  readonly catalog: string;
  readonly catalogFiles: number;
  private changes = 0;

  constructor(
    readonly root: string,
    services: number,
    /** What `bin/slipway.js` of a checkout is. */
    readonly program = slipway,
  ) {
    this.catalog = join(root, 'catalog');
    mkdirSync(this.catalog, { recursive: true });
    this.catalogFiles = generateCatalog(this.catalog, services);
  }

  cold(): Figures {
    for (const rendered of [...renderedFolders, 'CODEOWNERS', '.gitattributes']) {
      rmSync(join(this.root, rendered), { recursive: true, force: true });
    }
    this.forget();
    return this.synth();
  }

  synth(options: readonly string[] = []): Figures {
    return this.run(['synth', '--json', ...options]);
  }

  /** Findings make the exit code 1, and a generated catalog has some. @param paths @default - the tree of the catalog */
  check(paths: readonly string[] = []): Figures {
    return this.run(['check', ...paths], [0, 1]);
  }

  /** What changed since the commit. */
  diff(): Figures {
    return this.run(['diff', '--against', 'HEAD']);
  }

  /** Removes what earlier runs remembered. */
  forget(): void {
    rmSync(join(this.root, 'cache'), { recursive: true, force: true });
  }

  /** Commits the catalog and the rendered tree, or some files. A first commit makes the repository. */
  commit(files: readonly string[] = ['catalog', ...renderedFolders, 'CODEOWNERS', '.gitattributes']): void {
    const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0'];
    for (const words of [
      ['init', '--quiet'],
      ['add', '--', ...files],
      ['commit', '--quiet', '--message', 'bench'],
    ]) {
      execFileSync('git', [...author, ...words], { cwd: this.root, stdio: 'inherit' });
    }
  }

  private run(words: readonly string[], exitCodes: readonly number[] = [0]): Figures {
    const env = { SLIPWAY_CACHE_DIR: join(this.root, 'cache') };
    return measure([this.program, ...words], { directory: this.root, env, exitCodes });
  }

  /** A new release of one service in one environment. */
  changeService(): void {
    this.changes += 1;
    edit(join(this.catalog, 'services', serviceName(7), 'dev.yaml'), /version: .*/, `version: v9.0.${this.changes}`);
  }

  /** A default that every service of one environment takes over. */
  changeEnvironment(): void {
    this.changes += 1;
    edit(
      join(this.catalog, 'environments', 'dev.yaml'),
      /terminationGracePeriodSeconds: .*/,
      `terminationGracePeriodSeconds: ${30 + this.changes}`,
    );
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function edit(file: string, pattern: RegExp, replacement: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(pattern, replacement));
}
