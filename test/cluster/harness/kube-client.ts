import { setTimeout as sleep } from 'node:timers/promises';

import * as z from 'zod';

/** Any object of the API. What is not named here is kept as it is. */
export const KubeObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string().optional(),
    resourceVersion: z.string().optional(),
    generation: z.number().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    deletionTimestamp: z.string().optional(),
    finalizers: z.array(z.string()).optional(),
    ownerReferences: z.array(z.looseObject({ kind: z.string(), name: z.string(), uid: z.string() })).optional(),
  }),
});
export type KubeObject = z.output<typeof KubeObject>;

/** What names an object. */
export interface KubeRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

/** An answer of the API server that says no. */
export class KubeError extends Error {
  override name = 'KubeError';

  constructor(
    /** HTTP status. */
    readonly status: number,
    /** In one word, for programs: `NotFound`, `Invalid`. */
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

const Status = z.looseObject({ message: z.string().default(''), reason: z.string().default('') });
const Resources = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});
const OpenApiPaths = z.looseObject({ paths: z.record(z.string(), z.unknown()) });
const List = z.looseObject({ items: z.array(z.looseObject({})) });

/**
 * A client of the Kubernetes API: what the tests need of it, over plain HTTP to `kubectl proxy`, which knows every way to
 * log in to a cluster.
 */
export class KubeClient {
  /** What the API server warned of (RFC 9110 `Warning`: deprecated API, Pod Security), with the object it was about. */
  readonly warnings: string[] = [];
  readonly #resources = new Map<string, Promise<z.output<typeof Resources>>>();

  constructor(
    readonly server: string,
    /** Who writes, as managedFields name it. */
    readonly fieldManager = 'slipway-test',
  ) {}

  /** @returns undefined when there is no such object */
  async find(ref: KubeRef): Promise<KubeObject | undefined> {
    try {
      return await this.get(ref);
    } catch (error) {
      if (error instanceof KubeError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** @throws KubeError when there is no such object */
  async get(ref: KubeRef): Promise<KubeObject> {
    return KubeObject.parse(await this.request('GET', await this.#path(ref)));
  }

  /**
   * Objects of a kind, in the order of the API.
   *
   * @param namespace @default - all namespaces
   * @param selector as `kubectl -l` takes it
   */
  async list(apiVersion: string, kind: string, namespace?: string, selector?: string): Promise<readonly KubeObject[]> {
    const query = selector === undefined ? '' : `?labelSelector=${encodeURIComponent(selector)}`;
    const path = await this.#collection({ apiVersion, kind, namespace });
    const { items } = List.parse(await this.request('GET', `${path}${query}`));
    return items.map((item) => KubeObject.parse({ ...item, apiVersion, kind }));
  }

  /**
   * Server-side apply with strict field validation: an unknown or double field is refused.
   *
   * @param dryRun nothing is stored
   */
  async apply(object: KubeObject, dryRun = false): Promise<KubeObject> {
    const query = new URLSearchParams({ fieldManager: this.fieldManager, fieldValidation: 'Strict', force: 'true' });
    if (dryRun) query.set('dryRun', 'All');
    const path = await this.#path(refOf(object));
    return KubeObject.parse(
      await this.request('PATCH', `${path}?${query.toString()}`, object, 'application/apply-patch+yaml'),
    );
  }

  /**
   * JSON merge patch (RFC 7386).
   *
   * @param subresource `scale`, `status`
   */
  async patch(ref: KubeRef, body: object, subresource?: string): Promise<KubeObject> {
    const path = `${await this.#path(ref)}${subresource === undefined ? '' : `/${subresource}`}`;
    return KubeObject.parse(
      await this.request('PATCH', `${path}?fieldManager=${this.fieldManager}`, body, 'application/merge-patch+json'),
    );
  }

  /** Deletes an object and what it owns in the background. It is no error when it is gone. */
  async delete(ref: KubeRef): Promise<void> {
    try {
      await this.request('DELETE', await this.#path(ref), { propagationPolicy: 'Background' });
    } catch (error) {
      if (!(error instanceof KubeError && error.status === 404)) throw error;
    }
  }

  /** Any request. @throws KubeError for every status from 400 on */
  async request(method: string, path: string, body?: object, contentType = 'application/json'): Promise<unknown> {
    const response = await fetch(`${this.server}${path}`, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': contentType }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const warning = response.headers.get('warning');
    if (warning !== null) this.warnings.push(`${path.split('?')[0] ?? path}: ${warning}`);
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { message, reason } = Status.parse(answer);
    throw new KubeError(response.status, reason, `${method} ${path.split('?')[0] ?? path}: ${message}`);
  }

  /**
   * Waits until the API serves the resources of a CustomResourceDefinition.
   *
   * @throws what the API server said last, or that it is gone, after a minute
   */
  async untilServed(apiVersion: string, kind: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      this.#resources.delete(apiVersion);
      try {
        await this.#resource(apiVersion, kind);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(100);
      }
    }
  }

  /**
   * Waits until the OpenAPI documents of versions are there, which come a moment after their resources: kwok ends when it
   * does not find one (`/openapi/v3`, Kubernetes, "The Kubernetes API").
   *
   * @throws Error that names those that are missing, after a minute
   */
  async untilDescribed(apiVersions: readonly string[]): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const { paths } = OpenApiPaths.parse(await this.request('GET', '/openapi/v3'));
      const missing = apiVersions.filter((apiVersion) => !(`apis/${apiVersion}` in paths));
      if (missing.length === 0) return;
      if (Date.now() > deadline) throw new Error(`the API server does not describe ${missing.join(', ')}`);
      await sleep(200);
    }
  }

  async #path(ref: KubeRef): Promise<string> {
    return `${await this.#collection(ref)}/${ref.name}`;
  }

  async #collection({ apiVersion, kind, namespace }: Omit<KubeRef, 'name'>): Promise<string> {
    const { name, namespaced } = await this.#resource(apiVersion, kind);
    const inside = namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${root(apiVersion)}${inside}/${name}`;
  }

  async #resource(apiVersion: string, kind: string): Promise<{ readonly name: string; readonly namespaced: boolean }> {
    let known = this.#resources.get(apiVersion);
    if (known === undefined) {
      known = this.request('GET', root(apiVersion)).then((answer) => Resources.parse(answer));
      this.#resources.set(apiVersion, known);
      // What failed may be served a moment later.
      known.catch(() => this.#resources.delete(apiVersion));
    }
    const { resources } = await known;
    const found = resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
    if (found === undefined) {
      this.#resources.delete(apiVersion);
      throw new KubeError(404, 'NotFound', `the API server does not serve ${kind} of ${apiVersion}`);
    }
    return found;
  }
}

/** What names an object. */
export function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): KubeRef {
  return { apiVersion, kind, name, namespace };
}

/** "Deployment dev/web", for people. */
export function shown({ kind, namespace, name }: Pick<KubeRef, 'kind' | 'namespace' | 'name'>): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
