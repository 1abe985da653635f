import { readYaml } from '../../catalog/read-yaml';
import type { Sighting } from '../../delivery/health';
import type { GitWriter } from '../../gitops/git-writer';
import { indexOf, placeInTree, treeFolders } from '../../model/tree-layout';

/** What is seen of an Application of the game. */
export interface SimulatedEvent {
  readonly service: string;
  readonly environment: string;
  /** Versions that its objects are labelled with, in order; none where nothing is left to run. */
  readonly versions: readonly string[];
  readonly state: 'syncing' | 'healthy' | 'degraded' | 'gone';
}

/** What one look at the branch brings. */
export interface SimulatedLook {
  readonly events: readonly SimulatedEvent[];
  /** For evidence: what has just become healthy or bad, and from time to time what still is. */
  readonly sightings: readonly Sighting[];
  /** Whether nothing is on its way any more. */
  readonly isSettled: boolean;
}

/** How long a release takes from its sync to its health, in milliseconds. */
const startMilliseconds = 1000;

/** How often somebody looks again at what has not changed, in milliseconds: evidence counts up to the last look. */
const againMilliseconds = 15_000;

interface Deployed {
  readonly tree: string;
  readonly versions: readonly string[];
  readonly since: number;
  readonly seenAt: number | undefined;
}

interface Application {
  readonly service: string;
  readonly environment: string;
  readonly path: string;
}

/**
 * Plays Argo CD: reads the Applications of a rendered tree, and takes what each names for deployed. A release is healthy a second
 * later, and degraded where "bad" is in its version. It proves nothing about a cluster.
 */
export class SimulatedArgoCd {
  private readonly deployed = new Map<string, Deployed>();

  constructor(private readonly writer: GitWriter) {}

  /** @param head commit of the branch @param at milliseconds since 1970 */
  async look(head: string, at: number): Promise<SimulatedLook> {
    const applications = await this.applicationsAt(head);
    const trees = await this.writer.idsAt(
      head,
      applications.map(({ path }) => path),
    );
    const events: SimulatedEvent[] = this.goneBut(applications);
    const sightings: Sighting[] = [];
    for (const [index, application] of applications.entries()) {
      const { service, environment, path } = application;
      const tree = trees[index];
      const known = this.deployed.get(keyOf(application));
      if (tree === undefined) continue;
      if (known?.tree !== tree) {
        const versions = await this.versionsAt(head, path);
        this.deployed.set(keyOf(application), { tree, versions, since: at, seenAt: undefined });
        events.push({ service, environment, versions, state: 'syncing' });
        continue;
      }
      const { versions, since, seenAt } = known;
      if (at - since < startMilliseconds || (seenAt !== undefined && at - seenAt < againMilliseconds)) continue;
      this.deployed.set(keyOf(application), { ...known, seenAt: at });
      const isBad = versions.some((version) => version.includes('bad'));
      if (seenAt === undefined) events.push({ service, environment, versions, state: isBad ? 'degraded' : 'healthy' });
      const seen = { service, environment, head, observedAt: new Date(at).toISOString() };
      const healthySince = new Date(since + startMilliseconds).toISOString();
      sightings.push(isBad ? { ...seen, verdict: 'bad' } : { ...seen, verdict: 'healthy', healthySince });
    }
    const isSettled = [...this.deployed.values()].every(({ seenAt }) => seenAt !== undefined);
    return { events, sightings, isSettled };
  }

  private goneBut(applications: readonly Application[]): SimulatedEvent[] {
    const kept = new Set(applications.map(keyOf));
    return [...this.deployed].flatMap(([key, { versions }]) => {
      if (kept.has(key)) return [];
      this.deployed.delete(key);
      const [service = '', environment = ''] = key.split(' ');
      return [{ service, environment, versions, state: 'gone' as const }];
    });
  }

  private async applicationsAt(head: string): Promise<readonly Application[]> {
    const listed = await this.writer.listing(head, treeFolders.argocd);
    const ids = [...listed].flatMap(([path, id]) => (placeInTree(path)?.kind === 'application' ? [id] : []));
    const contents = await this.writer.contents(ids);
    return [...contents.values()].flatMap((content) => {
      const path = pathOf(content);
      const place = path === undefined ? undefined : placeInTree(indexOf(path));
      if (path === undefined || place?.kind !== 'overlay') return [];
      return [{ service: place.service, environment: place.environment, path }];
    });
  }

  private async versionsAt(head: string, path: string): Promise<readonly string[]> {
    const contents = await this.writer.contents([...(await this.writer.listing(head, path)).values()]);
    const texts = [...contents.values()].map((content) => content.toString('utf8'));
    const labels = texts.flatMap((text) => [...text.matchAll(/^ +app\.kubernetes\.io\/version: "?([^\s"]+)/gm)]);
    return [...new Set(labels.map(([, version = '']) => version))].sort();
  }
}

function keyOf({ service, environment }: Application): string {
  return `${service} ${environment}`;
}

/** What an Application has applied: the folder of its source. */
function pathOf(content: Buffer): string | undefined {
  const read = readYaml(content, 'Application');
  const path = 'value' in read ? at(at(at(read.value, 'spec'), 'source'), 'path') : undefined;
  return typeof path === 'string' ? path : undefined;
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
