import { isMapping } from '../../../src/manifests/value-at';

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** An object with one thing changed. */
export interface Mutant {
  /** What was done, where and to what: it makes the mutant again. */
  readonly change: string;
  readonly kind: Change;
  readonly value: Json;
  /** Name and kind of the object before the change. */
  readonly name: string;
  readonly apiVersion: string;
  readonly objectKind: string;
}

interface Node {
  readonly path: Path;
  readonly value: unknown;
}

type Random = () => number;
type Alternatives = (value: unknown, node: Node) => readonly unknown[];

/** Values to put in place of another; none where the change does not apply. */
const replacements = {
  'wrong type': (value) => {
    if (typeof value === 'string') return [7, true, [value], { value }, 1.5];
    if (typeof value === 'number') return [String(value), 'many', 1.5, true, [value], {}];
    if (typeof value === 'boolean') return [String(value), 1, [], {}];
    return Array.isArray(value) ? [{}, 'text', 3, { 0: value[0] }] : ['text', 5, [], true, [value]];
  },
  'out of range': (value) => (typeof value === 'number' ? [-1, 0, 65_536, 99_999, 2_147_483_648, 101, 3_601] : []),
  'other word': (value) =>
    typeof value === 'string' ? ['Bogus', value.toLowerCase(), value.toUpperCase(), `${value} `, `${value}s`] : [],
  'bad quantity': (value, { path }) =>
    /^(cpu|memory|storage|averageValue|.*storage|(requests|limits)\..*|pods)$/.test(String(path.at(-1))) &&
    !isContainer(value)
      ? ['1x', '', '-1', '1 Gi', '1.5.2Gi', 'Gi', '1e', 'many', 0.5, '99999Ti', '1mi', true]
      : [],
  'bad name': (value, { path }) =>
    /^(name|key|secretName|serviceAccountName|namespace|app.*|host)$/.test(String(path.at(-1))) &&
    typeof value === 'string' &&
    String(path) !== 'metadata,namespace'
      ? [
          'Two_Words',
          '-web',
          'web.',
          'a'.repeat(64),
          'a'.repeat(254),
          'web.shop',
          '1web',
          'two words',
          'ümlaut',
          'w',
          '8080',
        ]
      : [],
  'no value': () => [null],
  empty: (value) => {
    if (Array.isArray(value)) return [[], [null], [{}], ['']];
    return [isMapping(value) ? {} : ''];
  },
  'bad schedule': (value, { path }) =>
    /^(schedule|timeZone|interval|for|time)$/.test(String(path.at(-1))) && typeof value === 'string'
      ? [
          '* * * *',
          '60 * * * *',
          '0 0 * * 7',
          '@often',
          '@every 5m',
          'TZ=UTC 0 0 * * *',
          '0 0 * jan mon-fri',
          '5',
          'Mars/Base',
          'local',
        ]
      : [],
} satisfies Readonly<Record<string, Alternatives>>;

/** Changes of keys and elements. Each returns the changed mapping or list, or nothing where it does not apply. */
const rearrangements = {
  'renamed field': (value, random) => {
    if (!isMapping(value) || Object.keys(value).length === 0) return undefined;
    const key = pick(Object.keys(value), random);
    const to = pick(
      [`${key}s`, key.slice(0, -1), key.toUpperCase(), `${key.charAt(1)}${key.charAt(0)}${key.slice(2)}`, `${key}_`],
      random,
    );
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name === key ? to : name, item]));
  },
  'added field': (value, random) => {
    if (!isMapping(value)) return undefined;
    const extra = pick(
      ['replicas', 'bogus', 'image', 'name', 'enabled', 'spec', 'status', 'labels', 'type', 'constructor'],
      random,
    );
    return { [extra]: pick(['text', 3, {}, []], random), ...value };
  },
  'dropped field': (value, random) => {
    if (!isMapping(value) || Object.keys(value).length === 0) return undefined;
    const dropped = pick(Object.keys(value), random);
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== dropped));
  },
  'doubled element': (value, random) => {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const item: unknown = pick(value, random);
    const copies = isMapping(item)
      ? [item, ...Object.keys(item).map((key) => ({ ...item, [key]: `${String(item[key])}x` }))]
      : [item];
    return [...value, pick(copies, random)];
  },
  'dropped element': (value, random) =>
    Array.isArray(value) && value.length > 0 ? value.toSpliced(Math.floor(random() * value.length), 1) : undefined,
} satisfies Readonly<Record<string, (value: unknown, random: Random) => unknown>>;

