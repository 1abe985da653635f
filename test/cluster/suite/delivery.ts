import { announce } from '../harness/announce';
import { applications, describeApplication, isSettled } from '../harness/applications';
import type { Application } from '../harness/applications';
import type { Cluster } from '../harness/cluster';
import type { GitRepository } from '../harness/git-repository';
import { bootstrap, copyCatalog, environmentsOf, render } from '../harness/gitops';
import { until } from '../harness/until';

/** A catalog on its way to a cluster. */
export class Delivery {
  private constructor(
    readonly cluster: Cluster,
    readonly repository: GitRepository,
  ) {}

  /**
   * Renders a catalog, pushes it, and applies what somebody applies once per environment.
   *
   * @param name of the repository, where there are several
   */
  static async begin(cluster: Cluster, catalog: string, name = 'gitops'): Promise<Delivery> {
    const repository = cluster.repository(name);
    copyCatalog(catalog, repository);
    render(repository);
    repository.push('The catalog');
    for (const environment of environmentsOf(repository)) await bootstrap(cluster.client, repository, environment);
    return new Delivery(cluster, repository);
  }

  /** What somebody else renders into a repository. */
  static of(cluster: Cluster, repository: GitRepository): Delivery {
    return new Delivery(cluster, repository);
  }

  /** Renders what was edited in the repository's catalog, and pushes it. Nobody tells Argo CD. */
  pushSilently(message: string): void {
    render(this.repository);
    this.repository.push(message);
  }

  /** Applies what somebody applies by hand: the projects and the root of an environment. */
  bootstrap(environment: string): Promise<void> {
    return bootstrap(this.cluster.client, this.repository, environment);
  }

  /** Renders what was edited in the repository's catalog, pushes it, and tells Argo CD. Returns the changed files. */
  async commit(message: string): Promise<readonly string[]> {
    render(this.repository);
    return this.push(message);
  }

  /** Pushes the repository as it is, and tells Argo CD. */
  async push(message: string): Promise<readonly string[]> {
    const commit = this.repository.push(message);
    await announce(this.cluster, this.repository, commit);
    return commit.files;
  }

  applications(): Promise<readonly Application[]> {
    return applications(this.cluster.client);
  }

  async application(name: string): Promise<Application> {
    const found = (await this.applications()).find(({ metadata }) => metadata.name === name);
    if (found === undefined) throw new Error(`there is no Application ${name}`);
    return found;
  }

  /** Waits until Applications are Synced and Healthy, and no sync runs. Says of the others what Argo CD says. */
  async settle(
    isMeant: (application: Application) => boolean,
    { atLeast = 1, seconds = 600 }: { readonly atLeast?: number; readonly seconds?: number } = {},
  ): Promise<readonly Application[]> {
    return until(
      'Applications to be Synced and Healthy',
      async () => {
        const meant = (await this.applications()).filter(isMeant);
        const open = meant.filter((one) => !isSettled(one));
        if (meant.length < atLeast) return `there are ${meant.length} of ${atLeast} Applications`;
        return open.length === 0 ? meant : open.map(describeApplication).join('\n');
      },
      seconds,
      atLeast > 100 ? 5000 : 500,
    );
  }
}
