import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { DnsLabel } from '../model/names';
import { volumeName } from '../model/place-names';
import { defaultSettings } from '../model/presets';
import { quantityValue } from '../model/quantity';
import { Storage } from '../model/storage';
import { Volume } from '../model/volume';
import { amountAt } from './container-data';
import type { Data } from './note';
import { membersOfKind } from './group';
import type { Group } from './group';
import { mainContainerOf, podTemplateIn } from './pod';
import { isAmount } from './amount';

/**
 * The volumes of a pod, as settings say them; what has no word is left to a patch.
 *
 * @param beside names of the containers besides that of the service that settings say
 */
export function volumeSettings(workload: ManifestObject, beside: readonly string[]): Data {
  const pod = mappingAt(podTemplateIn(workload), ['spec']);
  const volumes = listAt(pod, ['volumes']).flatMap((one) => {
    const volume = mappingAt(one, []);
    const name = DnsLabel.safeParse(volume['name']);
    if (!name.success || !hasRoom(workload, volume)) return [];
    const mounts = mountsOf(workload, name.data, beside);
    const said = { ...sourceOf(volume), mounts };
    return mounts.length > 0 && Object.keys(said).length === 2 && Volume.safeParse(said).success
      ? [[name.data, said]]
      : [];
  });
  return volumes.length === 0 ? {} : { volumes: Object.fromEntries(volumes) };
}

/**
 * Volumes that no other setting says, and that a catalog with every convention takes: claims, objects that are in no file of the
 * service, and several in one folder.
 */
export function otherVolumes(group: Group, said: Data): Data {
  const { workload } = group;
  const own = new Set(
    membersOfKind(group, 'ConfigMap', 'Secret', 'SealedSecret', 'ExternalSecret').map(({ name }) => name),
  );
  const folders = new Set([...Object.keys(mappingAt(said, ['scratch'])), ...usualFolders]);
  const volumes = Object.entries(mappingAt(volumeSettings(workload, []), ['volumes'])).filter(([name, one]) => {
    const object = textAt(one, ['secret', 'name']) ?? textAt(one, ['configMap', 'name']);
    const isSayable = valueAt(one, ['hostPath']) === undefined && (object === undefined || !own.has(object));
    const isScratch = valueAt(one, ['emptyDir']) !== undefined;
    const isApart = listAt(one, ['mounts']).every((mount) => !folders.has(textAt(mount, ['mountPath']) ?? ''));
    return isSayable && !isScratch && isApart && !namesOfSettings.has(name);
  });
  return volumes.length === 0 ? {} : { volumes: Object.fromEntries(volumes) };
}

/** Folders and names that a service has, whatever it says. */
const usualFolders: readonly string[] = Object.keys(defaultSettings({ ports: [] }).scratch);
const namesOfSettings: ReadonlySet<string> = new Set([
  'backups',
  'config',
  'data',
  'secrets',
  ...usualFolders.map(volumeName),
]);

/** What pods of a StatefulSet keep: their volumes, those that its container sees at one place, or nothing but their names. */
export function memberSettings(workload: ManifestObject): Data {
  if (workload.kind !== 'StatefulSet') return {};
  const all = listAt(workload.value, ['spec', 'volumeClaimTemplates']).flatMap((template) => {
    const name = textAt(template, ['metadata', 'name']) ?? '';
    const [mount, ...others] = mountsOf(workload, name, []);
    if (mount === undefined || others.length > 0 || mount['readOnly'] === true) return [];
    const { readOnly: _, ...place } = mount;
    const modes = listAt(template, ['spec', 'accessModes']);
    const className = valueAt(template, ['spec', 'storageClassName']);
    const one = {
      ...(name === 'data' ? {} : { name }),
      size: valueAt(template, ['spec', 'resources', 'requests', 'storage']),
      ...place,
      ...(className === undefined ? {} : { className }),
      ...(modes.length === 1 && modes[0] !== 'ReadWriteOnce' ? { accessMode: modes[0] } : {}),
    };
    return Storage.safeParse(one).success ? [one] : [];
  });
  const isParallel = valueAt(workload.value, ['spec', 'podManagementPolicy']) === 'Parallel';
  return {
    ...(all.length === 0 ? { runs: 'members' } : { storage: all.length === 1 ? all[0] : all }),
    ...(isParallel ? { podManagement: 'parallel' } : {}),
  };
}

/** Where containers find a volume, in words that the catalog takes. */
function mountsOf(workload: ManifestObject, volume: string, beside: readonly string[]): readonly Data[] {
  const pod = mappingAt(podTemplateIn(workload), ['spec']);
  const main = mainContainerOf(workload);
  const others = [
    ...listAt(pod, ['initContainers']),
    ...listAt(pod, ['containers']).filter((_, index) => index !== main.index),
  ].filter((one) => beside.includes(textAt(one, ['name']) ?? ''));
  const containers = [main.container, ...others.map((one) => mappingAt(one, []))];
  return containers.flatMap((container, index) =>
    listAt(container, ['volumeMounts'])
      .filter((one) => textAt(one, ['name']) === volume)
      .map((one): Data => {
        const { mountPath, subPath, readOnly } = mappingAt(one, []);
        return {
          mountPath,
          ...(subPath === undefined || subPath === '' ? {} : { subPath }),
          ...(readOnly === true ? { readOnly } : {}),
          ...(index === 0 ? {} : { container: container['name'] }),
        };
      })
      .filter((one) => Mounts.safeParse([one]).success),
  );
}

