import type { ManifestObject } from '../../manifests/manifest';
import { listAt, mappingAt, textAt } from '../../manifests/value-at';
import { groupBy } from '../../model/group-by';
import { podTemplateIn, referencesOf } from '../pod';
import type { TreeEnvironment } from '../tree';

/** An object that pods or claims need and that none of the manifests has: it has to be where they run. */
export interface ExpectedObject {
  /** `Secret db`. */
  readonly object: string;
  /** Who needs it: `Deployment web`. */
  readonly by: readonly string[];
  readonly environments: readonly string[];
}

/** Says what an import takes for granted: objects that others name and that no manifest has. */
export function expectedObjects(environments: readonly TreeEnvironment[]): readonly ExpectedObject[] {
  const needs = environments.flatMap(({ name: environment, objects }) => {
    const made = new Set(objects.flatMap(namesMadeBy));
    return objects.flatMap((object) =>
      namesNeededBy(object)
        .filter((need) => !made.has(need))
        .map((need) => ({ need, by: `${object.kind} ${object.name}`, environment })),
    );
  });
  return [...groupBy(needs, ({ need }) => need)].map(([object, all]) => ({
    object,
    by: [...new Set(all.map(({ by }) => by))],
    environments: [...new Set(all.map(({ environment }) => environment))],
  }));
}

/** The object itself, and those that controllers make of it. */
function namesMadeBy({ kind, name, value }: ManifestObject): readonly string[] {
  const own = `${kind} ${name}`;
  if (kind === 'ExternalSecret') return [own, `Secret ${textAt(value, ['spec', 'target', 'name']) ?? name}`];
  if (kind === 'SealedSecret')
    return [own, `Secret ${textAt(value, ['spec', 'template', 'metadata', 'name']) ?? name}`];
  if (kind === 'Certificate') return [own, `Secret ${textAt(value, ['spec', 'secretName']) ?? name}`];
  return [own];
}

function namesNeededBy(object: ManifestObject): readonly string[] {
  const { kind, value } = object;
  if (kind === 'ExternalSecret') {
    const store = mappingAt(value, ['spec', 'secretStoreRef']);
    const name = textAt(store, ['name']);
    return name === undefined ? [] : [`${textAt(store, ['kind']) ?? 'SecretStore'} ${name}`];
  }
  const classes = [value, ...listAt(value, ['spec', 'volumeClaimTemplates'])].flatMap((claim) =>
    textAt(claim, ['kind']) === 'PersistentVolumeClaim' || claim !== value
      ? (textAt(claim, ['spec', 'storageClassName']) ?? [])
      : [],
  );
  const pod = mappingAt(podTemplateIn(object), ['spec']);
  const ofClaims = classes.filter((name) => name !== '').map((name) => `StorageClass ${name}`);
  if (Object.keys(pod).length === 0) return ofClaims;
  const { configMaps, secrets, claims, serviceAccount } = referencesOf(object);
  const pulled = listAt(pod, ['imagePullSecrets']).flatMap((one) => textAt(one, ['name']) ?? []);
  const named = (of: string, names: Iterable<string>): readonly string[] => [...names].map((name) => `${of} ${name}`);
  const priority = textAt(pod, ['priorityClassName']);
  return [
    ...ofClaims,
    ...named('ConfigMap', configMaps),
    ...named('Secret', new Set([...secrets, ...pulled])),
    ...named('PersistentVolumeClaim', claims),
    ...named('ServiceAccount', serviceAccount === undefined || serviceAccount === 'default' ? [] : [serviceAccount]),
    ...named('PriorityClass', priority === undefined || priority.startsWith('system-') ? [] : [priority]),
  ];
}
