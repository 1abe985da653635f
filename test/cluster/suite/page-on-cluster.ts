import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { blocksOf } from '../../docs/markdown';
import type { Block } from '../../docs/markdown';
import { PageFolder, commandsIn } from '../../docs/page-folder';
import { packageRoot } from '../../helpers/run-slipway';
import { describeApplication, environmentOf, isAutomatic, isSettled } from '../harness/applications';
import type { Application } from '../harness/applications';
import { argocdVariables } from '../harness/argocd-cli';
import type { Cluster } from '../harness/cluster';
import type { GitRepository } from '../harness/git-repository';
import { environmentsOf } from '../harness/gitops';
import { programFile } from '../harness/program-file';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { compared } from './look-at-git';
import { commandsOf } from './page-commands';

/**
 * Somebody who follows a page of docs/how-to with a cluster at hand: every command of it is run where it stands, what they
 * render is committed and pushed, and each block waits until Argo CD has done what it does by itself.
 */
export class PageOnCluster {
  readonly delivery: Delivery;
  readonly #folder: PageFolder;
  readonly #repository: GitRepository;
  readonly #bootstrapped = new Set<string>();
  #blocks: readonly Block[];

  /** @param page a file of docs/how-to */
  constructor(
    private readonly cluster: Cluster,
    page: string,
  ) {
    const { argocd = '', kubeconfig } = cluster;
    this.#repository = cluster.repository(page.replace('.md', ''));
    this.delivery = Delivery.of(cluster, this.#repository);
    this.#folder = new PageFolder('in processes', { ...argocdVariables(argocd), KUBECONFIG: kubeconfig });
    for (const name of ['argocd', 'kubectl'] as const)
      this.#folder.addProgram(name, `exec "${programFile(name)}" "$@"`);
    this.#blocks = blocksOf(readFileSync(join(packageRoot, 'docs', 'how-to', page), 'utf8')).filter(({ language }) =>
      ['console', 'sh'].includes(language),
    );
  }

  /**
   * Follows the page up to the end of the next block that has a text. Returns what the last command printed.
   *
   * @param isStopped whether something keeps Argo CD from doing what it found in Git, and only that it has looked can be awaited
   * @throws Error when no block that is left has it, or a command does something else than the page says
   */
  async followTo(text: string, { isStopped = false }: { readonly isStopped?: boolean } = {}): Promise<string> {
    const index = this.#blocks.findIndex((block) => block.text.includes(text));
    if (index === -1) throw new Error(`no block of the page that is left has "${text}"`);
    const [meant, left] = [this.#blocks.slice(0, index + 1), this.#blocks.slice(index + 1)];
    this.#blocks = left;
    let printed = '';
    for (const block of meant) printed = await this.#follow(block, isStopped);
    return printed;
  }

  async #follow(block: Block, isStopped: boolean): Promise<string> {
    let printed = '';
    if (block.language === 'sh') {
      for (const line of block.text.trimEnd().split('\n')) printed = await this.#act(line);
    } else {
      for (const { command, shownExitCode } of commandsIn(block)) {
        printed = await this.#run(command, shownExitCode);
        if (command.startsWith('slipway init')) await this.#pointToTheCluster();
        else if (/^(?:cd|slipway synth|git -c .* commit) ?/.test(command) && shownExitCode === 0)
          await this.#deliver(isStopped);
      }
      // "Commit, and that is all": what was edited last is rendered, and goes the same way.
      await this.#run('slipway synth --quiet', 0);
      await this.#deliver(isStopped);
    }
    await this.#arrived(isStopped);
    return printed;
  }

