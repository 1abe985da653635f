import type { RenderedObject } from '../helpers/shipped-catalog';

/** The rendered tree: objects by path. */
export type Tree = ReadonlyMap<string, RenderedObject>;

/** Something that the rendered tree shows: one value, and what it must be. */
export interface Claim {
  /** File, or what of the tree is looked at. */
  readonly where: string;
  readonly value: (tree: Tree) => unknown;
  /** A value, or a matcher of jest. */
  readonly is: unknown;
}

/** A requirement of one of the five source documents. */
export interface Requirement {
  readonly id: string;
  /** In our own words. */
  readonly what: string;
  /** Corrections (E-..) that say what is built instead. */
  readonly corrected?: readonly string[];
  readonly claims?: readonly Claim[];
  /** Files of tests that prove what no rendered file shows; the title of each test begins with the ids of its rows. */
  readonly provedBy?: readonly string[];
  /** Pages below docs/decisions that say why a part of it is built otherwise, and at which price. */
  readonly otherwise?: readonly string[];
}

/** A value in a rendered file. */
export function inFile(path: string, value: (object: RenderedObject) => unknown, is: unknown): Claim {
  return {
    where: path,
    value: (tree) => {
      const object = tree.get(path);
      return object === undefined ? 'there is no such file' : value(object);
    },
    is,
  };
}

/** A file that is not rendered. */
export function noFile(path: string): Claim {
  return { where: path, value: (tree) => tree.has(path), is: false };
}

/** A value that is gathered from many files. */
export function inTree(where: string, value: (objects: readonly RenderedObject[]) => unknown, is: unknown): Claim {
  return { where, value: (tree) => value([...tree.values()]), is };
}

/** File of an object of a service in an environment: `deployment`, `service-active`. */
export function overlay(service: string, environment: string, file: string): string {
  return `services/${service}/overlays/${environment}/${file}.yaml`;
}

/** File of an Application below the root of an environment. */
export function app(environment: string, entry: string): string {
  return `argocd/${environment}/apps/${entry}.yaml`;
}

/** The pods of a workload. */
export function podOf(object: RenderedObject) {
  return object['spec'].template.spec;
}

/** The container of a workload. */
export function containerOf(object: RenderedObject) {
  return podOf(object).containers[0];
}

/** Environment variables of a workload that have a value, by name. */
export function variablesOf(object: RenderedObject) {
  const variables: readonly { readonly name: string; readonly value?: string }[] = containerOf(object).env ?? [];
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

/** Environment variables of a workload that are keys of a Secret: `<secret>/<key>`, by name. */
export function secretsOf(object: RenderedObject) {
  const variables: readonly {
    readonly name: string;
    readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
  }[] = containerOf(object).env ?? [];
  return Object.fromEntries(
    variables.flatMap(({ name, valueFrom }) =>
      valueFrom === undefined ? [] : [[name, `${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}`]],
    ),
  );
}

/** Whom pods may reach, or who may reach them: `<namespace>/<app>:<ports>`, in the order of the policy. */
export function peersOf(object: RenderedObject, direction: 'from' | 'to'): readonly string[] {
  const rules: readonly {
    readonly from?: readonly Peer[];
    readonly to?: readonly Peer[];
    readonly ports: readonly { readonly port: number }[];
  }[] = object['spec'][direction === 'from' ? 'ingress' : 'egress'] ?? [];
  return rules.map((rule) => {
    const [peer] = rule[direction] ?? [];
    const namespace = peer?.namespaceSelector.matchLabels['kubernetes.io/metadata.name'];
    const pods = Object.values(peer?.podSelector?.matchLabels ?? {}).join(' ') || '*';
    return `${namespace}/${pods}:${[...new Set(rule.ports.map(({ port }) => port))].join(',')}`;
  });
}

interface Peer {
  readonly namespaceSelector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
}
