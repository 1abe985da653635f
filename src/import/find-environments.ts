import { EnvironmentName } from '../model/environment';

/** A file of a tree, as far as it says which environment it is of. */
export interface TreeFile {
  /** Below the root of the tree, with `/`. */
  readonly path: string;
  /** Kind and name of its objects; for a kustomization also what it is made of. */
  readonly ids: readonly string[];
  readonly namespaces: readonly string[];
}

/** Where an environment is in a tree. */
export interface EnvironmentPlace {
  readonly name: string;
  /** Folders and files below the root of the tree; empty for the root itself. */
  readonly paths: readonly string[];
  /** The namespace that alone tells its objects from those of others. @default - all objects of the paths */
  readonly namespace?: string;
}

/** Folders that hold environments, as people call them. */
const holders = /(?:^|\/)(?:overlays|environments|envs|env|clusters|stages)\/([^/]+)\//;

/**
 * Finds the environments of a tree: by folders that people call so, else by folders or files beside each other that hold the
 * same objects, else by namespaces.
 *
 * @returns none when nothing of the sort is there: a person has to say
 */
export function findEnvironments(files: readonly TreeFile[]): readonly EnvironmentPlace[] {
  const found = [byHolders, bySiblings, byFileNames].map((find) => find(files)).find((paths) => paths.size > 0);
  if (found !== undefined) return inOrder(withNamesakes(found, files));
  const namespaces = namespacesOf(files);
  return namespaces.map((namespace) => ({ name: namespace, paths: [''], namespace }));
}

type PathsByName = ReadonlyMap<string, ReadonlySet<string>>;

function byHolders(files: readonly TreeFile[]): PathsByName {
  const found = new Map<string, Set<string>>();
  for (const { path } of files) {
    const match = holders.exec(path);
    const name = match?.[1];
    if (match === null || name === undefined || !EnvironmentName.safeParse(name).success) continue;
    add(found, name, path.slice(0, match.index + match[0].length - 1));
  }
  return new Map([...found].flatMap(([name, folders]) => nestedIn(name, folders, files)));
}

/** `overlays/east` may hold nothing but overlays that are alike: `a` and `b` are two environments, east-a and east-b. */
function nestedIn(
  name: string,
  folders: ReadonlySet<string>,
  files: readonly TreeFile[],
): readonly (readonly [string, ReadonlySet<string>])[] {
  const [folder = '', ...others] = folders;
  const below = files.filter(({ path }) => path.startsWith(`${folder}/`));
  const isOwn = below.some(({ path, ids }) => ids.length > 0 && !path.slice(folder.length + 1).includes('/'));
  const nested = [...new Set(below.map(({ path }) => path.slice(folder.length + 1)))]
    .filter((path) => path.includes('/'))
    .map((path) => path.slice(0, path.indexOf('/')));
  const children = [...new Set(nested)].map((child) => ({
    name: `${name}-${child}`,
    folder: `${folder}/${child}`,
    own: below.filter(({ path }) => path.startsWith(`${folder}/${child}/`)),
  }));
  const areAll = children.every(
    (one) =>
      EnvironmentName.safeParse(one.name).success &&
      children.every((other) => other === one || areAlike(one.own, other.own)),
  );
  if (others.length > 0 || isOwn || children.length < 2 || !areAll) return [[name, folders]];
  return children.flatMap((child) => nestedIn(child.name, new Set([child.folder]), files));
}

/** Folders beside each other that hold the same objects; below folders that do not, it looks again. */
function bySiblings(files: readonly TreeFile[], root = ''): PathsByName {
  const children = new Map<string, TreeFile[]>();
  const prefix = root === '' ? '' : `${root}/`;
  for (const file of files) {
    const [child = '', ...rest] = file.path.slice(prefix.length).split('/');
    if (rest.length > 0) children.set(child, [...(children.get(child) ?? []), file]);
  }
  const named = [...children].filter(([name]) => EnvironmentName.safeParse(name).success);
  const alike = named.filter(([name, own]) => named.some(([other, its]) => other !== name && areAlike(own, its)));
  if (alike.length > 1) return new Map(alike.map(([name]) => [name, new Set([`${prefix}${name}`])]));
  const found = new Map<string, Set<string>>();
  for (const [child, own] of children)
    for (const [name, paths] of bySiblings(own, `${prefix}${child}`)) for (const path of paths) add(found, name, path);
  return found;
}

