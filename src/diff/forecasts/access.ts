import { listAt, mappingAt, textAt } from '../../manifests/value-at';
import { afterOf, beforeOf } from '../change';
import type { Consequence, Forecast } from '../consequence';
import { plain } from '../shown';
import { onlyIn, sources } from '../consequence';
import { verifierOfLabel } from '../verifier-of-label';

const mostRights = 6;

/** Roles: what they allow, and whom. */
export const roles: Forecast = ({ change, object }) => {
  if (object.group !== 'rbac.authorization.k8s.io') return [];
  const [before, after] = [beforeOf(change)?.value, afterOf(change)?.value];
  const rights = (value: unknown): readonly string[] => [
    ...listAt(value, ['rules']).flatMap(rightsOf),
    ...listAt(value, ['subjects']).map((one) => `${textAt(one, ['kind']) ?? ''} ${textAt(one, ['name']) ?? ''}`),
  ];
  const isBinding = object.kind.endsWith('Binding');
  const role = textAt(after ?? before, ['roleRef', 'name']) ?? '';
  return differences(rights(before), rights(after), {
    gained: isBinding ? `gains what ${role} allows` : 'allows',
    lost: isBinding ? `loses what ${role} allows` : 'no longer allows',
    source: sources.rbac,
  });
};

/** AppProjects: what Applications may use and make, and when. Argo CD delivers them, so it holds within minutes. */
export const projects: Forecast = ({ change, object }) => {
  if (object.kind !== 'AppProject') return [];
  const [before, after] = [beforeOf(change)?.value, afterOf(change)?.value];
  const [frozenBefore, frozenAfter] = [freezesOf(before), freezesOf(after)];
  return [
    ...differences(scopeOf(before), scopeOf(after), {
      gained: 'allows',
      lost: 'no longer allows',
      source: sources.argoProjects,
    }),
    ...onlyIn(frozenAfter, frozenBefore).map((freeze): Consequence => ({
      category: 'access',
      severity: 'disruption',
      text: `nothing of it is synced ${freeze}`,
      source: sources.argoSyncWindows,
    })),
    ...onlyIn(frozenBefore, frozenAfter).map((freeze): Consequence => ({
      category: 'access',
      severity: 'notice',
      text: `the freeze ${freeze} is lifted: what waited for it is synced at once, unless a person syncs there`,
      source: sources.argoSyncWindows,
    })),
  ];
};

/** How strict a namespace is with its pods. */
export const podSecurity: Forecast = ({ change, object, fields }) => {
  if (object.kind !== 'Namespace' || change.change !== 'changed') return [];
  const label = 'metadata.labels.pod-security.kubernetes.io/enforce';
  return fields
    .filter(({ shape }) => shape === label)
    .map(({ category, after }) => ({
      category,
      severity: 'disruption',
      text: `new pods must be "${after === undefined ? 'privileged' : plain(after)}" (pod security); those that run stay`,
      source: sources.podSecurity,
    }));
};

/** Whether a namespace lets in images that nobody has signed. */
export const imageSignatures: Forecast = ({ change, object, fields }) => {
  if (object.kind !== 'Namespace' || change.change !== 'changed') return [];
  return fields.flatMap(({ category, shape, after }): readonly Consequence[] => {
    const label = verifierOfLabel(shape);
    if (label === undefined) return [];
    const { name, source } = verifiers[label.verifier];
    const isVerified = after !== undefined && plain(after) === label.value;
    return [
      {
        category,
        severity: 'disruption',
        text: isVerified
          ? `new pods must have images that ${name} finds signed, as policies of the cluster say; those that run stay`
          : `${name} lets in images that nobody has signed`,
        source,
      },
    ];
  });
};

const verifiers = {
  sigstore: { name: "Sigstore's policy controller", source: sources.policyController },
  kyverno: { name: 'Kyverno', source: sources.kyvernoImages },
} as const;

/** When nothing is synced: "at 0 12 * * fri for 60h (Europe/Berlin), except by a person". */
function freezesOf(project: unknown): readonly string[] {
  return listAt(project, ['spec', 'syncWindows'])
    .map((window) => mappingAt(window, []))
    .filter(({ kind }) => kind === 'deny')
    .map(({ schedule, duration, timeZone = 'UTC', manualSync }) => {
      const when = `at ${plain(schedule)} for ${plain(duration)} (${plain(timeZone)})`;
      return manualSync === true ? `${when}, except by a person` : when;
    });
}

function scopeOf(project: unknown): readonly string[] {
  const kinds = (key: string): readonly string[] =>
    listAt(project, ['spec', key]).map((one) => {
      const { group, kind } = mappingAt(one, []);
      return `${plain(kind)}${group === '' || group === undefined ? '' : ` of ${plain(group)}`}`;
    });
  return [
    ...listAt(project, ['spec', 'sourceRepos']).map((one) => `source ${plain(one)}`),
    ...listAt(project, ['spec', 'destinations']).map((one) => {
      const { namespace, server, name } = mappingAt(one, []);
      return `namespace ${plain(namespace)} on ${plain(server ?? name)}`;
    }),
    ...kinds('clusterResourceWhitelist').map((one) => `cluster-wide ${one}`),
    ...kinds('namespaceResourceWhitelist'),
  ];
}

function rightsOf(rule: unknown): readonly string[] {
  const verbs = listAt(rule, ['verbs']).map(plain).sort().join(', ');
  const names = listAt(rule, ['resourceNames']).map(plain);
  const things = [...listAt(rule, ['resources']), ...listAt(rule, ['nonResourceURLs'])].map(plain);
  return things.map((thing) => `${verbs} ${thing}${names.length === 0 ? '' : ` called ${names.join(', ')}`}`);
}

function differences(
  before: readonly string[],
  after: readonly string[],
  { gained, lost, source }: { readonly gained: string; readonly lost: string; readonly source: string },
): readonly Consequence[] {
  const say = (text: string, found: readonly string[], severity: 'notice' | 'disruption'): readonly Consequence[] => {
    if (found.length === 0) return [];
    const more = found.length > mostRights ? ` and ${found.length - mostRights} more` : '';
    return [{ category: 'access', severity, text: `${text}: ${found.slice(0, mostRights).join('; ')}${more}`, source }];
  };
  return [...say(gained, onlyIn(after, before), 'notice'), ...say(lost, onlyIn(before, after), 'disruption')];
}
