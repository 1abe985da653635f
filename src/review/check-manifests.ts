import type { AcceptedFindings } from '../check/accepted-findings';
import type { FromConfig } from '../check/apply-config';
import type { CheckConfig } from '../check/check-config';
import type { CheckReport } from '../check/check-report';
import { checkUnits } from '../check/check-units';
import { notBuilt, nothingChecked, unknownKubernetesVersion } from '../check/file-rules';
import type { Finding } from '../check/finding';
import { filesOf, judge, type Verdict } from '../check/judge';
import { ruleTexts } from '../check/rule-texts';
import { isKnownMinor, knownMinors, shippedMinorFor } from '../manifest-schemas/for-version';
import type { VersionSettings } from '../manifest-schemas/for-version';
import type { ManifestUnit, SkippedPath } from '../manifests/manifest';
import { documents } from '../model/catalog';
import type { OwnCatalog } from './own-catalog';
import { staleFindings } from './stale-files';

/** Manifests to check, and what is known of them. */
export interface CheckQuestion {
  readonly units: readonly ManifestUnit[];
  /** What the team says in slipway.yaml. */
  readonly config: CheckConfig;
  /** The path of a file from the folder of slipway.yaml. @default - as the units name it */
  readonly fromConfig?: FromConfig;
  /** Findings that the team has accepted. @default - none */
  readonly accepted?: AcceptedFindings | undefined;
  /** The catalog that the manifests are rendered from. @default - there is none */
  readonly catalog?: OwnCatalog | undefined;
  /** What API servers of a version of Kubernetes take. */
  readonly settingsFor: (version: string) => VersionSettings;
  /** Text of a file of the units, for its comments; undefined for one that is known to have none about findings. */
  readonly textOf: (file: string) => string | undefined;
  /** Addresses of the repository that the manifests are of. @default - nobody knows */
  readonly remotes?: readonly string[] | undefined;
  /** Names a file of the tree as the units name files. @default - by its path in the tree */
  readonly shown?: (path: string) => string;
}

/** Whether manifests pass, and what was found, accepted and suppressed. */
export type CheckResult = Verdict & Omit<CheckReport, 'version'>;

/**
 * Checks manifests: asks every rule, and holds what they find against what the team has said.
 *
 * @throws InputError when the catalog is not valid
 */
export async function checkManifests(question: CheckQuestion): Promise<CheckResult> {
  const { units, config, fromConfig, accepted, catalog, settingsFor, textOf, shown = (path) => path } = question;
  const checked = units.filter(({ isUnapplied = false }) => !isUnapplied);
  const versions = (await catalog?.versions()) ?? new Map();
  const ofUnits = checkUnits(units, config, versions, settingsFor, question.remotes);
  const ofTree = staleFindings((await catalog?.staleFiles()) ?? [], shown);
  return {
    ...judge({
      findings: [...ofTree, ...ofUnits, ...uncheckedIn(checked), ...unknownVersions(config, versions, shown)],
      units,
      textOf,
      config,
      fromConfig,
      accepted,
    }),
    skipped: units.flatMap((unit) => unit.skipped),
    objects: checked.reduce((sum, { objects }) => sum + objects.length, 0),
    files: filesOf(checked).size,
    rules: ruleTexts,
  };
}

/** A finding for each version whose schemas are neither shipped nor named in slipway.yaml. */
function* unknownVersions(
  { kubernetesVersion, schemas = [] }: CheckConfig,
  versions: ReadonlyMap<string, string>,
  shown: (path: string) => string,
): Iterable<Finding> {
  if (schemas.length > 0) return;
  const ofEnvironments = [...versions].map(([name, version]) => ({
    version,
    file: shown(`catalog/${documents.environment(name)}`),
  }));
  const said = kubernetesVersion === undefined ? [] : [{ version: kubernetesVersion, file: 'slipway.yaml' }];
  for (const { version, file } of [...said, ...ofEnvironments]) {
    if (isKnownMinor(version)) continue;
    yield {
      rule: unknownKubernetesVersion.id,
      severity: unknownKubernetesVersion.severity,
      file,
      path: [],
      message: `Kubernetes ${version} is not known to this version of Slipway, which knows ${knownMinors}; objects are checked against ${shippedMinorFor(version)}`,
      hint: 'correct the version, use a version of Slipway that knows it, or name schemas of the cluster in slipway.yaml',
    };
  }
}

/**
 * A finding for each kustomization and chart that was not built; only one where nothing at all was looked at: with nothing to
 * find, it would look like a check that has passed.
 */
function uncheckedIn(units: readonly ManifestUnit[]): readonly Finding[] {
  const isSomething = units.some(
    ({ objects, unreadable, kustomizations }) => objects.length + unreadable.length + kustomizations.length > 0,
  );
  const skipped = units.flatMap((unit) => unit.skipped);
  if (isSomething) return skipped.flatMap(notBuiltOf);
  const [first, ...others] = skipped;
  if (first === undefined) return [];
  const { id: rule, severity } = nothingChecked;
  const more = others.length === 0 ? '' : `, and so were ${others.length} more`;
  return [
    {
      rule,
      severity,
      file: first.path,
      path: [],
      message: `nothing was checked: "${first.path}" was skipped (${first.reason})${more}`,
      hint: skipped.some(({ reason }) => reason.endsWith('is not installed'))
        ? 'install the program that makes the manifests, or name another folder'
        : skipped.some(({ reason }) => /^not (built|rendered): /.test(reason))
          ? 'do what is said of it, or name another folder'
          : 'name a folder or a file that has objects of a cluster',
    },
  ];
}

function notBuiltOf({ path, reason, unbuilt: file }: SkippedPath): readonly Finding[] {
  if (file === undefined) return [];
  const { id: rule, severity } = notBuilt;
  const message = `"${path}" is ${reason}: what it makes is not checked`;
  const hint =
    'see to it that it can be built here; what is to pass unseen is an exception of this rule in slipway.yaml';
  return [{ rule, severity, file, path: [], message, hint }];
}