/** Files beside each other whose names differ in the last word, and that hold the same objects: `web-dev.yaml` and `web-prod.yaml`. */
function byFileNames(files: readonly TreeFile[]): PathsByName {
  const byBeginning = new Map<string, { readonly word: string; readonly file: TreeFile }[]>();
  for (const file of files.filter(({ ids }) => ids.length > 0)) {
    const stem = file.path.replace(/\.[^./]*$/, '');
    const word = stem.split(/[-_./]/).at(-1) ?? '';
    if (!EnvironmentName.safeParse(word).success || isKindOfFile(word, file)) continue;
    const beginning = stem.slice(0, stem.length - word.length);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), { word, file }]);
  }
  const found = new Map<string, Set<string>>();
  for (const named of byBeginning.values()) {
    for (const { word, file } of named) {
      const isAlike = named.some((other) => other.word !== word && areAlike([other.file], [file]));
      if (isAlike) add(found, word, file.path);
    }
  }
  return found;
}

/** `web-deployment.yaml` is called after what is in it, `web-all-in-one.yaml` after how much of it. */
function isKindOfFile(word: string, { ids }: TreeFile): boolean {
  const kinds = ids.map((id) => id.split(/[ /]/)[0]?.toLowerCase() ?? '');
  return ['all', 'one', 'full', 'complete', 'example', 'sample', 'svc', 'deploy', 'cm', 'ing', ...kinds].some(
    (name) => word === name || word === `${name}s`,
  );
}

/** Whether at least half of what the smaller one holds is in the other, too. */
function areAlike(some: readonly TreeFile[], others: readonly TreeFile[]): boolean {
  const [left, right] = [some, others].map((files) => new Set(files.flatMap(({ ids }) => ids)));
  if (left === undefined || right === undefined) return false;
  const common = [...left].filter((id) => right.has(id)).length;
  return common > 0 && common * 2 >= Math.min(left.size, right.size);
}

/** Folders elsewhere that are called as an environment belong to it: `argocd/<environment>`. */
function withNamesakes(found: PathsByName, files: readonly TreeFile[]): PathsByName {
  const all = new Map([...found].map(([name, paths]) => [name, new Set(paths)]));
  const known = [...found.values()].flatMap((paths) => [...paths]);
  for (const { path, ids } of files) {
    if (ids.length === 0 || known.some((one) => path === one || path.startsWith(`${one}/`))) continue;
    const folders = path.split('/').slice(0, -1);
    const depth = folders.findIndex((folder) => found.has(folder));
    if (depth >= 0) add(all, folders[depth] ?? '', folders.slice(0, depth + 1).join('/'));
  }
  return all;
}

/** Kinds of what runs. Rights and settings of one name may be in every namespace that a single system writes to. */
const running = /^(?:Deployment|StatefulSet|DaemonSet|Rollout|CronJob|Job)\//;

/** Namespaces of what runs and is there more than once. */
function namespacesOf(files: readonly TreeFile[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const id of files.flatMap(({ ids }) => ids.filter((one) => running.test(one))))
    counts.set(id, (counts.get(id) ?? 0) + 1);
  if (![...counts.values()].some((count) => count > 1)) return [];
  const names = [...new Set(files.flatMap(({ namespaces }) => namespaces))].sort();
  return names.length > 1 && names.every((name) => EnvironmentName.safeParse(name).success) ? names : [];
}

function inOrder(paths: PathsByName): readonly EnvironmentPlace[] {
  return [...paths]
    .map(([name, own]) => ({ name, paths: [...own].sort() }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function add(found: Map<string, Set<string>>, name: string, path: string): void {
  const paths = found.get(name) ?? new Set<string>();
  found.set(name, paths.add(path));
}
