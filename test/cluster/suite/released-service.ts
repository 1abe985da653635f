import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { synthesize } from '../../../src/render/synthesize';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { waveOf } from '../harness/applications';
import { edit, objectsIn } from '../harness/gitops';
import { KubeObject, refOf } from '../harness/kube-client';
import type { KubeClient, KubeRef } from '../harness/kube-client';
import { ignoredDifferences, respecting } from './ignored-differences';
import { look } from './rollout-state';
import type { RolloutState } from './rollout-state';

/** Values to set in a file of the catalog. */
export type Edits = Parameters<typeof edit>[1];

/** What to change of the shipped catalog. */
export interface ReleasedServiceOptions {
  readonly service: string;
  readonly environment: string;
  /** A namespace of its own, so that tests do not meet. */
  readonly namespace: string;
  /** @default - as it is shipped */
  readonly overlay?: Edits;
  /** @default - the shipped one, which nobody serves here */
  readonly prometheusUrl?: string;
}

/** A service of the shipped catalog, released into a cluster without Argo CD: what it would apply is applied. */
export class ReleasedService {
  readonly #catalog = join(temporaryFolder(), 'catalog');
  readonly #out = temporaryFolder();

  constructor(
    readonly client: KubeClient,
    private readonly options: ReleasedServiceOptions,
  ) {
    const { environment, namespace, overlay = [], prometheusUrl } = options;
    cpSync(shippedCatalog, this.#catalog, { recursive: true });
    edit(join(this.#catalog, 'environments', `${environment}.yaml`), [[['namespace'], namespace]]);
    if (prometheusUrl !== undefined) {
      edit(join(this.#catalog, 'platform.yaml'), [[['monitoring', 'prometheusUrl'], prometheusUrl]]);
    }
    this.edit(overlay);
  }

  /** Changes the overlay. */
  edit(values: Edits): void {
    const { service, environment } = this.options;
    edit(join(this.#catalog, 'services', service, `${environment}.yaml`), values);
  }

  /** Objects of the namespace, then those of the service in the order of their waves. */
  rendered(): readonly KubeObject[] {
    const { service, environment, namespace } = this.options;
    synthesize({ catalog: this.#catalog, out: this.#out, environment });
    const baseline = join(this.#out, 'argocd', environment, 'baseline', namespace);
    const overlay = objectsIn(join(this.#out, 'services', service, 'overlays', environment));
    return [
      ...[...objectsIn(baseline)].sort((a, b) => rank(a) - rank(b)),
      ...overlay.map(hasten).sort((a, b) => waveOf(a) - waveOf(b)),
    ];
  }

  /**
   * Applies everything as a sync of Argo CD does: what its Application ignores is applied as it is in the cluster.
   * Returns what was made, or became another one: "Rollout apm".
   */
  async apply(): Promise<readonly string[]> {
    const rendered = this.rendered();
    const { service, environment } = this.options;
    const rules = ignoredDifferences(join(this.#out, 'argocd', environment, 'apps', `${service}.yaml`));
    const changed: string[] = [];
    for (const object of rendered) {
      const live = await this.client.find(refOf(object));
      const applied = await this.client.apply(live === undefined ? object : respecting(rules, object, live));
      if (live === undefined || meaningOf(live) !== meaningOf(applied)) {
        changed.push(`${object.kind} ${object.metadata.name}`);
      }
    }
    return changed;
  }

  /** Applies everything as it is rendered, and knows of no Application. */
  async applyAsRendered(): Promise<void> {
    for (const object of this.rendered()) await this.client.apply(object);
  }

  /** Releases a version, with changes of the overlay or without. Returns what changed. */
  async release(version: string, overlay: Edits = []): Promise<readonly string[]> {
    this.edit([[['release', 'version'], version], ...overlay]);
    return this.apply();
  }

  /** What the cluster makes of it. */
  async state(): Promise<RolloutState> {
    return look(this.client, this.options.namespace, this.options.service);
  }

  /** What names the Rollout. */
  get ref(): KubeRef {
    const { namespace, service: name } = this.options;
    return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', namespace, name };
  }

  /** What an autoscaler does, and `kubectl scale`. */
  async scale(replicas: number): Promise<void> {
    await this.client.patch(this.ref, { spec: { replicas } }, 'scale');
  }

  /** `kubectl argo rollouts promote`: what a pause waits for has happened. */
  async promote(): Promise<void> {
    await this.#patchStatus({ pauseConditions: null });
  }

  /** `kubectl argo rollouts abort` */
  async abort(): Promise<void> {
    await this.#patchStatus({ abort: true });
  }

  /** `kubectl argo rollouts retry rollout` */
  async retry(): Promise<void> {
    await this.#patchStatus({ abort: false });
  }

  async #patchStatus(status: object): Promise<void> {
    await this.client.patch(this.ref, { status }, 'status');
  }
}

// The namespace is there before what is in it.
function rank({ kind }: KubeObject): number {
  return kind === 'Namespace' ? 0 : 1;
}

/** All but what controllers write at any time. */
function meaningOf({ metadata: _metadata, status: _status, ...rest }: KubeObject): string {
  return JSON.stringify(sorted(rest));
}

/** The controller asks once a minute, and first after a minute; here a minute is a second. */
function hasten(object: KubeObject): KubeObject {
  if (object.kind !== 'AnalysisTemplate') return object;
  return KubeObject.parse(
    JSON.parse(JSON.stringify(object), (key, value: unknown) =>
      (key === 'interval' || key === 'initialDelay') && value === '1m' ? '1s' : value,
    ),
  );
}

/** With the keys in order, so that texts can be compared. */
function sorted(value: object): unknown {
  return JSON.parse(JSON.stringify(value), (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