const Mounts = Volume.shape.mounts;

function sourceOf(volume: Mapping): Data {
  const key = Object.keys(volume).find((one) => one !== 'name');
  const source = key === undefined ? {} : mappingAt(volume, [key]);
  switch (key) {
    case 'emptyDir': {
      const { medium, sizeLimit } = source;
      return {
        emptyDir: {
          ...(medium === undefined || medium === '' ? {} : { medium }),
          ...(isAmount(sizeLimit) ? { size: String(sizeLimit) } : {}),
        },
      };
    }
    case 'secret':
      return { secret: { ...namedSource(source, 'secretName'), ...modeOf(source) } };
    case 'configMap':
      return { configMap: { ...namedSource(source, 'name'), ...modeOf(source) } };
    case 'persistentVolumeClaim':
      return source['readOnly'] === true ? {} : { existingClaim: source['claimName'] };
    case 'hostPath': {
      const { path, type } = source;
      return { hostPath: { path, ...(type === undefined || type === '' ? {} : { type }) } };
    }
    case 'csi': {
      const { driver, volumeAttributes, fsType, readOnly, nodePublishSecretRef } = source;
      return {
        csi: {
          driver,
          ...(volumeAttributes === undefined ? {} : { attributes: volumeAttributes }),
          ...(fsType === undefined || fsType === '' ? {} : { fsType }),
          ...(readOnly === undefined ? {} : { readOnly }),
          ...(nodePublishSecretRef === undefined ? {} : { secret: textAt(nodePublishSecretRef, ['name']) }),
        },
      };
    }
    case 'ephemeral':
      return { ephemeral: ephemeralOf(mappingAt(source, ['volumeClaimTemplate'])) };
    case 'projected':
      return { projected: { sources: listAt(source, ['sources']).map(projectedSource), ...modeOf(source) } };
    default:
      return {};
  }
}

/** A claim with labels, a selector or a source has no word. */
function ephemeralOf(template: Mapping): Data {
  const { accessModes, resources, storageClassName, volumeMode, ...others } = mappingAt(template, ['spec']);
  const [mode, ...more] = Array.isArray(accessModes) ? accessModes : [];
  return {
    size: valueAt(resources, ['requests', 'storage']),
    ...(storageClassName === undefined ? {} : { className: storageClassName }),
    ...(mode === 'ReadWriteOnce' || mode === undefined ? {} : { accessMode: mode }),
    ...(volumeMode === 'Block' || more.length > 0 ? { volumeMode } : {}),
    ...others,
  };
}

function projectedSource(one: unknown): Data {
  const [key = ''] = Object.keys(mappingAt(one, []));
  const source = mappingAt(one, [key]);
  switch (key) {
    case 'secret':
    case 'configMap':
      return { [key]: namedSource(source, 'name') };
    case 'serviceAccountToken':
      return { token: source };
    case 'downwardAPI': {
      const items = listAt(source, ['items']);
      return {
        fields: Object.fromEntries(
          items.map((item) => [textAt(item, ['path']) ?? '', valueAt(item, ['fieldRef', 'fieldPath'])]),
        ),
      };
    }
    default:
      return {};
  }
}

function namedSource(source: Mapping, key: 'secretName' | 'name'): Data {
  const items = listAt(source, ['items']);
  return {
    name: source[key],
    ...(items.length === 0
      ? {}
      : {
          items: Object.fromEntries(
            // One with a mode of its own has no word: a number is no path.
            items.map((item) => [textAt(item, ['key']) ?? '', valueAt(item, ['mode']) ?? valueAt(item, ['path'])]),
          ),
        }),
    ...(source['optional'] === undefined ? {} : { optional: source['optional'] }),
  };
}

/** 420 is what a server fills in. */
function modeOf({ defaultMode }: Mapping): Data {
  return typeof defaultMode !== 'number' || defaultMode === 0o644
    ? {}
    : { mode: `0${defaultMode.toString(8).padStart(3, '0')}` };
}

/** Whether a law would take the size of a volume that is empty at the start. */
function hasRoom(workload: ManifestObject, volume: Mapping): boolean {
  const size = valueAt(volume, ['emptyDir', 'sizeLimit']);
  if (!isAmount(size)) return true;
  const { container } = mainContainerOf(workload);
  const isInMemory = valueAt(volume, ['emptyDir', 'medium']) === 'Memory';
  const limit = amountAt(container, 'limits', isInMemory ? 'memory' : 'ephemeral-storage') ?? usualLimit;
  return (quantityValue(String(size)) ?? 0) < (quantityValue(limit) ?? 0);
}

/** The least of what a container may have that says nothing. */
const usualLimit = '512Mi';
