import { settingsFor } from '../manifest-schemas/for-version';
import type { VersionSettings } from '../manifest-schemas/for-version';
import { shippedMinors } from '../manifest-schemas/shipped-schemas';
import type { ManifestObject, ManifestUnit } from '../manifests/manifest';
import { groupBy } from '../model/group-by';
import { environmentOf } from '../model/place-names';
import type { CheckConfig } from './check-config';
import type { RuleText } from './check-report';
import type { Finding } from './finding';
import { unitRules } from './rules';
import { runRules } from './run-rules';
import { schemaRules } from './schema';

/** What no rule sees, because there is no object to look at. */
export const unreadableManifest: RuleText = {
  id: 'unreadable-manifest',
  title: 'a file cannot be read as Kubernetes manifests',
  why: 'kubectl and Argo CD refuse the file, and with it all others that are applied together.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/',
  severity: 'error',
  failing: '',
  passing: '',
};

/**
 * Asks all rules about objects, each unit by itself. Schemas are those of the environment that an object is for.
 *
 * @param versions minor version of Kubernetes by environment
 */
export function checkUnits(
  units: readonly ManifestUnit[],
  config: CheckConfig,
  versions: ReadonlyMap<string, string>,
  packageRoot: string,
): readonly Finding[] {
  const settingsByVersion = new Map<string, VersionSettings>();
  const settingsOf = (version: string): VersionSettings => {
    const known = settingsByVersion.get(version) ?? settingsFor(packageRoot, version, config.schemas ?? []);
    settingsByVersion.set(version, known);
    return known;
  };
  return units.flatMap((unit) => checkUnit(unit, config, versions, settingsOf));
}

function checkUnit(
  unit: ManifestUnit,
  config: CheckConfig,
  versions: ReadonlyMap<string, string>,
  settingsOf: (version: string) => VersionSettings,
): readonly Finding[] {
  const { trustedRegistries, severities = {} } = config;
  const usual = config.kubernetesVersion ?? shippedMinors[0];
  const versionOf = ({ file }: ManifestObject): string => versions.get(environmentOf(file)) ?? usual;
  const team = trustedRegistries === undefined ? {} : { trustedRegistries };
  const ofSchemas = [...groupBy(unit.objects, versionOf)].flatMap(([version, objects]) =>
    runRules({ objects }, { rules: schemaRules, severities, settings: { ...team, ...settingsOf(version) } }),
  );
  const settings = { ...team, kubernetesVersion: usual };
  const unreadable = unit.unreadable.map((one): Finding => ({
    rule: unreadableManifest.id,
    severity: unreadableManifest.severity,
    path: [],
    ...one,
  }));
  return [...unreadable, ...ofSchemas, ...runRules(unit, { rules: unitRules, severities, settings })];
}
