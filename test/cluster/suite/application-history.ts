import * as z from 'zod';

import { Application } from '../harness/applications';
import type { KubeClient } from '../harness/kube-client';

/** A version of an Application, and when the API server had it. */
export interface Version {
  readonly name: string;
  readonly status: Application['status'];
  readonly at: number;
}

/** A sync, as the versions of its Application show it. */
export interface Operation {
  readonly app: string;
  readonly startedAt: string;
  readonly revision: string;
  readonly phase: string;
  /** How often it was tried again. */
  readonly retries: number;
  /** Whether Argo CD put back what it took for changed. */
  readonly isHeal: boolean;
}

/** A sync of the whole Application that succeeded, as Argo CD notes it in `status.history`. */
export interface Deployment {
  readonly app: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly revision: string;
  /** When the Application was first Synced and Healthy after the sync; undefined when it never was before the next one. */
  readonly healthyAt: number | undefined;
}

/** A change of the health of an Application. */
export interface HealthChange {
  readonly app: string;
  readonly health: string;
  readonly since: string;
  readonly at: number;
}

const Event = z.looseObject({ type: z.string(), object: z.unknown() });
const Retried = z.looseObject({ retryCount: z.number().default(0) });
const Healing = z.looseObject({
  operation: z.looseObject({ sync: z.looseObject({ autoHealAttemptsCount: z.number() }) }),
});
const Deployed = z.looseObject({ revision: z.string(), deployStartedAt: z.string(), deployedAt: z.string() });

/** Every version of every Application that the API server had: the history to compare with what was told. */
export class ApplicationHistory {
  readonly versions: Version[] = [];
  readonly #abort = new AbortController();
  #done: Promise<void> = Promise.resolve();
  #problem: unknown;

  /** Watches from now on. */
  static async begin(client: KubeClient): Promise<ApplicationHistory> {
    const history = new ApplicationHistory();
    const path = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications?watch=1&timeoutSeconds=3600';
    const { body } = await fetch(`${client.server}${path}`, { signal: history.#abort.signal });
    if (body === null) throw new Error('the API server does not let anybody watch');
    history.#done = history.#read(body);
    return history;
  }

  async end(): Promise<void> {
    this.#abort.abort();
    await this.#done;
  }

  /** Syncs that have ended or run, in the order in which they began. */
  operations(): readonly Operation[] {
    this.#assertComplete();
    const byKey = new Map<string, Operation>();
    for (const { name, status } of this.versions) {
      const { operationState: state } = status;
      if (state === undefined) continue;
      byKey.set(`${name} ${state.startedAt}`, {
        app: name,
        startedAt: state.startedAt,
        revision: state.syncResult?.revision ?? '',
        phase: state.phase,
        retries: Retried.parse(state).retryCount,
        isHeal: Healing.safeParse(state).success,
      });
    }
    return [...byKey.values()];
  }

  /** What was deployed, in the order in which it was. What puts back single objects is none of it, and may end it. */
  deployments(): readonly Deployment[] {
    this.#assertComplete();
    const byKey = new Map<string, Deployment>();
    const before = new Map<string, Version>();
    for (const version of this.versions) {
      const { name, status, at } = version;
      const last = before.get(name);
      before.set(name, version);
      const newest = status.history.at(-1);
      if (newest === undefined) continue;
      const { deployStartedAt: startedAt, deployedAt: finishedAt, revision } = Deployed.parse(newest);
      const key = `${name} ${startedAt}`;
      const isHealthy = isComparedAfterSync(status, last?.status) && isSyncedAndHealthy(status);
      byKey.set(key, {
        app: name,
        startedAt,
        finishedAt,
        revision,
        healthyAt: byKey.get(key)?.healthyAt ?? (isHealthy ? at : undefined),
      });
    }
    return [...byKey.values()];
  }

  /** Changes of health, each once. */
  healthChanges(): readonly HealthChange[] {
    this.#assertComplete();
    const byKey = new Map<string, HealthChange>();
    for (const { name, status, at } of this.versions) {
      const { status: health = '', lastTransitionTime } = status.health ?? {};
      if (typeof lastTransitionTime !== 'string') continue;
      const key = `${name} ${health} ${lastTransitionTime}`;
      if (!byKey.has(key)) byKey.set(key, { app: name, health, since: lastTransitionTime, at });
    }
    return [...byKey.values()];
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const piece of body) {
        const lines = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) this.#add(line);
      }
    } catch (error) {
      this.#problem = error;
    }
  }

  /** @throws Error when the API server has ended the watch: what came later is not here */
  #assertComplete(): void {
    if (this.#problem !== undefined) throw new Error('the history has an end', { cause: this.#problem });
  }

  #add(line: string): void {
    const { type, object } = Event.parse(JSON.parse(line));
    if (type !== 'ADDED' && type !== 'MODIFIED') return;
    const { metadata, status } = Application.parse(object);
    this.versions.push({ name: metadata.name, status, at: Date.now() });
  }
}

/** The version in which a sync ends has the health of before; a later one was compared in between. */
function isComparedAfterSync(
  { operationState: state }: Version['status'],
  before: Version['status'] | undefined,
): boolean {
  const last = before?.operationState;
  return state?.phase === 'Succeeded' && last?.phase === 'Succeeded' && last.startedAt === state.startedAt;
}

function isSyncedAndHealthy({ sync, health }: Version['status']): boolean {
  return sync?.status === 'Synced' && health?.status === 'Healthy';
}