  /** A command that needs a cluster. Nobody confirms what he was not asked for yet. */
  async #act(line: string): Promise<string> {
    const [, asked] = /^argocd app confirm-deletion (\S+)$/.exec(line) ?? [];
    if (asked !== undefined) {
      await until(`${asked} to ask for a confirmation`, async () => {
        const one = await this.delivery.application(asked);
        return waitsForConfirmation(one) || describeApplication(one);
      });
    }
    return this.#run(line, 0);
  }

  async #run(command: string, wanted: number): Promise<string> {
    const { exitCode, printed } = await this.#folder.follow(command);
    if (exitCode !== wanted) throw new Error(`$ ${command}: exit code ${exitCode}\n${printed.join('\n')}`);
    return printed.join('\n');
  }

  async #pointToTheCluster(): Promise<void> {
    const { url } = this.#repository;
    await this.#run(`sed -i 's|^  url: .*|  url: "${url}"|' my-gitops/catalog/platform.yaml`, 0);
    await this.#run('(cd my-gitops && slipway synth --quiet)', 0);
  }

  /** Pushes the files as they are now, tells Argo CD, and begins the environments that are new. */
  async #deliver(isStopped: boolean): Promise<void> {
    const { folder } = this.#repository;
    for (const name of readdirSync(folder)) if (name !== '.git') rmSync(join(folder, name), { recursive: true });
    const here = this.#folder.workingDirectory;
    for (const name of readdirSync(here))
      if (name !== '.git') cpSync(join(here, name), join(folder, name), { recursive: true });
    if (!this.#repository.hasChanged()) return;
    await this.delivery.push('As the page says');
    const began = environmentsOf(this.#repository).filter((environment) => !this.#bootstrapped.has(environment));
    for (const environment of began) {
      await this.#run(`kubectl apply --kustomize argocd/${environment}/bootstrap`, 0);
      this.#bootstrapped.add(environment);
    }
    await this.#arrived(isStopped);
    if (began.includes('prod')) await this.#syncProduction();
  }

  /** Everything runs, in the manual environment, too, before the page goes on. */
  async #syncProduction(): Promise<void> {
    const all = commandsOf('sync-production.md', 'Everything that waits');
    for (const command of all.filter((line) => line.startsWith('argocd app sync'))) await this.#run(command, 0);
    await this.delivery.settle((one) => environmentOf(one) === 'prod', { atLeast: 3 });
  }

  /** Waits until every Application that acts by itself has seen the last commit and done what it asks for. */
  async #arrived(isStopped: boolean): Promise<void> {
    const parents = ['bootstrap', 'root', 'baseline'];
    await this.#compared(({ metadata }) => parents.some((name) => metadata.name.startsWith(`${name}-`)));
    if (!isStopped) await this.#settled();
    await this.#compared(() => true);
    if (!isStopped) await this.#settled();
  }

  async #compared(isMeant: (one: Application) => boolean): Promise<void> {
    const all = (await this.#present()).filter(isMeant);
    await compared(
      this.cluster,
      this.delivery,
      all.map(({ metadata }) => metadata.name),
    );
  }

  async #settled(): Promise<void> {
    await until('what Argo CD does by itself to be done', async () => {
      const open = (await this.#present()).filter(
        (one) => isAutomatic(one) && !isSettled(one) && !waitsForConfirmation(one) && !keepsProjects(one),
      );
      return open.length === 0 || open.map(describeApplication).join('\n');
    });
  }

  /** Applications of the environments that are in Git: a person takes away what began the others. */
  async #present(): Promise<readonly Application[]> {
    const environments = environmentsOf(this.#repository);
    return (await this.delivery.applications()).filter((one) => environments.includes(environmentOf(one)));
  }
}

/** A bootstrap leaves a project that is gone from Git to a person, and is out of sync until then. */
function keepsProjects({ metadata, status }: Application): boolean {
  const open = status.resources.filter((resource) => resource.status !== 'Synced');
  return (
    metadata.name.startsWith('bootstrap-') && open.length > 0 && open.every((one) => one['requiresPruning'] === true)
  );
}

function waitsForConfirmation({ status }: Application): boolean {
  return status.operationState?.message.includes('confirmation') === true;
}
