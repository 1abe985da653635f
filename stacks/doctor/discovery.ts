import * as z from 'zod';

import { ApiRefusal } from './kubernetes-api';
import type { KubernetesApi } from './kubernetes-api';
import type { KindRef } from './plan';

/** A kind as an API server serves it. */
export interface ServedKind {
  /** Plural: "deployments". */
  readonly resource: string;
  readonly isNamespaced: boolean;
}

const Resources = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});
const Group = z.looseObject({ versions: z.array(z.looseObject({ version: z.string() })) });

/** What an API server serves. Each version of a group is asked for once. */
export class Discovery {
  private readonly known = new Map<string, Promise<z.output<typeof Resources>>>();

  constructor(private readonly api: KubernetesApi) {}

  /** @returns undefined when this version of the kind is not served */
  async kind({ apiVersion, kind }: KindRef): Promise<ServedKind | undefined> {
    const { resources } = await this.resourcesOf(apiVersion);
    const found = resources.find((one) => one.kind === kind && !one.name.includes('/'));
    return found === undefined ? undefined : { resource: found.name, isNamespaced: found.namespaced };
  }

  /** Versions in which a kind is served, of the group of `apiVersion`. */
  async versionsOf({ apiVersion, kind }: KindRef): Promise<readonly string[]> {
    const group = groupOf(apiVersion);
    const found = Group.safeParse(await this.api.find(`/apis/${group}`));
    const versions = found.success ? found.data.versions.map(({ version }) => version) : [];
    const served = await Promise.all(
      versions.map(async (version) => await this.kind({ apiVersion: `${group}/${version}`, kind })),
    );
    return versions.filter((_, index) => served[index] !== undefined);
  }

  /** Path of an object. @returns undefined when its kind is not served */
  async path(
    ref: KindRef & { readonly namespace: string | undefined; readonly name: string },
  ): Promise<string | undefined> {
    const served = await this.kind(ref);
    if (served === undefined) return undefined;
    const inside = served.isNamespaced && ref.namespace !== undefined ? `/namespaces/${ref.namespace}` : '';
    return `${rootOf(ref.apiVersion)}${inside}/${served.resource}/${ref.name}`;
  }

  private async resourcesOf(apiVersion: string): Promise<z.output<typeof Resources>> {
    const known = this.known.get(apiVersion);
    if (known !== undefined) return await known;
    const asked = this.ask(apiVersion);
    this.known.set(apiVersion, asked);
    return await asked;
  }

  // A version whose own API server is down (503) serves nothing either.
  private async ask(apiVersion: string): Promise<z.output<typeof Resources>> {
    try {
      const answer = await this.api.find(rootOf(apiVersion));
      return answer === undefined ? { resources: [] } : Resources.parse(answer);
    } catch (error) {
      if (error instanceof ApiRefusal && error.status === 503) return { resources: [] };
      throw error;
    }
  }
}

/** "apps" of "apps/v1"; empty for "v1". */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
