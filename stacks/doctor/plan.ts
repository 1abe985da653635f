import { isDeepStrictEqual } from 'node:util';

import * as pulumi from '@pulumi/pulumi';
import * as z from 'zod';

import { storagesOf } from '../../src/model/storage';
import type { Volume } from '../../src/model/volume';
import { findScope } from '../../src/render/scope';
import { wantedTree } from '../../src/render/wanted-tree';
import { addOnsOf } from '../add-ons-of';
import type { ReadyObject } from '../add-ons/add-on';
import { Cluster } from '../cluster';
import type { Stack } from '../platform-command/read-stack';
import { hasRouteWeights, servedEnvironment } from '../served-environments';
import type { StackSettings } from '../settings';
import { verificationsOf } from './planned-verification';
import type { PlannedVerification } from './planned-verification';

/** Names a kind. */
export interface KindRef {
  /** "apps/v1", "v1". */
  readonly apiVersion: string;
  readonly kind: string;
}

/** An object that the program makes itself. */
export interface PlannedObject extends KindRef {
  readonly namespace: string | undefined;
  readonly name: string;
}

/** A release that the program makes. */
export interface PlannedRelease {
  /** Its name, which is that of its chart. */
  readonly name: string;
  readonly namespace: string;
}

/** A Secret that something on the cluster reads. */
export interface PlannedSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  /** Whether External Secrets makes it; otherwise somebody keeps it by hand. */
  readonly isFromStore: boolean;
}

/** Something that Prometheus is to measure. */
export interface PlannedMonitor {
  readonly kind: 'PodMonitor' | 'ServiceMonitor';
  readonly name: string;
  /** Where it looks. */
  readonly namespaces: readonly string[];
  /** Labels of the Services or pods that it looks for. */
  readonly labels: Readonly<Record<string, string>>;
  /** Names of their ports, all of which have to be there. */
  readonly ports: readonly string[];
}

/** What a cluster of a stack has when all is well. */
export interface Plan {
  readonly objects: readonly PlannedObject[];
  readonly releases: readonly PlannedRelease[];
  readonly secrets: readonly PlannedSecret[];
  readonly monitors: readonly PlannedMonitor[];
  /** What says whether the add-ons work. */
  readonly ready: readonly ReadyObject[];
  /** Names of each `ClusterSecretStore` that an environment names. */
  readonly stores: readonly string[];
  /** StorageClasses that services name, each with these services. */
  readonly storageClasses: ReadonlyMap<string, readonly string[]>;
  /** Whether routes divide requests to canaries, by a plugin of Argo Rollouts. */
  readonly hasRouteWeights: boolean;
  /** Who should verify signatures of images, and by which policies. */
  readonly verifications: readonly PlannedVerification[];
  /** Minor versions of Kubernetes that the environments name. */
  readonly minors: readonly string[];
  /** Kinds of the rendered tree. */
  readonly treeKinds: readonly KindRef[];
}

/** Type of a release of Helm. */
export const helmRelease = 'kubernetes:helm.sh/v3:Release';

/** A resource as the program asks for it. */
export interface PlannedResource {
  readonly type: string;
  /** As Pulumi knows it. */
  readonly name: string;
  readonly inputs: unknown;
}

const Endpoints = z.array(z.looseObject({ port: z.string() })).optional();
const MonitorInputs = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    namespaceSelector: z.looseObject({ matchNames: z.array(z.string()) }),
    selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()).default({}) }),
    endpoints: Endpoints,
    podMetricsEndpoints: Endpoints,
  }),
});

/**
 * Finds out what a stack is made of by running its program against an engine that makes nothing. A list kept by hand would be
 * wrong after the next component.
 *
 * @throws InputError for a catalog that the program cannot serve
 */
export async function planOf(stack: Stack): Promise<Plan> {
  const resources = await resourcesOf(stack, stack.settings);
  // A Secret that somebody else keeps is no resource. Its keys are those that it had if it came from the store.
  const settings = everySecretFromStore(stack.settings);
  const isAllFromStore = isDeepStrictEqual(settings, stack.settings);
  const asIfFromStore = isAllFromStore ? resources : await resourcesOf(stack, settings);
  const fromStore = new Set(resources.flatMap(secretOf).map(({ namespace, name }) => `${namespace}/${name}`));
  const served = stack.environments.flatMap((name) => stack.catalog.catalog.environments.get(name) ?? []);
  const stores = served.flatMap(({ secretStore }) =>
    secretStore.kind === 'ClusterSecretStore' ? secretStore.name : [],
  );
  return {
    objects: resources.flatMap(objectOf),
    releases: resources.flatMap(releaseOf),
    secrets: asIfFromStore
      .flatMap(secretOf)
      .map((secret) => ({ ...secret, isFromStore: fromStore.has(`${secret.namespace}/${secret.name}`) })),
    monitors: resources.flatMap(monitorOf),
    ready: readyOf(stack),
    stores: [...new Set(stores)].sort(),
    storageClasses: storageClassesOf(stack),
    hasRouteWeights: hasRouteWeights(served),
    verifications: verificationsOf(stack),
    minors: [...new Set(served.map(({ cluster }) => cluster.kubernetesVersion))].sort(),
    treeKinds: treeKindsOf(stack),
  };
}

