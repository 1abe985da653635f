import { podsAtOnce } from '../capacity';
import { documents } from '../catalog';
import type { Breach, Catalog } from '../catalog';
import type { SettingPath } from '../explain';
import { didYouMean } from '../nearest';
import { containerMounts, containersBeside } from '../place-containers';
import { fileVolume } from '../place-files';
import { volumeName } from '../place-names';
import { claimOf } from '../place-volumes';
import { formatPath } from '../problem';
import type { Resolved } from '../resolve';
import { storagesOf } from '../storage';
import { volumeSources } from '../volume';
import type { Volume } from '../volume';
import { hasSecretFiles } from './folders';
import { objectKey } from './object-key';
import { nameOf, placeOf } from './place-of';

/** A volume is of one sort, has a name of its own, and is seen by somebody, each at a place of its own. */
export function* checkServiceVolumes(resolved: Resolved): Iterable<Breach> {
  for (const [name, volume] of Object.entries(resolved.settings.volumes)) {
    const one = { path: ['volumes', name], subject: `the volume "${name}" of ${nameOf(resolved, ['volumes', name])}` };
    yield* checkSource(resolved, volume, one);
    yield* checkMounts(resolved, volume, one);
    yield* checkHostPath(resolved, volume, one);
    yield* checkPods(resolved, volume, one);
  }
  yield* checkNames(resolved);
  yield* checkPaths(resolved);
}

/** Two services of a namespace may make the name of a claim of theirs. */
export function* checkClaims(_: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  const owners = new Map<string, string>();
  for (const one of all) {
    const name = `${one.service}-backup`;
    if (one.wants.backup !== undefined) owners.set(objectKey(one, name), `the backup of service "${one.service}"`);
  }
  for (const one of all) {
    for (const [volume, { claim }] of Object.entries(one.settings.volumes)) {
      if (claim === undefined) continue;
      const name = claimOf(one.service, volume);
      const owner = owners.get(objectKey(one, name));
      owners.set(objectKey(one, name), `the volume "${volume}" of service "${one.service}"`);
      if (owner === undefined) continue;
      yield {
        ...placeOf(one, ['volumes', volume]),
        message: `the claim of the volume "${volume}" of service "${one.service}" would be called "${name}", as that of ${owner} is`,
        hint: 'give the volume another name',
      };
    }
  }
}

/** A volume for messages, and where it is said. */
interface Subject {
  readonly path: SettingPath;
  readonly subject: string;
}

function* checkSource(resolved: Resolved, volume: Volume, { path, subject }: Subject): Iterable<Breach> {
  const said = volumeSources.filter((key) => volume[key] !== undefined);
  if (said.length === 1) return;
  yield {
    ...placeOf(resolved, path),
    message: `${subject} is ${said.length === 0 ? 'of no sort' : `of several sorts: ${said.map((key) => `"${key}"`).join(', ')}`}`,
    hint: `write one of ${volumeSources.join(', ')}`,
  };
}

function* checkMounts(resolved: Resolved, { mounts = [] }: Volume, { path, subject }: Subject): Iterable<Breach> {
  if (mounts.length === 0) {
    yield {
      ...placeOf(resolved, path),
      message: `${subject} is seen by no container`,
      hint: 'add mounts: [{ mountPath: /where }], or remove the volume',
    };
  }
  const known = containersBeside(resolved).map(({ name }) => name);
  for (const [index, { container }] of mounts.entries()) {
    if (container === undefined || known.includes(container)) continue;
    const isOwn = container === resolved.service;
    yield {
      ...placeOf(resolved, [...path, 'mounts', index, 'container']),
      message: `${subject} is for the container "${container}", which is ${isOwn ? 'that of the service' : 'no init container and no sidecar'}`,
      hint:
        isOwn || known.length === 0
          ? 'leave "container" out: without it the container of the service sees it'
          : didYouMean(container, known),
    };
  }
}

/** What a node has is everybody's who runs there: no Pod Security Standard but one permits it. */
function* checkHostPath(resolved: Resolved, { hostPath }: Volume, { path, subject }: Subject): Iterable<Breach> {
  const { where, environment } = resolved;
  if (hostPath === undefined || where.podSecurity === 'privileged') return;
  if (where.unadopted?.includes('pod-security') === true) return;
  yield {
    ...placeOf(resolved, [...path, 'hostPath']),
    message: `${subject} is "${hostPath.path}" of the node, which the Pod Security Standard "${where.podSecurity}" of "${environment}" does not permit`,
    hint: `use another sort of volume, or set podSecurity: privileged in catalog/${documents.environment(environment)}: it holds for every service of the namespace`,
  };
}

