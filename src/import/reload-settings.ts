import { isMapping, mappingAt } from '../manifests/value-at';
import { mergeLayers } from '../model/layers';
import { defaultSettings } from '../model/presets';
import { readsSecrets, reloadOfSecrets } from '../model/reload';
import { SettingsLayer } from '../model/settings';
import type { Data } from './note';

/** The annotation by which Reloader replaces pods when a Secret or a ConfigMap has other values (Reloader, "Automatic reload"). */
const reloadOfAll = 'reloader.stakater.com/auto';

/**
 * Settings in which an annotation of Stakater's Reloader is the word of the catalog for it, where pods read a Secret in words, too.
 *
 * @param hasChecksum whether pods are replaced when configuration of the catalog changes: where they read no other, the annotation
 *   that is about both says no more than the word @default false
 */
export function withReload(settings: Data, hasChecksum = false): Data {
  const path = ['metadata', 'workload', 'annotations'];
  const annotations = mappingAt(settings, path);
  const names =
    hasChecksum && !ofReading.some((key) => namesConfigMap(settings[key]))
      ? [reloadOfSecrets, reloadOfAll]
      : [reloadOfSecrets];
  if (!names.some((name) => annotations[name] === 'true') || !readsSecretsInWords(settings)) return settings;
  const { metadata: _, ...others } = settings;
  const { workload, ...objects } = mappingAt(settings, ['metadata']);
  const { annotations: __, ...words } = mappingAt(workload, []);
  const kept = without(annotations, names);
  const ofWorkload = { ...words, ...(Object.keys(kept).length === 0 ? {} : { annotations: kept }) };
  const metadata = { ...(Object.keys(ofWorkload).length === 0 ? {} : { workload: ofWorkload }), ...objects };
  return {
    ...others,
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    secrets: { ...mappingAt(settings, ['secrets']), reload: 'reloader' },
  };
}

const ofReading = ['secrets', 'env', 'envFrom', 'volumes', 'initContainers', 'sidecars'] as const;

function readsSecretsInWords(said: Data): boolean {
  const { data } = SettingsLayer.safeParse(Object.fromEntries(ofReading.map((key) => [key, said[key]])));
  if (data === undefined) return false;
  const settings = mergeLayers(defaultSettings({ ports: [] }), [{ settings: data }]);
  return readsSecrets({ settings, wants: { runs: 'pods' } });
}

/** Whether a ConfigMap is read that somebody else writes: in variables, lists of them, and volumes. */
function namesConfigMap(said: unknown): boolean {
  if (Array.isArray(said)) return said.some(namesConfigMap);
  return isMapping(said) && ('configMap' in said || Object.values(said).some(namesConfigMap));
}

function without(annotations: Data, names: readonly string[]): Data {
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => !names.includes(name)));
}