function storageClassesOf({ catalog, environments }: Stack): ReadonlyMap<string, readonly string[]> {
  const classes = new Map<string, string[]>();
  for (const { service, environment, isRetired, wants, settings } of catalog.resolved) {
    if (isRetired || !environments.includes(environment)) continue;
    const volumes: readonly Volume[] = Object.values(settings.volumes);
    const claims = volumes.flatMap(({ claim, ephemeral }) => [claim?.className, ephemeral?.className]);
    for (const name of [...storagesOf(wants).map(({ className }) => className), ...claims]) {
      if (name === undefined) continue;
      const known = classes.get(name) ?? [];
      classes.set(name, known.includes(service) ? known : [...known, service]);
    }
  }
  return classes;
}

function readyOf({ settings, catalog, environments, file }: Stack): readonly ReadyObject[] {
  const served = environments.map((name) => servedEnvironment(catalog, name));
  const monitoring = catalog.catalog.platform.monitoring.namespace;
  return addOnsOf(settings, monitoring, served, file).flatMap(({ ready }) => ready);
}

/** Every resource of the program of a stack. @throws InputError for a catalog that the program cannot serve */
export async function resourcesOf(
  { name, catalog, environments }: Stack,
  settings: StackSettings,
): Promise<readonly PlannedResource[]> {
  const resources: PlannedResource[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        resources.push({ type, name, inputs });
        return { id: `${name}-id`, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    'slipway',
    name,
  );
  await pulumi.runtime.runInPulumiStack(async () => {
    new Cluster('cluster', { settings, catalog, environments });
  });
  // The program is over before the engine has heard of everything.
  await pulumi.runtime.disconnect();
  return resources;
}

/** The object that a resource is. @returns none for a release and for what is no object of Kubernetes */
export function objectOf({ type, inputs }: Pick<PlannedResource, 'type' | 'inputs'>): readonly PlannedObject[] {
  const [, group = '', kind = ''] = /^kubernetes:(.+):(\w+)$/.exec(type) ?? [];
  const name = textAt(inputs, 'metadata', 'name');
  if (kind === '' || kind === 'Release' || name === undefined) return [];
  return [
    {
      apiVersion: group.replace(/^core\//, ''),
      // A patch is of an object that is somebody else's.
      kind: kind.replace(/Patch$/, ''),
      namespace: textAt(inputs, 'metadata', 'namespace'),
      name,
    },
  ];
}

/** The release that a resource is. @returns none for everything else */
export function releaseOf({ type, inputs }: Pick<PlannedResource, 'type' | 'inputs'>): readonly PlannedRelease[] {
  const [name, namespace] = [textAt(inputs, 'name'), textAt(inputs, 'namespace')];
  if (type !== helmRelease || name === undefined || namespace === undefined) return [];
  return [{ name, namespace }];
}

function secretOf({ type, inputs }: PlannedResource): readonly PlannedSecret[] {
  const [name, namespace] = [textAt(inputs, 'spec', 'target', 'name'), textAt(inputs, 'metadata', 'namespace')];
  if (!type.endsWith(':ExternalSecret') || name === undefined || namespace === undefined) return [];
  const data = valueAt(inputs, 'spec', 'data');
  const keys = Array.isArray(data) ? data.flatMap((entry) => textAt(entry, 'secretKey') ?? []) : [];
  return [{ namespace, name, keys, isFromStore: true }];
}

function monitorOf({ type, inputs }: PlannedResource): readonly PlannedMonitor[] {
  const [, kind] = /^kubernetes:monitoring\.coreos\.com\/v1:(PodMonitor|ServiceMonitor)$/.exec(type) ?? [];
  const read = MonitorInputs.safeParse(inputs);
  if ((kind !== 'PodMonitor' && kind !== 'ServiceMonitor') || !read.success) return [];
  const { metadata, spec } = read.data;
  const endpoints = [...(spec.endpoints ?? []), ...(spec.podMetricsEndpoints ?? [])];
  return [
    {
      kind,
      name: metadata.name,
      namespaces: spec.namespaceSelector.matchNames,
      labels: spec.selector.matchLabels,
      ports: endpoints.map(({ port }) => port),
    },
  ];
}

function everySecretFromStore(settings: StackSettings): StackSettings;
function everySecretFromStore(value: unknown): unknown;
function everySecretFromStore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => everySecretFromStore(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && textAt(value, 'kind') === 'secret') return { kind: 'store' };
  return Object.fromEntries(entries.map(([key, inner]) => [key, everySecretFromStore(inner)]));
}

// Keys at the margin are those of the object: everything below is indented.
function treeKindsOf({ catalog, environments }: Stack): readonly KindRef[] {
  const kinds = new Map<string, KindRef>();
  for (const environment of environments) {
    for (const part of wantedTree(catalog, findScope(catalog.catalog, environment, undefined)).parts) {
      for (const { text } of part.render()) {
        const [apiVersion, kind] = [/^apiVersion: (.+)$/m.exec(text)?.[1], /^kind: (.+)$/m.exec(text)?.[1]];
        // A kustomization is a file, and no object of a cluster.
        if (apiVersion === undefined || kind === undefined || apiVersion.startsWith('kustomize.')) continue;
        kinds.set(`${apiVersion}/${kind}`, { apiVersion, kind });
      }
    }
  }
  return [...kinds.values()];
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = new Map(Object.entries(found)).get(key);
  }
  return found;
}
