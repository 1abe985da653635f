import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/**
 * Who may import whom: rooms of `src`, packages and parts of Node; nothing else, and nothing that is not needed.
 * A room only imports rooms that stand above it, so rooms have no circles. Change this table in a commit of its own.
 */
const law: Readonly<Record<string, readonly string[]>> = {
  /** What things are. It reads no file and knows no Kubernetes library. */
  model: ['zod', 'node:util'],
  /** Reads, finds and edits what YAML says. It knows nothing of what is in it. */
  yaml: ['package yaml', 'node:util'],
  /** What looks like a secret. */
  secrets: [],
  /** What a schema found, in words. It reads no file, and knows what no schema is about. */
  problems: ['model', 'secrets', 'zod'],
  /** What an API server takes. It knows no catalog, so that checks can use it for anybody's files. */
  'manifest-schemas': ['node:fs', 'node:path', 'node:zlib'],
  /** Reads manifests that anybody wrote; the programs that make some of them are kustomize and helm. */
  manifests: [
    'yaml',
    'package yaml',
    'node:buffer',
    'node:child_process',
    'node:fs',
    'node:os',
    'node:path',
    'node:util',
  ],
  /** What is wrong with manifests, rule by rule. It reads no file. */
  check: ['model', 'yaml', 'problems', 'secrets', 'manifest-schemas', 'manifests', 'zod', 'node:crypto', 'node:vm'],
  /** The one door for YAML that people write. */
  catalog: [
    'model',
    'yaml',
    'problems',
    'secrets',
    'manifests',
    'package yaml',
    'zod',
    'node:buffer',
    'node:crypto',
    'node:fs',
    'node:path',
  ],
  /** What differs between two catalogs, in meaning. */
  effects: ['model', 'secrets', 'node:util'],
  /** What an effect must have before it may go ahead. */
  gates: ['model', 'effects', 'node:crypto'],
  /** What somebody asks for, as an edit of the catalog. It knows no gate, and reads no file. */
  changes: ['model', 'yaml', 'problems', 'catalog', 'gates', 'zod', 'node:crypto', 'node:util'],
  /** One Kubernetes idea each; usable without Slipway's model. */
  constructs: ['imports', 'cdk8s', 'package constructs', 'node:crypto'],
  charts: ['model', 'constructs', 'cdk8s', 'package constructs', 'node:crypto'],
  /** Writes files; knows nothing of what is in them. */
  tree: ['node:crypto', 'node:fs', 'node:path'],
  /** Answers of servers, which decide how long they are. */
  http: [],
  /** Signs and verifies as OpenSSH does; gpg and agents are other programs. It knows no Git. */
  signatures: ['model', 'node:child_process', 'node:crypto', 'node:fs', 'node:net', 'node:os', 'node:path'],
  /** A repository of Git, asked and written to without a work tree. It knows no service and no Kubernetes. */
  gitops: [
    'model',
    'tree',
    'signatures',
    'node:child_process',
    'node:crypto',
    'node:fs',
    'node:path',
    'node:timers/promises',
    'node:url',
    'node:zlib',
  ],
  /** What a service has besides its settings: patches, manifests, conventions that it has not adopted. It reads no file. */
  customize: ['model', 'manifest-schemas', 'manifests', 'check', 'node:util'],
  /** What Helm and kustomize make of other people's software. It runs them by the door of manifests. */
  software: [
    'model',
    'problems',
    'catalog',
    'manifests',
    'customize',
    'zod',
    'node:crypto',
    'node:fs',
    'node:os',
    'node:path',
    'node:zlib',
  ],
  /** Code of a GitOps repository that adds and changes objects, on threads that reach nothing. */
  extensions: [
    'model',
    'problems',
    'manifests',
    'zod',
    'node:crypto',
    'node:fs',
    'node:path',
    'node:util',
    'node:worker_threads',
  ],
  render: [
    'model',
    'yaml',
    'catalog',
    'constructs',
    'charts',
    'customize',
    'software',
    'manifest-schemas',
    'manifests',
    'tree',
    'cdk8s',
    'node:crypto',
    'node:fs',
    'node:path',
    'node:util',
  ],
  /** What a change of objects is, and what it will do. */
  diff: ['model', 'secrets', 'manifest-schemas', 'manifests'],
  /** What a change does: it joins what the rooms above know, and prints nothing. */
  review: [
    'model',
    'catalog',
    'tree',
    'gitops',
    'manifest-schemas',
    'render',
    'manifests',
    'check',
    'diff',
    'node:fs',
    'node:path',
  ],
  /** Changes under gates, on one branch: it joins what the rooms above know. */
  delivery: [
    'model',
    'catalog',
    'render',
    'tree',
    'signatures',
    'gitops',
    'effects',
    'gates',
    'changes',
    'zod',
    'node:timers/promises',
    'node:util',
  ],
  /** What a tree of manifests says as a catalog, and what it cannot say there. What is a file, manifests reads. */
  import: [
    'model',
    'secrets',
    'customize',
    'diff',
    'manifest-schemas',
    'manifests',
    'package yaml',
    'node:fs',
    'node:path',
  ],
  /** Formats of portals: what they ask for, and what they are told. It sends nothing, and asks nobody. */
  portal: ['model', 'problems', 'secrets', 'gates', 'changes', 'zod', 'node:crypto'],
  /** Argo CD's API: it reads Applications and starts their syncs. What is to be synced, others say. */
  argocd: ['http', 'zod'],
  /** HTTP in, a journal, a worker, a reporter. What a change is, and whether it may be made, is asked at a door. */
  controller: [
    'http',
    'argocd',
    'model',
    'secrets',
    'gitops',
    'delivery',
    'gates',
    'changes',
    'portal',
    'fastify',
    'libsql',
    'zod',
    'node:crypto',
    'node:fs',
    'node:http',
    'node:net',
    'node:path',
  ],
  /** Why a service does not run. It decides over objects as data; kubectl brings them. */
  diagnosis: ['model', 'manifests', 'node:child_process'],
  /** The repository of a service, from templates that are files. It asks no program, and writes nothing. */
  scaffold: ['model', 'node:fs', 'node:path'],
  cli: [
    'http',
    'model',
    'yaml',
    'catalog',
    'tree',
    'gitops',
    'extensions',
    'render',
    'check',
    'diff',
    'review',
    'delivery',
    'problems',
    'gates',
    'effects',
    'changes',
    'scaffold',
    'signatures',
    'import',
    'secrets',
    'manifest-schemas',
    'manifests',
    'portal',
    'controller',
    'argocd',
    'diagnosis',
    'commander',
    'zod',
    'node:crypto',
    'node:events',
    'node:fs',
    'node:os',
    'node:path',
    'node:timers/promises',
    'node:url',
    'node:v8',
    'node:worker_threads',
  ],
  /** What `npx cdk8s synth` runs. */
  'main.ts': ['render', 'cli', 'node:path'],
  /** What other programs import. */
  'index.ts': ['model', 'constructs', 'charts'],
};

