import { basename } from 'node:path';

import { editCatalog } from '../../catalog/edit';
import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { textsSource } from '../../catalog/texts-source';
import { documents, environmentNamed } from '../../model/catalog';
import type { Catalog } from '../../model/catalog';
import { EnvironmentName } from '../../model/environment';
import { didYouMean } from '../../model/nearest';
import { Refusal } from '../../model/refusal';
import { fill } from '../../model/names';
import { ServiceName } from '../../model/service';
import type { Service } from '../../model/service';
import { catalogContents, textIn, writeCatalogFiles } from '../catalog-contents';
import type { CatalogContents } from '../catalog-contents';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { shownPath } from '../shown-path';

/** What `slipway add` was asked. */
export interface AddOptions {
  readonly place: CatalogPlace;
  readonly kind: 'service' | 'environment';
  readonly name: string;
  /** Name of the one that is copied. */
  readonly like: string | undefined;
}

/** Adds a service or an environment that is like one that is there. A catalog that would not be valid is not written. */
export function add({ place, kind, name, like }: AddOptions, context: Context): ExitCode {
  const { catalog } = loadCatalog(folderSource(place.catalog));
  const there = catalogContents(place.catalog);
  const copied =
    kind === 'service' ? likeService(catalog, there, name, like) : likeEnvironment(catalog, there, name, like);
  writeValid(place.catalog, there, copied, context);
  const { stdout } = context;
  const files = [...copied.keys()]
    .sort()
    .map((file) => `  ${printableLine(shownPath(`${place.catalog}/${file}`, context))}\n`);
  stdout.write(`${stdout.colours.green('✓')} ${kind} "${name}" added:\n${files.join('')}`);
  stdout.write('next: edit them, then "slipway synth"\n');
  return 0;
}

/** New files of a catalog: texts of ours, and copies of what may be anything. */
export type NewFiles = ReadonlyMap<string, string | Buffer>;

/**
 * Writes new files of a catalog that is valid with them.
 *
 * @throws InputError with what is wrong otherwise; then nothing is written
 */
export function writeValid(
  folder: string,
  there: CatalogContents,
  files: NewFiles,
  { uninterrupted }: Pick<Context, 'uninterrupted'>,
): void {
  refuseInvalid(folder, there, files);
  uninterrupted(() => writeCatalogFiles(folder, files));
}

/** @throws InputError with what is wrong in a catalog that has new files, too */
export function refuseInvalid(folder: string, there: CatalogContents, files: NewFiles): void {
  loadCatalog(textsSource(basename(folder), new Map([...there, ...files])));
}

/** Files of a service like another one. @throws Refusal for a name that is taken, wrong or unknown */
export function likeService(
  { services }: Catalog,
  there: CatalogContents,
  name: string,
  like: string | undefined,
): NewFiles {
  const other = knownName('service', like, services.keys());
  refuseName('service', name, ServiceName.safeParse(name).error?.issues[0]?.message, services.has(name));
  const folder = `${documents.serviceFolder(other)}/`;
  return new Map(
    [...there].flatMap(([file, content]) =>
      file.startsWith(folder) ? [[`${documents.serviceFolder(name)}/${file.slice(folder.length)}`, content]] : [],
    ),
  );
}

/** Files of an environment like another one, with everything that runs there. */
function likeEnvironment(catalog: Catalog, there: CatalogContents, name: string, like: string | undefined): NewFiles {
  const { environments, services } = catalog;
  const named = like === undefined ? undefined : (environmentNamed(catalog, like) ?? like);
  const other = knownName('environment', named, environments.keys());
  const isTaken = environmentNamed(catalog, name) !== undefined;
  refuseName('environment', name, EnvironmentName.safeParse(name).error?.issues[0]?.message, isTaken);
  const overlays = [...services].flatMap(([service, entry]) => {
    const content = there.get(documents.overlay(service, other));
    return entry.overlays.has(other) && content !== undefined
      ? [[documents.overlay(service, name), content] as const]
      : [];
  });
  const beside = [...services].flatMap(([service, entry]) => {
    const [from, to] = [other, name].map((one) => foldersFor(service, entry.service, one));
    return (from ?? []).flatMap((folder, index) =>
      [...there].flatMap(([file, content]) =>
        file.startsWith(folder) ? [[`${to?.[index]}${file.slice(folder.length)}`, content] as const] : [],
      ),
    );
  });
  return new Map<string, string | Buffer>([
    [documents.environment(name), environmentText(catalog, there, name, other)],
    ...overlays,
    ...beside,
  ]);
}

/** Folders of a service that are for one environment. */
function foldersFor(service: string, { kustomization }: Service, environment: string): readonly string[] {
  const { folder } = kustomization ?? {};
  const own = [documents.manifestsFolder(service), documents.filesFolder(service)].map(
    (one) => `${one}/${environment}/`,
  );
  if (folder?.includes('{environment}') !== true) return own;
  return [...own, `${documents.softwareFolder(service, 'kustomization')}/${fill(folder, { environment })}/`];
}

/** An alias means one environment, and a host that has the name of the other would be that of both. */
function environmentText({ environments }: Catalog, there: CatalogContents, name: string, other: string): string {
  const document = documents.environment(other);
  const text = textIn(there, document) ?? '';
  const environment = environments.get(other);
  const host = environment?.gateway.host ?? '';
  const ownHost = host.replaceAll(new RegExp(`(?<![-\\w])${other}(?![-\\w])`, 'g'), name);
  const { texts } = editCatalog(
    new Map([
      [
        document,
        {
          kind: 'change',
          operations: [
            ...((environment?.aliases.length ?? 0) > 0 ? [{ kind: 'remove', path: ['aliases'] } as const] : []),
            ...(ownHost === host ? [] : [{ kind: 'set', path: ['gateway', 'host'], value: ownHost } as const]),
          ],
        },
      ],
    ]),
    () => text,
  );
  return texts.get(document) ?? text;
}

function knownName(kind: string, name: string | undefined, known: Iterable<string>): string {
  const all = [...known];
  if (name === undefined)
    throw new Refusal(`say which ${kind} it is like: "--like NAME"; ${didYouMean('', all)}`, 'usage');
  if (all.includes(name)) return name;
  throw new Refusal(`there is no ${kind} "${name}"; ${didYouMean(name, all)}`, 'usage');
}

function refuseName(kind: string, name: string, fault: string | undefined, isTaken: boolean): void {
  if (fault !== undefined)
    throw new Refusal(`the ${kind} cannot be called ${JSON.stringify(name)}: it ${fault}`, 'usage');
  if (isTaken) throw new Refusal(`there is a ${kind} "${name}" already; choose another name`, 'usage');
}
