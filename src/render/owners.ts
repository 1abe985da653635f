import { documents, inOrderOfNames } from '../model/catalog';
import type { Catalog } from '../model/catalog';
import { renderedFolders, sharedFiles, treeFolders } from '../model/tree-layout';

/** What belongs to no service; CODEOWNERS itself, or everybody could make himself an owner. */
const platformPaths = [
  `/${sharedFiles.owners}`,
  `/${sharedFiles.attributes}`,
  '/.github/',
  '/catalog/',
  `/${treeFolders.argocd}/`,
] as const;

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
    const reviewers = owners([service.team]);
    lines.push(
      `/catalog/${documents.serviceFolder(name)}/ ${reviewers}`,
      `/${treeFolders.service(name)}/ ${reviewers}`,
    );
  }
  for (const [name, environment] of inOrderOfNames(catalog.environments)) {
    if (environment.owners.length === 0) continue;
    const reviewers = owners(environment.owners);
    lines.push(
      `/catalog/${documents.environment(name)} ${reviewers}`,
      `/catalog/${documents.overlay('*', name)} ${reviewers}`,
      `/${treeFolders.overlay('*', name)}/ ${reviewers}`,
      `/${treeFolders.environment(name)}/ ${reviewers}`,
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
