import { dirname, join, resolve } from 'node:path';

import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { firstEnvironments } from '../../changes/order';
import { serviceToCreate } from '../../changes/verbs/create';
import { inOrderOfNames } from '../../model/catalog';
import { didYouMean } from '../../model/nearest';
import { place } from '../../model/place';
import { Refusal } from '../../model/refusal';
import { isTemplateName, serviceTemplates } from '../../model/service-template';
import { isNameTaken, lockFile, memberFolder, withMember } from '../../scaffold/cargo-workspace';
import { repositoryFiles, type RepositoryFile } from '../../scaffold/repository-files';
import { repositoryOf, type PipelineSystem } from '../../scaffold/wanted-repository';
import { makeFolder } from '../../tree/make-folder';
import { isOnDisk, readText, writeContent } from '../../tree/named-calls';
import type { Context } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { fillNewFolder, refuseFullFolder } from '../init/new-folder';
import { replaceFile } from '../replace-files';

/** The repository of a service, as it was asked for. */
export interface ScaffoldOptions {
  readonly folder: string;
  readonly pipeline: PipelineSystem;
}

/** A repository that can be written, once the service may be made. */
export interface PlannedRepository {
  /** Writes all of it, or nothing. */
  readonly write: () => void;
  /** Relative to the folder. */
  readonly paths: readonly string[];
  /** As it was asked for. */
  readonly folder: string;
}

/**
 * Plans the repository of a service that is about to be made. Nothing is written, so that a request that is refused leaves nothing.
 *
 * @param fields of the request
 * @returns undefined when the fields are wrong: the verb says how
 * @throws Refusal when there is no such template, or the folder has something else in it
 */
export function planRepository(
  { folder: shown, pipeline }: ScaffoldOptions,
  fields: Readonly<Record<string, unknown>>,
  at: CatalogPlace,
  context: Context,
): PlannedRepository | undefined {
  const { catalog, resolved } = loadCatalog(folderSource(at.catalog));
  const created = serviceToCreate(fields);
  if (created === undefined) return undefined;
  const { name, service } = created;
  if (!isTemplateName(service.template)) throw noTemplate(service.template);
  const [environment = inOrderOfNames(catalog.environments)[0]?.[0]] = firstEnvironments(catalog);
  if (environment === undefined)
    throw new Refusal('the catalog has no environment, so a pipeline would release to none', 'answer');
  const { placements } = place(catalog, resolved);
  const surroundings = { platform: catalog.platform, environment, placements, pipeline, version: context.version };
  const wanted = repositoryOf(name, service.template, service, surroundings);
  const files = repositoryFiles(join(context.packageRoot, 'templates'), wanted);
  const fresh = files.find(({ path }) => path === lockFile)?.text ?? '';
  if (isNameTaken(fresh, name))
    throw new Refusal(
      `"${name}" is the name of a package that the services of a workspace use; choose another name`,
      'usage',
    );
  const folder = resolve(context.workingDirectory, shown);
  if (service.template === 'rust-workspace' && isOnDisk(join(folder, 'Cargo.toml')))
    return plannedMember(folder, shown, name, files, fresh);
  refuseFullFolder(folder, shown);
  return {
    folder: shown,
    paths: files.map(({ path }) => path),
    write: () =>
      fillNewFolder(folder, shown, (staging) => {
        for (const file of files) writeFile(staging, file);
      }),
  };
}

function noTemplate(template: string | undefined): Refusal {
  const names = Object.keys(serviceTemplates);
  return template === undefined
    ? new Refusal(`--scaffold needs --template, which says what is written: ${names.join(', ')}`, 'usage')
    : new Refusal(`there is no template "${template}" to write; ${didYouMean(template, names)}`, 'usage');
}

/** A service more in a workspace that is there: its folder, and its place in the lock. Everything else is of all services already. */
function plannedMember(
  folder: string,
  shown: string,
  name: string,
  files: readonly RepositoryFile[],
  fresh: string,
): PlannedRepository {
  const member = memberFolder(name);
  const own = files.filter(({ path }) => path.startsWith(`${member}/`));
  if (isOnDisk(join(folder, member)))
    throw new Refusal(`"${shown}" has a folder "${member}" already; choose another name, or another folder`, 'usage');
  const lock = join(folder, lockFile);
  const isLocked = isOnDisk(lock);
  const paths = [...own.map(({ path }) => path), ...(isLocked ? [lockFile] : [])];
  return {
    folder: shown,
    paths,
    write: () => {
      for (const file of own) writeFile(folder, file);
      if (isLocked) {
        replaceFile(lock, withMember(readText(lock), fresh, name));
      }
    },
  };
}

function writeFile(root: string, { path, text, isExecutable }: RepositoryFile): void {
  makeFolder(dirname(join(root, path)));
  writeContent(join(root, path), text, isExecutable ? 0o755 : 0o644);
}
