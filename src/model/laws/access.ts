import { documents, inOrderOfNames } from '../catalog';
import type { Catalog, Breach } from '../catalog';
import { groupBy } from '../group-by';
import { isOfArgoCd } from '../identity-group';
import { projectOf } from '../place-names';
import type { Resolved } from '../resolve';

/** Nobody gets a right, and no commit gets in, that the catalog does not speak of. */
export function checkAccess(catalog: Catalog, all: readonly Resolved[]): readonly Breach[] {
  return [...groupsOfArgoCd(catalog), ...sharedSignatures(catalog, all)];
}

function* groupsOfArgoCd({ platform }: Catalog): Iterable<Breach> {
  for (const [name, { groups }] of Object.entries(platform.teams)) {
    if (groups !== undefined || !isOfArgoCd(name)) continue;
    yield {
      document: documents.platform,
      path: ['teams', name],
      message: `the group of team "${name}" would be called "${name}", and Argo CD gives every right to a group of this name`,
      hint: `say teams.${name}.groups, or rename the team`,
    };
  }
}

/** A project has one list of keys: those of one environment would hold for the other, or would not be asked for. */
function* sharedSignatures({ platform, environments }: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  if ([...environments.values()].every(({ signatures }) => signatures === undefined)) return;
  for (const [project, users] of groupBy(all, (one) => projectOf(platform, one))) {
    const sharing = inOrderOfNames(new Map(users.map(({ environment, where }) => [environment, where])));
    const signed = sharing.find(([, { signatures }]) => signatures !== undefined);
    if (signed === undefined) continue;
    const [name, { signatures }] = signed;
    const [other] = sharing.find(([, where]) => keysOf(where.signatures) !== keysOf(signatures)) ?? [];
    if (other === undefined) continue;
    yield {
      document: documents.environment(name),
      path: ['signatures'],
      message: `environments "${name}" and "${other}" share the AppProject "${project}", and do not have the same signature keys`,
      hint: 'give both the same keys, or put "{environment}" into argocd.project of platform.yaml',
    };
  }
}

function keysOf(signatures: { readonly keys: readonly string[] } | undefined): string {
  return [...(signatures?.keys ?? [])].sort().join(' ');
}