const source = join(__dirname, '..', 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(source, path), 'utf8') }));

/** Paths of files, and what each of them imports: a file, without its ending, or a package. */
const namedImports = files.flatMap(({ path, text }) =>
  [...text.matchAll(/^(?:import|export) (?:[^';]* from )?'(.+)'|\b(?:import|require)\('(.+?)'/gm)]
    .map(([, above, inside]) => above ?? inside ?? '')
    .map((name) => ({ path, name: name.startsWith('.') ? `./${posix.join(posix.dirname(path), name)}` : name })),
);

/** Paths of files, and what each of them imports, as the law names it. */
const imports = namedImports.map(({ path, name }) => ({
  path,
  target: name.startsWith('./') ? roomOf(name.slice(2)) : packageOf(name),
}));

test('a room imports what the law allows, and nothing else', () => {
  const illegal = imports.filter(({ path, target }) => target !== roomOf(path) && !lawOf(path).includes(target));

  expect(illegal).toEqual([]);
});

test('the law allows nothing that nobody needs, and forgets no room', () => {
  const used = new Set(imports.map(({ path, target }) => `${roomOf(path)} -> ${target}`));
  const allowed = Object.entries(law).flatMap(([room, targets]) => targets.map((target) => `${room} -> ${target}`));

  expect(allowed.filter((permission) => !used.has(permission))).toEqual([]);
  expect([...new Set(files.map(({ path }) => roomOf(path)))].sort()).toEqual(Object.keys(law).sort());
});

test('a room stands below every room that it imports, so that rooms have no circles', () => {
  const rooms = Object.keys(law);
  const upwards = rooms.filter((room, index) => law[room]?.some((target) => rooms.indexOf(target) >= index));

  expect(upwards).toEqual([]);
});

test('no two files import each other, not even in a circle, and not even types', () => {
  const paths = new Set(files.map(({ path }) => path));
  const importsByPath = new Map<string, string[]>();
  for (const { path, name } of namedImports) {
    const file = [`${name.slice(2)}.ts`, `${name.slice(2)}/index.ts`].find((one) => paths.has(one));
    if (file !== undefined) importsByPath.set(path, [...(importsByPath.get(path) ?? []), file]);
  }

  expect([...paths].flatMap((path) => circleFrom(path, importsByPath))).toEqual([]);
});

test('the picture of ARCHITECTURE.md is that of the law; "npm run golden" draws it again', () => {
  const page = join(__dirname, '..', 'ARCHITECTURE.md');
  const text = readFileSync(page, 'utf8');
  const drawn = text.replace(/(<!-- rooms -->\n)[^]*(\n<!-- \/rooms -->)/, `$1\n${picture()}$2`);
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(page, drawn);

  expect(text).toContain('<!-- rooms -->');
  expect(readFileSync(page, 'utf8')).toBe(drawn);
});

test('only the files that start a program read its environment variables', () => {
  expect(pathsWith(/process\.env/).filter((path) => posix.basename(path) !== 'main.ts')).toEqual([]);
});

test('nothing asks for the name of an environment: it is data; only "slipway init" proposes names', () => {
  const elsewhere = /^(cli\/init|tree)\//; // The tree's "staging" is a folder.

  expect(pathsWith(/(['"`])(dev|staging|prod)\1/).filter((path) => !elsewhere.test(path))).toEqual([]);
});

test('one file spells the paths of the rendered tree', () => {
  const folders =
    /(?<!catalog\/)services\/[$[*]|overlays\/[$[*]|argocd\\?\/[$[*]|(?<!from '[^']*)\/(?:apps|systems|bootstrap|baseline)['"`/]/;
  const spelling = new RegExp(`${folders.source}|kustomization\\\\?\\.yaml['"\`$]`);
  // Files of the catalog begin alike; rules show trees of others in their examples, and kustomize has names of its own.
  const elsewhere = /^(model\/catalog\.ts|catalog\/|check\/|manifests\/)/;

  expect(pathsWith(spelling).filter((path) => !elsewhere.test(path))).toEqual(['model/tree-layout.ts']);
});

/** Kinds and fields of Kubernetes and Argo CD, which the catalog calls by the same names as the constructs that render them. */
const namesOfKubernetes = ['Probe', 'Rollout', 'Service', 'ServicePort'];

test('one name is one thing: no two rooms export the same', () => {
  const roomsByName = new Map<string, Set<string>>();
  const beside = ['stacks', 'policies'].flatMap((folder) => textsIn(folder).map((one) => ({ room: folder, ...one })));
  const inside = files.map(({ path, text }) => ({ room: roomOf(path), text }));
  for (const { room, text } of [...inside, ...beside]) {
    for (const [, name = ''] of text.matchAll(exported)) {
      roomsByName.set(name, (roomsByName.get(name) ?? new Set()).add(room));
    }
  }

  const doubles = [...roomsByName].filter(([, { size }]) => size > 1).map(([name, rooms]) => [name, ...rooms]);

  expect(doubles.filter(([name = '']) => !namesOfKubernetes.includes(name))).toEqual([]);
  expect(namesOfKubernetes.filter((name) => !doubles.some(([double]) => double === name))).toEqual([]);
});

test('every file has a home, and is short enough to be read at once', () => {
  expect(files.filter(({ path }) => /(^|\/)(utils?|commons?|helpers?|shared|misc)(\/|\.ts$)/.test(path))).toEqual([]);
  const written = files.filter(({ text }) => !text.startsWith('// Written by '));
  expect(written.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path)).toEqual([]);
});

/** The shortest way from a file back to itself, in the order of imports; told once, for the first of its files. */
function circleFrom(start: string, importsByPath: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const ways = new Map((importsByPath.get(start) ?? []).map((file) => [file, `${start} -> ${file}`]));
  // A map may grow while it is walked through.
  for (const [file, way] of ways) {
    if (file === start) return way.split(' -> ').every((other) => start <= other) ? [way] : [];
    for (const next of importsByPath.get(file) ?? []) if (!ways.has(next)) ways.set(next, `${way} -> ${next}`);
  }
  return [];
}

/** Rooms and who imports whom, without an arrow that a way over another room says already. */
function picture(): string {
  const rooms = Object.keys(law).filter((room) => !room.endsWith('.ts'));
  const targetsOf = (room: string): readonly string[] => (law[room] ?? []).filter((target) => rooms.includes(target));
  const reaches = (from: string, to: string): boolean =>
    targetsOf(from).some((target) => target === to || reaches(target, to));
  const arrows = rooms.flatMap((room) => {
    const targets = targetsOf(room);
    const direct = targets.filter((target) => !targets.some((other) => other !== target && reaches(other, target)));
    return direct.length === 0 ? [`  ${room}`] : direct.map((target) => `  ${room} --> ${target}`);
  });
  return ['```mermaid', 'flowchart TD', ...arrows, '```', ''].join('\n');
}

const exported = /^export (?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;

function textsIn(folder: string): readonly { readonly text: string }[] {
  const root = join(source, '..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ text: readFileSync(join(root, path), 'utf8') }));
}

function lawOf(path: string): readonly string[] {
  return law[roomOf(path)] ?? [];
}

/** First folder of a path in `src`; a file at its root is a room of its own; outside it there only is `imports`. */
function roomOf(path: string): string {
  return /^(?:\.\.\/)*([^/]+)/.exec(path)?.[1] ?? path;
}

/** Our room has the name of a package. */
function packageOf(name: string): string {
  return name in law ? `package ${name}` : name;
}

function pathsWith(pattern: RegExp): readonly string[] {
  const comments = /\/\*[^]*?\*\/|^ *\/\/.*$/gm;
  return files.filter(({ text }) => pattern.test(text.replace(comments, ''))).map(({ path }) => path);
}
