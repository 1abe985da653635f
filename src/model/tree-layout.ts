/**
 * Paths of the rendered tree, from its root and with `/`: written here and read here, and spelled nowhere else. (The files
 * that people edit are `documents` of the catalog.)
 */

/** Folders at the root of the tree: what reviewers do not have to read line by line. */
export const renderedFolders = ['services', 'argocd'] as const;
const [services, argocd] = renderedFolders;

/** Files at the root of the tree in which a block of lines is ours. */
export const sharedFiles = { owners: 'CODEOWNERS', attributes: '.gitattributes' } as const;

/** The folder in another one that has nothing in it but a list of nothing. */
const emptyFolder = 'empty';

/** The folder in that of a namespace for one that services have left. */
const formerFolder = 'former';

/** The file that lists the objects of a folder for kustomize. */
const indexFile = 'kustomization.yaml';

/** Folders of the tree. */
export const treeFolders = {
  argocd,
  service: (service: string): string => `${services}/${service}`,
  /** Objects of a placement. */
  overlay: (service: string, environment: string): string => `${services}/${service}/overlays/${environment}`,
  /** All that Argo CD needs of an environment. */
  environment: (environment: string): string => `${argocd}/${environment}`,
  /** What somebody applies once: AppProjects and the root Application. */
  bootstrap: (environment: string): string => `${argocd}/${environment}/bootstrap`,
  /** What the root Application makes. */
  apps: (environment: string): string => `${argocd}/${environment}/apps`,
  /** What the Application of a system makes. */
  system: (environment: string, system: string): string => `${argocd}/${environment}/systems/${system}`,
  /** Namespaces, a folder for each. */
  baseline: (environment: string): string => `${argocd}/${environment}/baseline`,
  namespace: (environment: string, namespace: string): string => `${argocd}/${environment}/baseline/${namespace}`,
  /** A namespace that services have left: its path says so, and that it may go. */
  formerNamespace: (environment: string, namespace: string): string =>
    `${argocd}/${environment}/baseline/${namespace}/${formerFolder}`,
  /**
   * What an Application reads when it is to have nothing: beside what it read before. Argo CD compares at once when the path of
   * an Application changes, and only then has it read that it may prune everything. Of the same folder it could see the commit
   * first, refuse to prune everything, and not look again before it polls.
   */
  empty: (folder: string): string => `${folder}/${emptyFolder}`,
} as const;

/** What a rendered file is, as its path says. */
export type TreePlace =
  | { readonly kind: 'overlay'; readonly service: string; readonly environment: string; readonly file: string }
  | { readonly kind: 'bootstrap'; readonly environment: string; readonly file: string }
  | {
      /** An object of Argo CD that makes others: of a service, a system or a baseline. */
      readonly kind: 'application';
      readonly environment: string;
      /** Whose Application makes it; absent when it is the root. */
      readonly system?: string;
      readonly entry: string;
    }
  | {
      readonly kind: 'baseline';
      readonly environment: string;
      /** Absent for the file that lists those of all namespaces. */
      readonly namespace?: string;
      readonly file: string;
    };

/** Writes the path of a file of the tree. */
export function pathInTree(place: TreePlace): string {
  const { environment } = place;
  switch (place.kind) {
    case 'overlay':
      return `${treeFolders.overlay(place.service, environment)}/${place.file}`;
    case 'bootstrap':
      return `${treeFolders.bootstrap(environment)}/${place.file}`;
    case 'application':
      return applicationFile(
        place.system === undefined ? treeFolders.apps(environment) : treeFolders.system(environment, place.system),
        place.entry,
      );
    case 'baseline':
      return place.namespace === undefined
        ? `${treeFolders.baseline(environment)}/${place.file}`
        : `${treeFolders.namespace(environment, place.namespace)}/${place.file}`;
  }
}

/** Reads the path of a file of the tree; undefined where Slipway renders none. */
export function placeInTree(path: string): TreePlace | undefined {
  for (const { pattern, read } of patterns) {
    const groups = pattern.exec(path)?.groups;
    if (groups !== undefined) return read((name) => groups[name] ?? '');
  }
  return undefined;
}

/** The file of an Application in a folder of them. */
export function applicationFile(folder: string, entry: string): string {
  return `${folder}/${entry}.yaml`;
}

/** The file of a folder that lists what is in it. */
export function indexOf(folder: string): string {
  return `${folder}/${indexFile}`;
}

/** Whether the file of an Application with this name would be one that lists others. */
export function isNameOfIndex(entry: string): boolean {
  return `${entry}.yaml` === indexFile;
}

/** Whether a file lists others, and so is no object of a cluster. */
export function isIndex(path: string): boolean {
  return path.endsWith(`/${indexFile}`) && placeInTree(path)?.kind !== 'application';
}

/** Whether an object of a baseline is there for what services have left in its namespace. */
export function isOfFormerNamespace({ file }: Extract<TreePlace, { readonly kind: 'baseline' }>): boolean {
  return file.startsWith(`${formerFolder}/`);
}

/** Whether a path is below a folder. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** The environment that a rendered file is for, wherever its tree lies; empty for a file that Slipway did not render. */
export function environmentOf(path: string): string {
  // A repository may well lie in a folder called "argocd": what is more of a path is asked first.
  return overlayFolder.exec(path)?.[1] ?? environmentFolder.exec(path)?.[1] ?? '';
}

const segment = '[^/]+';
const overlayFolder = new RegExp(`(?:^|/)${treeFolders.overlay(segment, `(${segment})`)}/`);
const environmentFolder = new RegExp(`(?:^|/)${treeFolders.environment(`(${segment})`)}/`);

/** Paths are read by what writes them: with the pattern of a name instead of a name. */
const patterns = ((): readonly { readonly pattern: RegExp; readonly read: ReadPlace }[] => {
  const named = (name: string): string => `(?<${name}>${segment})`;
  const [environment, file] = [named('environment'), named('file')];
  const whole = (path: string): RegExp => new RegExp(`^${path}$`);
  const application = (folder: string): RegExp => whole(`${folder}/${named('entry')}\\.yaml`);
  return [
    {
      pattern: whole(`${treeFolders.overlay(named('service'), environment)}/(?<file>(?:${emptyFolder}/)?${segment})`),
      read: (of) => ({
        kind: 'overlay',
        service: of('service'),
        environment: of('environment'),
        file: of('file'),
      }),
    },
    {
      pattern: application(treeFolders.apps(environment)),
      read: (of) => ({ kind: 'application', environment: of('environment'), entry: of('entry') }),
    },
    {
      pattern: application(treeFolders.system(environment, named('system'))),
      read: (of) => ({
        kind: 'application',
        environment: of('environment'),
        system: of('system'),
        entry: of('entry'),
      }),
    },
    {
      pattern: whole(`${treeFolders.bootstrap(environment)}/${file}`),
      read: (of) => ({ kind: 'bootstrap', environment: of('environment'), file: of('file') }),
    },
    {
      pattern: whole(
        `${treeFolders.namespace(environment, named('namespace'))}/(?<file>(?:${formerFolder}/)?${segment})`,
      ),
      read: (of) => ({
        kind: 'baseline',
        environment: of('environment'),
        namespace: of('namespace'),
        file: of('file'),
      }),
    },
    {
      pattern: whole(`${treeFolders.baseline(environment)}/${file}`),
      read: (of) => ({ kind: 'baseline', environment: of('environment'), file: of('file') }),
    },
  ];
})();

/** Makes a place of the names in a path. */
type ReadPlace = (of: (name: string) => string) => TreePlace;
