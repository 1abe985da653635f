import * as fc from 'fast-check';

import { arbitraryCatalog } from './arbitrary-catalog';
import type { CatalogFiles, Data } from './arbitrary-catalog';

/** A catalog with one mistake. */
export interface BrokenCatalog {
  readonly files: CatalogFiles;
  /** What is wrong. */
  readonly mistake: string;
  /** The file or folder at which a problem must point. */
  readonly file: string;
}

type Change = (data: Data) => Data;

/** A mistake in one kind of file. */
interface Mistake {
  readonly mistake: string;
  readonly kind: keyof typeof kinds;
  readonly change: Change;
}

/** Any valid catalog with one mistake in it. */
export function arbitraryBrokenCatalog(): fc.Arbitrary<BrokenCatalog> {
  return fc
    .tuple(arbitraryCatalog(), fc.constantFrom(...inFiles, ...ofFiles), fc.nat())
    .map(([files, mistake, nth]) => ('kind' in mistake ? breakFile(files, mistake, nth) : breakFiles(files, mistake)))
    .filter((broken) => broken !== undefined);
}

const kinds = {
  platform: /^platform\.yaml$/,
  environment: /^environments\//,
  service: /\/service\.yaml$/,
  overlay: /^services\/[^/]+\/(?!service\.yaml$)/,
  any: /./,
} as const;

const set =
  (...path: readonly string[]) =>
  (value: unknown): Change =>
  (data) =>
    setAt(data, path, () => value);

const requiredKeys = {
  platform: ['catalogVersion', 'repository', 'registry', 'teams'],
  environment: ['cluster', 'namespace', 'sync', 'gateway', 'secretStore', 'quota', 'containerLimits'],
  service: ['team', 'ports'],
  overlay: ['release'],
} as const;

const required = (['platform', 'environment', 'service', 'overlay'] as const).flatMap((kind) =>
  requiredKeys[kind].map((key) => ({ kind, key })),
);

const port = { name: 'http', containerPort: 8080 };