/** Two fields of a place that exclude each other, or that have to agree. */
const additions: readonly { readonly at: RegExp; readonly extra: Json }[] = [
  { at: /(readiness|liveness|startup)Probe$/, extra: { exec: { command: ['true'] }, httpGet: { port: 8080 } } },
  { at: /(readiness|liveness|startup)Probe$/, extra: { successThreshold: 2, periodSeconds: -1 } },
  {
    at: /containers,\d+$/,
    extra: { env: [{ name: 'A', value: 'b', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
  },
  { at: /containers,\d+$/, extra: { volumeMounts: [{ name: 'nowhere', mountPath: '/nowhere' }] } },
  { at: /containers,\d+$/, extra: { resources: { requests: { cpu: '2' }, limits: { cpu: '1500m' } } } },
  {
    at: /containers,\d+$/,
    extra: {
      ports: [
        { name: 'http', containerPort: 1 },
        { name: 'http', containerPort: 2 },
      ],
    },
  },
  { at: /containers,\d+$/, extra: { ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }] } },
  { at: /containers,\d+$/, extra: { envFrom: [{}] } },
  { at: /template,spec$/, extra: { restartPolicy: 'Never' } },
  { at: /template,spec$/, extra: { tolerations: [{ key: '', operator: 'Equal' }] } },
  { at: /template,spec$/, extra: { volumes: [{ name: 'data' }] } },
  { at: /template,spec$/, extra: { volumes: [{ name: 'data', emptyDir: {}, hostPath: { path: '/' } }] } },
  { at: /^spec$/, extra: { minAvailable: 1, maxUnavailable: '10%' } },
  { at: /^spec$/, extra: { minReplicas: 9, maxReplicas: 3 } },
  { at: /^spec$/, extra: { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } } },
  { at: /^spec$/, extra: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } } },
  { at: /^spec$/, extra: { progressDeadlineSeconds: 5, minReadySeconds: 5 } },
  { at: /^spec$/, extra: { selector: { matchLabels: { app: 'other' } } } },
  { at: /^spec$/, extra: { ports: [] } },
  { at: /^spec$/, extra: { ports: [{ port: 80 }, { port: 81 }] } },
  { at: /^spec$/, extra: { clusterIP: 'None', type: 'LoadBalancer' } },
  { at: /^metadata$/, extra: { labels: { 'two words': 'a', ok: 'b c' } } },
  { at: /^metadata$/, extra: { annotations: { 'a/b/c': 'x' } } },
  { at: /^metadata$/, extra: { annotations: { 'example.org/count': 5 } } },
  { at: /^metadata$/, extra: { finalizers: ['not a name'] } },
];

export type Change = keyof typeof replacements | keyof typeof rearrangements | 'fields that exclude each other';

/** Makes mutants of objects, the same ones for a seed: half of them of all kinds in turn, half as frequent as kinds are. */
export function makeMutants(objects: readonly Json[], count: number, seed: number): readonly Mutant[] {
  const random = randomOf(seed);
  const byKind = new Map<string, Json[]>();
  for (const object of objects) {
    const kind = `${String(object['apiVersion'])} ${String(object['kind'])}`;
    byKind.set(kind, [...(byKind.get(kind) ?? []), object]);
  }
  const kinds = [...byKind.keys()].sort();
  const mutants = new Map<string, Mutant>();
  for (let turn = 0; mutants.size < count; turn++) {
    const ofKind = byKind.get(kinds[(turn >> 1) % kinds.length] ?? '') ?? [];
    const object = pick(turn % 2 === 0 ? ofKind : objects, random);
    const mutant = mutate(object, random);
    if (mutant !== undefined) mutants.set(JSON.stringify(mutant.value), mutant);
  }
  return [...mutants.values()];
}

function mutate(object: Json, random: Random): Mutant | undefined {
  const nodes = nodesOf(object).filter(({ path }) => !isIdentity(path));
  const node = pick(nodes, random);
  const [kind, to] = changeOf(node, nodes, random) ?? [];
  if (kind === undefined || to === undefined) return undefined;
  const { path, value } = to;
  const changed = replaced(object, path, value);
  if (!isMapping(changed) || !keepsIdentity(object, changed) || JSON.stringify(changed) === JSON.stringify(object))
    return undefined;
  const name = isMapping(object['metadata']) ? String(object['metadata']['name']) : '';
  return {
    change: `${kind} at ${path.join('.')}: ${JSON.stringify(value).slice(0, 120)}`,
    kind,
    value: changed,
    name,
    apiVersion: String(object['apiVersion']),
    objectKind: String(object['kind']),
  };
}

function changeOf(node: Node, nodes: readonly Node[], random: Random): readonly [Change, Node] | undefined {
  if (random() < 0.1) {
    const places = nodes.flatMap(({ path, value }) =>
      additions
        .filter(({ at }) => at.test(String(path)) && isMapping(value))
        .map(({ extra }) => ({ path, value, extra })),
    );
    if (places.length === 0) return undefined;
    const { path, value, extra } = pick(places, random);
    return ['fields that exclude each other', { path, value: { ...(isMapping(value) ? value : {}), ...extra } }];
  }
  if (random() < 0.4) {
    const name = pick(keysOf(rearrangements), random);
    const value = rearrangements[name](node.value, random);
    return value === undefined ? undefined : [name, { path: node.path, value }];
  }
  const name = pick(keysOf(replacements), random);
  const alternatives = replacements[name](node.value, node);
  return alternatives.length === 0 ? undefined : [name, { path: node.path, value: pick(alternatives, random) }];
}

function nodesOf(value: unknown, path: Path = []): readonly Node[] {
  const children: readonly Node[] = Array.isArray(value)
    ? value.flatMap((item: unknown, index) => nodesOf(item, [...path, index]))
    : isMapping(value)
      ? Object.entries(value).flatMap(([key, item]) => nodesOf(item, [...path, key]))
      : [];
  return [{ path, value }, ...children];
}

/** What the address of the request is made of. */
function isIdentity(path: Path): boolean {
  return /^(apiVersion|kind|metadata,namespace)$/.test(String(path));
}

function keepsIdentity(before: Json, after: Json): boolean {
  const namespaceOf = ({ metadata }: Json): unknown => (isMapping(metadata) ? metadata['namespace'] : undefined);
  return (
    before['apiVersion'] === after['apiVersion'] &&
    before['kind'] === after['kind'] &&
    (namespaceOf(after) === undefined || namespaceOf(before) === namespaceOf(after))
  );
}

function replaced(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replaced(item, rest, to) : item));
  return isMapping(value) ? { ...value, [key]: replaced(value[key], rest, to) } : value;
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  const isKey = (text: string): text is Key => Object.hasOwn(record, text);
  return Object.keys(record).filter(isKey);
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

/** mulberry32: small, and the same everywhere. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
