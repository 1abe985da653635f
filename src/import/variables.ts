import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import { DataKey, Folder, VariableName } from '../model/names';
import { writtenAsItIs } from '../model/names-in-text';
import { envFromOfContainer, envOfContainer } from './container-variables';
import { membersOfKind, type Group } from './group';
import type { Data, Imported, Note } from './note';
import { mainContainerOf, mountedVolumes } from './pod';
import { hasSecret } from '../secrets/find';

/** The key of a secret store for a variable: `DB_PASSWORD` is `db-password`. */
export function keyForVariable(variable: string): string {
  return variable.toLowerCase().replaceAll('_', '-');
}

/** Words of a command, without the secrets in them. */
export interface SafeWords {
  /** A secret is the variable that has it, which Kubernetes fills in: `--password=$(PASSWORD)`. */
  readonly words: readonly string[];
  readonly variables: readonly string[];
}

/** Takes secrets out of the words of a command: `--db-password=x` and `--db-password x`. */
export function safeWords(words: readonly string[]): SafeWords {
  const variables: string[] = [];
  const variableFor = (option: string): string => {
    const variable = option.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
    variables.push(variable);
    return `$(${variable})`;
  };
  const safe = words.map((word, index) => {
    const [, option = '', value = ''] = /^--?([A-Za-z][\w.-]*)=(.+)$/s.exec(word) ?? [];
    if (hasSecret(option, value)) return `${word.slice(0, word.indexOf('=') + 1)}${variableFor(option)}`;
    const before = /^--?([A-Za-z][\w.-]*)$/.exec(words[index - 1] ?? '')?.[1];
    return before !== undefined && !word.startsWith('-') && hasSecret(before, word) ? variableFor(before) : word;
  });
  return { words: safe, variables };
}

/** Reads variables whose values are written down. One that is a secret is left to `secretSettings`. */
export function variableSettings(group: Group): Imported {
  const { workload } = group;
  const { container, index } = mainContainerOf(workload);
  const env: Record<string, unknown> = {};
  const notes: Note[] = [];
  const said = envOfContainer(container);
  for (const [place, variable] of listAt(container, ['env']).entries()) {
    const name = textAt(variable, ['name']) ?? '';
    const written = valueAt(variable, ['value']);
    const named = mappingAt(variable, ['valueFrom', 'configMapKeyRef']);
    const copied = configValue(group, textAt(named, ['name']), textAt(named, ['key']));
    const value = typeof written === 'string' ? written : copied;
    // A key of a Secret is one of the store.
    const isElsewhere = value === undefined && valueAt(variable, ['valueFrom', 'secretKeyRef']) === undefined;
    if (isElsewhere && said[name] !== undefined) env[name] = said[name];
    if (value === undefined || !VariableName.safeParse(name).success || hasSecret(name, value)) continue;
    env[name] = writtenAsItIs(value);
    if (copied === undefined) continue;
    const text = `${name}: the value of key "${textAt(named, ['key'])}" of ConfigMap "${textAt(named, ['name'])}", written down`;
    const path = ['spec', 'template', 'spec', 'containers', index, 'env', place];
    notes.push({ kind: 'corrected', key: 'env', text, object: workload, path });
  }
  return { settings: { ...(Object.keys(env).length === 0 ? {} : { env }), ...elsewhere(group) }, notes };
}

/** ConfigMaps and Secrets that are in no file of the service, and whose keys are variables. */
function elsewhere(group: Group): Data {
  const own = new Set(
    membersOfKind(group, 'ConfigMap', 'Secret', 'SealedSecret', 'ExternalSecret').map(({ name }) => name),
  );
  const { container } = mainContainerOf(group.workload);
  const sources = listAt(container, ['envFrom']).filter((one) => {
    const name = textAt(one, ['configMapRef', 'name']) ?? textAt(one, ['secretRef', 'name']) ?? '';
    return !own.has(name);
  });
  return envFromOfContainer({ envFrom: sources });
}

function configValue(group: Group, name: string | undefined, key: string | undefined): string | undefined {
  if (name === undefined || key === undefined) return undefined;
  const map = membersOfKind(group, 'ConfigMap').find((one) => one.name === name);
  return map === undefined ? undefined : textAt(map.value, ['data', key]);
}

/** How the pods read a ConfigMap: as variables, as files in a folder, or key by key. */
export interface ConfigUse {
  readonly asEnvironment: boolean;
  readonly mountPath: string | undefined;
}

/** The ConfigMaps that become the one that a service of the catalog has: the first one, and others that are used alike. */
export function configMapsOf(group: Group): { readonly maps: readonly ManifestObject[]; readonly use: ConfigUse } {
  const all = membersOfKind(group, 'ConfigMap').filter(
    (map) => Object.keys(mappingAt(map.value, ['data'])).length > 0 && !isDashboard(map),
  );
  const uses = all.map((map) => useOf(group, map));
  const [first] = uses;
  if (first === undefined) return { maps: [], use: { asEnvironment: false, mountPath: undefined } };
  // Two folders cannot be one; two lists of variables can.
  const maps = all.filter(
    (_, index) =>
      index === 0 || (uses[index]?.mountPath === undefined && uses[index]?.asEnvironment === first.asEnvironment),
  );
  return { maps, use: first };
}

/** Whether a ConfigMap is a dashboard that Grafana's sidecar finds, and no configuration. */
export function isDashboard({ value }: ManifestObject): boolean {
  return valueAt(value, ['metadata', 'labels', 'grafana_dashboard']) !== undefined;
}

function useOf({ workload }: Group, { name }: ManifestObject): ConfigUse {
  const { container } = mainContainerOf(workload);
  const asEnvironment = listAt(container, ['envFrom']).some(
    (one) => textAt(one, ['configMapRef', 'name']) === name && valueAt(one, ['prefix']) === undefined,
  );
  const mounted = mountedVolumes(workload).find(
    ({ volume, mount }) => textAt(volume, ['configMap', 'name']) === name && mount['subPath'] === undefined,
  );
  // A folder that the catalog would refuse is left to a patch.
  const { data: mountPath } = Folder.safeParse(mounted?.mountPath);
  return { asEnvironment, mountPath };
}

/** Reads the ConfigMap of a service. */
export function configSettings(group: Group): Imported {
  const { maps, use } = configMapsOf(group);
  const values: Record<string, string> = {};
  const notes: Note[] = [];
  for (const map of maps) {
    for (const [key, value] of Object.entries(mappingAt(map.value, ['data']))) {
      if (typeof value !== 'string' || !DataKey.safeParse(key).success) continue;
      if (!hasSecret(key, value)) values[key] = value;
      else notes.push(secretNote(`${key} of ConfigMap "${map.name}"`, map, ['data', key]));
    }
  }
  if (Object.keys(values).length === 0) return { settings: {}, notes };
  const settings: Data = {
    config: {
      values,
      asEnvironment: use.asEnvironment,
      ...(use.mountPath === undefined ? {} : { mountPath: use.mountPath }),
    },
  };
  return { settings, notes };
}

/** Says that a value stays behind. */
export function secretNote(what: string, object: ManifestObject, path: Note['path'] & object): Note {
  const text = `${what} is in Git; its value is not copied: put it into the secret store, and replace it`;
  return { kind: 'secret', key: 'secrets', text, object, path };
}
