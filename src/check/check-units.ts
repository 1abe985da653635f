import type { VersionSettings } from '../manifest-schemas/for-version';
import { shippedMinors } from '../manifest-schemas/shipped-schemas';
import type { ManifestObject, ManifestUnit } from '../manifests/manifest';
import { groupBy } from '../model/group-by';
import { environmentOf } from '../model/tree-layout';
import type { CheckConfig } from './check-config';
import { unreadableManifest } from './file-rules';
import type { Finding } from './finding';
import { unitRules } from './rules';
import { runRules } from './run-rules';
import { schemaRules } from './schema';
import { withDefinedKinds } from './schema/defined-kinds';
import { withoutRepeats } from './without-repeats';

/**
 * Asks all rules about objects, each unit by itself. Schemas are those of the environment that an object is for.
 *
 * @param versions minor version of Kubernetes by environment
 * @param settingsFor what API servers of a version take
 * @param remotes addresses of the repository that the manifests are of; undefined when nobody knows
 */
export function checkUnits(
  units: readonly ManifestUnit[],
  config: CheckConfig,
  versions: ReadonlyMap<string, string>,
  settingsFor: (version: string) => VersionSettings,
  remotes?: readonly string[],
): readonly Finding[] {
  const definitions = units.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'CustomResourceDefinition'));
  const byVersion = new Map<string, VersionSettings>();
  const withDefinitions = (version: string): VersionSettings => {
    const settings = settingsFor(version);
    const known = byVersion.get(version) ?? { ...settings, schemas: withDefinedKinds(settings.schemas, definitions) };
    byVersion.set(version, known);
    return known;
  };
  return units.flatMap((unit) => checkUnit(unit, config, versions, withDefinitions, remotes));
}

/** Rules about what nobody should be able to read, whether it is applied or not. */
const rulesOfGit = unitRules.filter(({ hidesLine }) => hidesLine === true);

function checkUnit(
  unit: ManifestUnit,
  config: CheckConfig,
  versions: ReadonlyMap<string, string>,
  settingsFor: (version: string) => VersionSettings,
  remotes: readonly string[] | undefined,
): readonly Finding[] {
  const { trustedRegistries, severities = {} } = config;
  const usual = config.kubernetesVersion ?? shippedMinors[0];
  const versionOf = ({ file }: ManifestObject): string => versions.get(environmentOf(file)) ?? usual;
  const team = trustedRegistries === undefined ? {} : { trustedRegistries };
  if (unit.isUnapplied === true) {
    const settings = { ...team, ...settingsFor(usual) };
    return runRules({ objects: unit.objects }, { rules: rulesOfGit, severities, settings });
  }
  const ofSchemas = [...groupBy(unit.objects, versionOf)].flatMap(([version, objects]) =>
    runRules({ objects }, { rules: schemaRules, severities, settings: { ...team, ...settingsFor(version) } }),
  );
  const settings = { ...team, ...settingsFor(usual), ...(remotes !== undefined && { remotes }) };
  const unreadable = unit.unreadable.map((one): Finding => ({
    rule: unreadableManifest.id,
    severity: unreadableManifest.severity,
    path: [],
    ...one,
  }));
  const ofUnit = runRules(unit, { rules: unitRules, severities, settings });
  return [...unreadable, ...withoutRepeats([...ofSchemas, ...ofUnit])];
}