const inFiles: readonly Mistake[] = [
  { kind: 'any', mistake: 'unknown key', change: set('nobodyKnows')(1) },
  { kind: 'any', mistake: 'key that is text of a number', change: set('1')('x') },
  ...required.flatMap(({ kind, key }): readonly Mistake[] => [
    { kind, mistake: `${key} is missing`, change: (data) => without(data, key) },
    { kind, mistake: `${key} is a number`, change: set(key)(7) },
    { kind, mistake: `${key} is empty`, change: set(key)(null) },
    // A service may listen on nothing.
    ...(key === 'ports' ? [] : [{ kind, mistake: `${key} is an empty list`, change: set(key)([]) }]),
    { kind, mistake: `${key} is a boolean`, change: set(key)(true) },
  ]),
  { kind: 'platform', mistake: 'unknown key of the repository', change: set('repository', 'tag')('x') },
  { kind: 'platform', mistake: 'team with a bad name', change: set('teams', 'A_b')({ owners: ['@a'] }) },
  { kind: 'platform', mistake: 'team without owners', change: set('teams', 'team-0')({ owners: [] }) },
  { kind: 'platform', mistake: 'unknown event', change: set('notifications', 'slack')(['on-friday']) },
  { kind: 'platform', mistake: 'system that is called as Slipway', change: set('systems', 'root')({}) },
  { kind: 'environment', mistake: 'unknown key of the gateway', change: set('gateway', 'class')('x') },
  { kind: 'environment', mistake: 'unknown placeholder', change: set('namespace')('{nobody}') },
  { kind: 'environment', mistake: 'no amount in the quota', change: set('quota', 'requests', 'cpu')('0') },
  { kind: 'environment', mistake: 'unknown owner', change: set('owners')(['nobody']) },
  { kind: 'environment', mistake: 'bad default', change: set('defaults', 'env', 'A-B')('x') },
  { kind: 'environment', mistake: 'default above the maximum', change: set('containerLimits', 'default', 'cpu')('9') },
  { kind: 'environment', mistake: 'unquoted version', change: set('cluster', 'kubernetesVersion')(1.36) },
  { kind: 'service', mistake: 'unknown team', change: set('team')('nobody') },
  { kind: 'service', mistake: 'unknown system', change: set('system')('nobody') },
  { kind: 'service', mistake: 'unknown dependency', change: set('dependsOn')(['nobody']) },
  { kind: 'service', mistake: 'bad tier', change: set('tier')('backnd') },
  { kind: 'service', mistake: 'image with a tag', change: set('image')('web:v1') },
  { kind: 'service', mistake: 'port out of range', change: set('ports')([{ ...port, containerPort: 65536 }]) },
  { kind: 'service', mistake: 'unknown key of a port', change: set('ports')([{ ...port, number: 1 }]) },
  { kind: 'service', mistake: 'egress to nowhere', change: set('egress')([{ ports: [443] }]) },
  { kind: 'service', mistake: 'number in env', change: set('env', 'A')(1) },
  { kind: 'overlay', mistake: 'latest', change: set('release', 'version')('latest') },
  { kind: 'overlay', mistake: 'number as version', change: set('release', 'version')(1.5) },
  { kind: 'overlay', mistake: 'bad digest', change: set('release', 'digest')('sha256:0') },
  { kind: 'overlay', mistake: 'promoted from nowhere', change: set('release', 'promotedFrom')('nowhere') },
  { kind: 'overlay', mistake: 'thousandths of bytes', change: set('resources', 'limits', 'memory')('512m') },
  { kind: 'overlay', mistake: 'requests above limits', change: set('resources', 'requests', 'memory')('4Gi') },
  { kind: 'overlay', mistake: 'limits above the maximum', change: set('resources', 'limits', 'memory')('64Gi') },
  { kind: 'overlay', mistake: 'unknown owner of the scale', change: set('scale')({ owner: 'nobody', replicas: 1 }) },
  {
    kind: 'overlay',
    mistake: 'minimum above the maximum',
    change: set('scale')({ owner: 'hpa', minReplicas: 5, maxReplicas: 2 }),
  },
  { kind: 'overlay', mistake: 'step of no kind', change: set('rollout')({ strategy: 'canary', steps: [{ wait: 1 }] }) },
  { kind: 'overlay', mistake: 'probe of no port', change: set('probes', 'liveness', 'port')('nobody') },
];

/** Mistakes that are about files as such. */
const ofFiles: readonly { readonly mistake: string; readonly file: string; readonly add?: Data }[] = [
  { mistake: 'no platform', file: 'platform.yaml' },
  { mistake: 'wrong ending', file: 'environments/dev.yml', add: {} },
  { mistake: 'name of an environment', file: 'environments/Dev_1.yaml', add: {} },
  { mistake: 'name of a service', file: 'services/A_b', add: {} },
  { mistake: 'stray file', file: 'notes.yaml', add: {} },
  { mistake: 'service without its file', file: 'services/lonely/service.yaml', add: {} },
];

function breakFile(files: CatalogFiles, { mistake, kind, change }: Mistake, nth: number): BrokenCatalog | undefined {
  const candidates = Object.keys(files).filter((file) => kinds[kind].test(file));
  const file = candidates[nth % candidates.length];
  if (file === undefined) return undefined;
  return { mistake, file, files: { ...files, [file]: change(files[file] ?? {}) } };
}

function breakFiles(files: CatalogFiles, { mistake, file, add }: (typeof ofFiles)[number]): BrokenCatalog {
  if (file === 'services/A_b') return { mistake, file, files: { ...files, [`${file}/service.yaml`]: {} } };
  if (file === 'services/lonely/service.yaml')
    return { mistake, file, files: { ...files, 'services/lonely/dev.yaml': { release: { version: 'v1' } } } };
  return { mistake, file, files: add === undefined ? without(files, file) : { ...files, [file]: add } };
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function setAt(data: Data, [key, ...rest]: readonly string[], change: (before: unknown) => unknown): Data {
  if (key === undefined) return data;
  const before = data[key];
  const isData = (value: unknown): value is Data =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return { ...data, [key]: rest.length === 0 ? change(before) : setAt(isData(before) ? before : {}, rest, change) };
}