/** A volume that one node may have at a time: the second pod waits on another node, for ever. */
function* checkPods(resolved: Resolved, { claim }: Volume, { path, subject }: Subject): Iterable<Breach> {
  const mode = claim?.accessMode;
  if (mode !== 'ReadWriteOnce' && mode !== 'ReadWriteOncePod') return;
  const pods = podsAtOnce(resolved);
  if (pods <= 1 && resolved.wants.runs !== 'everywhere') return;
  const who = mode === 'ReadWriteOnce' ? 'the pods of one node' : 'one pod';
  const many = resolved.wants.runs === 'everywhere' ? 'a pod on each node' : `up to ${pods} pods at once`;
  yield {
    ...placeOf(resolved, [...path, 'claim', 'accessMode']),
    message: `${subject} is for ${who} (${mode}), and the service has ${many}`,
    hint: 'use accessMode: ReadWriteMany and a StorageClass that has it, or storage, which each pod has for itself; or one pod that ends before the next one starts: "rollout: { strategy: recreate }"',
  };
}

/** A volume that another setting makes. */
interface OtherVolume {
  readonly name: string;
  /** What makes it. */
  readonly owner: string;
  /** Of those that are called after a folder. */
  readonly path?: SettingPath;
}

function otherVolumes({ settings, wants }: Resolved): readonly OtherVolume[] {
  const fixed: readonly (OtherVolume & { readonly isThere: boolean })[] = [
    { name: 'config', owner: 'config', isThere: settings.config.mountPath !== undefined },
    { name: 'secrets', owner: 'secrets', isThere: hasSecretFiles(settings) },
    { name: 'backups', owner: 'backup', isThere: wants.backup !== undefined },
  ];
  const files = Object.entries(settings.files).sort(([a], [b]) => (a < b ? -1 : 1));
  const [single] = files.find(([, said]) => !Array.isArray(said)) ?? [];
  return [
    ...fixed.filter(({ isThere }) => isThere),
    // Files in folders of the image are in one volume, all of them.
    ...(single === undefined ? [] : [{ name: 'files', owner: `files at "${single}"` }]),
    ...files.flatMap(([path, said]) =>
      Array.isArray(said) ? [{ name: fileVolume(path), owner: `files at "${path}"`, path: ['files', path] }] : [],
    ),
    ...Object.keys(settings.scratch)
      .sort()
      .map((path) => ({ name: volumeName(path), owner: `scratch folder "${path}"`, path: ['scratch', path] })),
  ];
}

/** Names are made of the letters and digits of a path, and two paths may have the same ones. */
function* namesOfFolders(resolved: Resolved): Generator<Breach, Map<string, string>> {
  const taken = new Map<string, OtherVolume>();
  for (const one of otherVolumes(resolved)) {
    const other = taken.get(one.name);
    taken.set(one.name, other ?? one);
    // Of two scratch folders their own law tells.
    if (other === undefined || one.path === undefined || (one.path[0] === 'scratch' && other.path?.[0] === 'scratch'))
      continue;
    yield {
      ...placeOf(resolved, one.path),
      message: `${nameOf(resolved, one.path)} has two volumes called "${one.name}": of ${one.owner}, and of ${other.owner}`,
      hint: 'use another folder: letters and digits of the path make the name',
    };
  }
  return new Map([...taken].map(([name, { owner }]) => [name, owner]));
}

function* checkNames(resolved: Resolved): Iterable<Breach> {
  const { service, wants, settings } = resolved;
  const taken = yield* namesOfFolders(resolved);
  for (const [index, { name }] of storagesOf(wants).entries()) {
    const owner = taken.get(name);
    taken.set(name, 'storage');
    if (owner === undefined) continue;
    yield {
      document: documents.service(service),
      path: ['storage', ...(Array.isArray(wants.storage) ? [index] : [])],
      message: `service "${service}" has two volumes called "${name}": of storage, and of ${owner}`,
      hint: 'give the one of storage a "name" of its own',
    };
  }
  for (const name of Object.keys(settings.volumes)) {
    const owner = taken.get(name);
    if (owner === undefined) continue;
    yield {
      ...placeOf(resolved, ['volumes', name]),
      message: `${nameOf(resolved, ['volumes', name])} has two volumes called "${name}": this one, and that of ${owner}`,
      hint: 'give this one another name',
    };
  }
}

/** Each container besides has one thing at each path; those of the container of the service are asked with its folders. */
function* checkPaths(resolved: Resolved): Iterable<Breach> {
  for (const { key, name, wants } of containersBeside(resolved)) {
    const users = new Map<string, SettingPath>(
      containerMounts(resolved, wants).map(({ path }) => [plain(path), [key, name, 'mounts', path]]),
    );
    for (const [volume, { mounts = [] }] of Object.entries(resolved.settings.volumes)) {
      for (const [index, { mountPath, container }] of mounts.entries()) {
        if (container !== name) continue;
        const path = ['volumes', volume, 'mounts', index, 'mountPath'];
        const user = users.get(plain(mountPath));
        users.set(plain(mountPath), path);
        if (user === undefined) continue;
        yield {
          ...placeOf(resolved, path, user),
          message: `the container "${name}" of ${nameOf(resolved, path)} has two volumes at "${mountPath}": ${formatPath(user)} and ${formatPath(path)}`,
          hint: 'give each of them a folder of its own',
        };
      }
    }
  }
}

function plain(folder: string): string {
  return folder.replace(/(?<!\/)\/+$/, '');
}
