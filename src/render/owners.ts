import { inOrderOfNames } from '../model/catalog';
import type { Catalog } from '../model/catalog';

/** Where the rendered tree begins: what reviewers do not have to read line by line. */
export const renderedFolders = ['services', 'argocd'] as const;

/** What belongs to no service; CODEOWNERS itself, or everybody could make himself an owner. */
const platformPaths = ['/CODEOWNERS', '/.gitattributes', '/.github/', '/catalog/', '/argocd/'] as const;

/**
 * CODEOWNERS of the GitOps repository. The last matching line wins (GitHub, "About code owners"), so it goes from the
 * general to the special: the platform, then services by their team, then environments that have owners of their own.
 */
export function codeOwners(catalog: Catalog): readonly string[] {
  const owners = (teams: readonly string[]): string =>
    [...new Set(teams.flatMap((team) => catalog.platform.teams[team]?.owners ?? []))].join(' ');
  const lines: string[] = [];
  if (catalog.platform.owners.length > 0) {
    const reviewers = owners(catalog.platform.owners);
    lines.push(...platformPaths.map((path) => `${path} ${reviewers}`));
  }
  for (const [name, { service }] of inOrderOfNames(catalog.services)) {
    lines.push(`/catalog/services/${name}/ ${owners([service.team])}`, `/services/${name}/ ${owners([service.team])}`);
  }
  for (const [name, environment] of inOrderOfNames(catalog.environments)) {
    if (environment.owners.length === 0) continue;
    const reviewers = owners(environment.owners);
    lines.push(
      `/catalog/environments/${name}.yaml ${reviewers}`,
      `/catalog/services/*/${name}.yaml ${reviewers}`,
      `/services/*/overlays/${name}/ ${reviewers}`,
      `/argocd/${name}/ ${reviewers}`,
    );
  }
  return lines;
}

/** .gitattributes: rendered files are folded in reviews, and read alike on every operating system. */
export function gitAttributes(): readonly string[] {
  return [
    ...renderedFolders.map((folder) => `/${folder}/** linguist-generated=true text eol=lf`),
    '/catalog/** text eol=lf',
  ];
}
