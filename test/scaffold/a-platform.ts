import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { git, makeRepository } from '../helpers/a-git-repository';
import { runSlipway, slipwayFile } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';
import { Checkout } from './a-checkout';

/** What a platform of a test is like. */
export interface PlatformProps {
  readonly services: readonly string[];
  /** Branch of the GitOps repository that its catalog is read from. @default "main" */
  readonly branch?: string;
  /** Branches that environments follow instead. @default - all of them follow the branch of the repository */
  readonly branchByEnvironment?: Readonly<Record<string, string>>;
  /** Whether environments have the gates that `slipway init` gives them. @default true */
  readonly hasGates?: boolean;
}

/** A GitOps repository with services, at a remote, and a Slipway to clone. */
export class Platform {
  readonly root = temporaryFolder();
  readonly remote = join(this.root, 'remote.git');
  readonly variables: Readonly<Record<string, string>>;
  private readonly branch: string;

  constructor({
    services: [first = '', ...others],
    branch = 'main',
    branchByEnvironment = {},
    hasGates = true,
  }: PlatformProps) {
    this.branch = branch;
    runSlipway(['init', 'gitops', '--name', first], { workingDirectory: this.root });
    const gitops = join(this.root, 'gitops');
    const own = readFileSync(join(gitops, `catalog/services/${first}/service.yaml`), 'utf8');
    for (const name of others) write(gitops, `catalog/services/${name}/service.yaml`, own);
    if (branch !== 'main') edit(join(gitops, 'catalog/platform.yaml'), 'branch: main', `branch: ${branch}`);
    for (const [environment, followed] of Object.entries(branchByEnvironment))
      edit(join(gitops, `catalog/environments/${environment}.yaml`), /^sync:/m, `targetRevision: ${followed}\nsync:`);
    if (!hasGates)
      for (const environment of ['staging', 'prod'])
        edit(join(gitops, `catalog/environments/${environment}.yaml`), /^gates:\n(?: .*\n)+/m, '');
    runSlipway(['synth'], { workingDirectory: gitops });
    makeRepository(gitops);
    git(gitops, 'branch', '--move', branch);
    git(this.root, 'clone', '--quiet', '--bare', 'gitops', 'remote.git');
    const slipway = join(this.root, 'slipway');
    write(slipway, 'bin/slipway.js', `require(${JSON.stringify(slipwayFile)});\n`);
    makeRepository(slipway);
    const version = runSlipway(['--version']).stdout.trim();
    git(slipway, 'tag', `v${version}`);
    this.variables = {
      BRANCH: 'main',
      GITOPS_BRANCH: branch,
      GITOPS_REPOSITORY: `file://${this.remote}`,
      SLIPWAY_REPOSITORY: `file://${slipway}`,
      SLIPWAY_CACHE_DIR: join(this.root, 'cache'),
      BOT_NAME: 'github-actions[bot]',
      BOT_EMAIL: 'bot@example.com',
    };
  }

  log(format: string): readonly string[] {
    return git(this.remote, 'log', `--format=${format}`, this.branch).trim().split('\n');
  }

  fileAt(path: string): string {
    return git(this.remote, 'show', `${this.branch}:${path}`);
  }
}

/** A checkout of a service whose agent has an npm with nothing to install. */
export function aCheckout(props: ConstructorParameters<typeof Checkout>[0] = {}): Checkout {
  const checkout = new Checkout(props);
  checkout.addProgram('npm', 'true');
  return checkout;
}

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, edited);
}
