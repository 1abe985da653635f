import { documents, inOrderOfNames } from '../model/catalog';
import type { Catalog } from '../model/catalog';
import { renderedFolders, sharedFiles, treeFolders } from '../model/tree-layout';
import { pathInRepository, usualHome } from '../model/tree-place';

/**
 * CODEOWNERS of the GitOps repository. The last matching line wins (GitHub, "About code owners"), so it goes from the
 * general to the special: the platform, then services by their team, then environments that have owners of their own.
 *
 * @param folder of the catalog, from the root of the repository. @default - `catalog` in the folder of the tree
 */
export function codeOwners(catalog: Catalog, folder = usualHome(catalog.platform).inRepository): readonly string[] {
  const { platform } = catalog;
  const owners = (teams: readonly string[]): string =>
    [...new Set(teams.flatMap((team) => platform.teams[team]?.owners ?? []))].join(' ');
  const at = (path: string): string => `/${pathInRepository(platform, path)}`;
  const ofCatalog = (path: string): string => `/${folder}/${path}`;
  const lines: string[] = [];
  if (platform.owners.length > 0) {
    const reviewers = owners(platform.owners);
    // What belongs to no service; CODEOWNERS itself, or everybody could make himself an owner.
    const paths = [
      `/${sharedFiles.owners}`,
      at(sharedFiles.attributes),
      '/.github/',
      ofCatalog(''),
      at(`${treeFolders.argocd}/`),
    ];
    lines.push(...paths.map((path) => `${path} ${reviewers}`));
  }
  for (const [name, { service }] of inOrderOfNames(catalog.services)) {
    const reviewers = owners([service.team]);
    lines.push(
      `${ofCatalog(`${documents.serviceFolder(name)}/`)} ${reviewers}`,
      `${at(`${treeFolders.service(name)}/`)} ${reviewers}`,
    );
  }
  for (const [name, environment] of inOrderOfNames(catalog.environments)) {
    if (environment.owners.length === 0) continue;
    const reviewers = owners(environment.owners);
    const paths = [
      ofCatalog(documents.environment(name)),
      ofCatalog(documents.overlay('*', name)),
      ...foldersIn(catalog, name).map((inCatalog) => ofCatalog(`${inCatalog}/`)),
      at(`${treeFolders.overlay('*', name)}/`),
      at(`${treeFolders.environment(name)}/`),
    ];
    lines.push(...paths.map((path) => `${path} ${reviewers}`));
  }
  return lines;
}

/** Folders of services that are for one environment, where there are some. */
function foldersIn({ services }: Catalog, environment: string): readonly string[] {
  return [documents.manifestsFolder, documents.filesFolder].flatMap((folderOf) => {
    const isThere = inOrderOfNames(services).some(([service, { manifests, files }]) =>
      [...(manifests?.keys() ?? []), ...(files?.keys() ?? [])].some((file) =>
        file.startsWith(`${folderOf(service)}/${environment}/`),
      ),
    );
    return isThere ? [`${folderOf('*')}/${environment}`] : [];
  });
}

/** Begins the line that says of which catalog a tree is. */
export const originMark = '# The tree of ';

/**
 * .gitattributes: files are read alike on every operating system. Forges show rendered files in reviews, as they are what is
 * applied, unless the platform wants them folded.
 *
 * @param origin folder of the catalog, from the root of the tree. @default - it lies elsewhere
 */
export function gitAttributes(
  { repository }: Pick<Catalog['platform'], 'repository'>,
  origin?: string,
): readonly string[] {
  const folded = repository.foldRendered ? 'linguist-generated=true ' : '';
  const catalog = origin ?? 'catalog';
  return [
    ...(origin === undefined ? [] : [`${originMark}${origin}`]),
    ...renderedFolders.map((folder) => `/${folder}/** ${folded}text eol=lf`),
    `/${catalog}/** text eol=lf`,
    // Processes, Helm and kustomize read them byte by byte, digests are of their bytes, and not all of them are texts.
    ...asTheyAre.map((folder) => `/${catalog}/${folder}/** -text`),
  ];
}

/** Folders of a catalog in which a file may be anything: no line ends of it are Slipway's, or Git's, to choose. */
const asTheyAre: readonly string[] = [
  documents.filesFolder('*'),
  documents.softwareFolder('*', 'chart'),
  documents.softwareFolder('*', 'kustomization'),
  documents.archives,
];
