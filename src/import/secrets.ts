import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import { DataKey, Folder, VariableName } from '../model/names';
import { membersOfKind, type Group } from './group';
import { withPlaceholders } from './names';
import type { Imported, Note } from './note';
import { mainContainerOf, mountedVolumes } from './pod';
import { hasSecret } from '../secrets/find';
import { keyForVariable, safeWords, secretNote } from './variables';

interface ImportedKey {
  env?: string;
  remoteKey?: string;
  property?: string;
}

/** The key in the store that a service has unless it says another. */
export const usualRemoteKey = '{environment}/{service}';

/** Reads which keys of which Secrets the pods get, and where their values are. Values are never read. */
export function secretSettings(group: Group, environment: string, team: string): Imported {
  const { workload } = group;
  const { container, index } = mainContainerOf(workload);
  const keys = new Map<string, ImportedKey>();
  const notes: Note[] = [];
  const keyOf = (name: string): ImportedKey => {
    const known = keys.get(name) ?? {};
    if (DataKey.safeParse(name).success) keys.set(name, known);
    return known;
  };

  const external = membersOfKind(group, 'ExternalSecret');
  for (const secret of external) {
    for (const one of listAt(secret.value, ['spec', 'data'])) {
      const name = textAt(one, ['secretKey']);
      const remoteKey = textAt(one, ['remoteRef', 'key']);
      const property = textAt(one, ['remoteRef', 'property']);
      if (name === undefined || remoteKey === undefined) continue;
      const key = keyOf(name);
      key.remoteKey = remoteKey;
      if (property !== undefined && property !== name) key.property = property;
    }
  }
  for (const secret of membersOfKind(group, 'Secret', 'SealedSecret')) {
    for (const name of keysIn(secret)) keyOf(name);
    if (secret.kind === 'Secret') notes.push(secretNote(shownKeys(secret), secret, []));
  }
  for (const [place, variable] of listAt(container, ['env']).entries()) {
    const name = textAt(variable, ['name']) ?? '';
    if (!VariableName.safeParse(name).success) continue;
    const key = textAt(variable, ['valueFrom', 'secretKeyRef', 'key']);
    const written = textAt(variable, ['value']);
    if (key !== undefined) keyOf(key).env = name;
    else if (written !== undefined && hasSecret(name, written)) {
      keyOf(keyForVariable(name)).env = name;
      const path = ['spec', 'template', 'spec', 'containers', index, 'env', place, 'value'];
      notes.push(secretNote(`the variable ${name}`, workload, path));
    }
  }
  for (const field of ['command', 'args']) {
    for (const variable of safeWords(listAt(container, [field]).map(String)).variables) {
      keyOf(keyForVariable(variable)).env ??= variable;
      const path = ['spec', 'template', 'spec', 'containers', index, field];
      notes.push(secretNote(`the value of ${variable} in "${field}"`, workload, path));
    }
  }
  for (const source of listAt(container, ['envFrom'])) {
    const name = textAt(source, ['secretRef', 'name']);
    const secret = membersOfKind(group, 'Secret', 'SealedSecret', 'ExternalSecret').find(
      (one) => nameOfSecret(one) === name,
    );
    if (name === undefined || secret === undefined || valueAt(source, ['prefix']) !== undefined) continue;
    for (const key of keysIn(secret)) if (VariableName.safeParse(key).success) keyOf(key).env ??= key;
  }
  if (keys.size === 0) return { settings: {}, notes };

  const mounted = mountedVolumes(workload).find(
    ({ volume, mount }) => volume['secret'] !== undefined && mount['subPath'] === undefined,
  );
  // A folder that the catalog would refuse is left to a patch.
  const { data: mountPath } = Folder.safeParse(mounted?.mountPath);
  const refreshInterval = external.map(({ value }) => textAt(value, ['spec', 'refreshInterval'])).find(Boolean);
  const remoteKey = sharedRemoteKey([...keys.values()], { environment, service: group.name, team });
  const settings = {
    secrets: {
      ...(remoteKey === undefined ? {} : { remoteKey: remoteKey.pattern }),
      ...(refreshInterval === undefined ? {} : { refreshInterval }),
      ...(mountPath === undefined ? {} : { mountPath }),
      keys: Object.fromEntries(
        [...keys].map(([name, { remoteKey: own, ...key }]) => [
          name,
          own === undefined || own === remoteKey?.text ? key : { ...key, remoteKey: own },
        ]),
      ),
    },
  };
  if (external.length === 0) {
    const text = `no ExternalSecret says where the values are; the catalog reads them at "${usualRemoteKey}" in the store`;
    notes.push({ kind: 'assumed', key: 'secrets', text });
  }
  return { settings, notes };
}

/** The key in the store that most keys have, with placeholders. */
function sharedRemoteKey(
  keys: readonly ImportedKey[],
  names: Readonly<Record<string, string>>,
): { readonly text: string; readonly pattern: string } | undefined {
  const counts = new Map<string, number>();
  for (const { remoteKey } of keys)
    if (remoteKey !== undefined) counts.set(remoteKey, (counts.get(remoteKey) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined) return undefined;
  const [text] = most;
  const usual = usualRemoteKey.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '');
  return { text, pattern: text === usual ? usualRemoteKey : withPlaceholders(text, names) };
}

/** Name of the Secret in the cluster. */
export function nameOfSecret({ kind, name, value }: ManifestObject): string {
  return kind === 'ExternalSecret' ? (textAt(value, ['spec', 'target', 'name']) ?? name) : name;
}

/** Names of the keys of a Secret, whoever makes it. */
export function keysIn({ kind, value }: ManifestObject): readonly string[] {
  if (kind === 'ExternalSecret')
    return listAt(value, ['spec', 'data']).flatMap((one) => textAt(one, ['secretKey']) ?? []);
  if (kind === 'SealedSecret') return Object.keys(mappingAt(value, ['spec', 'encryptedData']));
  return [...Object.keys(mappingAt(value, ['data'])), ...Object.keys(mappingAt(value, ['stringData']))];
}

function shownKeys(secret: ManifestObject): string {
  const keys = keysIn(secret);
  const list = keys.length === 0 ? 'no keys' : keys.map((key) => `"${key}"`).join(', ');
  return `Secret "${secret.name}" (${list})`;
}
