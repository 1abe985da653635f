import { editCatalog } from '../../catalog/edit';
import type { DocumentEdit } from '../../catalog/edit';
import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { dependenciesOf } from '../../model/calls';
import { documents, inOrderOfNames } from '../../model/catalog';
import type { Catalog } from '../../model/catalog';
import { didYouMean } from '../../model/nearest';
import { Refusal } from '../../model/refusal';
import type { Operation } from '../../yaml/operation';
import { catalogTexts } from '../catalog-texts';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { shownPath } from '../shown-path';
import { likeService, writeValid } from './add';

/** What `slipway rename` was asked. */
export interface RenameOptions {
  readonly place: CatalogPlace;
  readonly service: string;
  /** Its new name. */
  readonly name: string;
}

/** Takes the next step from one name of a service to another. */
export function rename({ place, service, name }: RenameOptions, context: Context): ExitCode {
  const { catalog } = loadCatalog(folderSource(place.catalog));
  const there = catalogTexts(place.catalog);
  const old = catalog.services.get(service);
  if (old === undefined)
    throw new Refusal(`there is no service "${service}"; ${didYouMean(service, catalog.services.keys())}`, 'usage');
  const { stdout } = context;
  const done = stdout.colours.green('✓');
  const folder = shownPath(`${place.catalog}/${documents.serviceFolder(service)}`, context);
  if (old.service.retired) {
    stdout.write(`"${service}" is retired already. When nothing of it runs any more: rm -r ${folder}\n`);
    return 0;
  }
  if (!catalog.services.has(name)) {
    writeValid(place.catalog, there, likeService(catalog, there, name, service), context);
    stdout.write(`${done} "${name}" is there beside "${service}", with the same releases\n`);
    stdout.write(`next: "slipway synth", commit, and the same command again when "${name}" is healthy everywhere\n`);
    return 0;
  }
  const missing = [...old.overlays.keys()].filter((one) => catalog.services.get(name)?.overlays.has(one) !== true);
  if (missing.length > 0)
    throw new Refusal(
      `"${name}" is not deployed in ${missing.join(', ')}, where "${service}" runs: add its overlays there first`,
      'usage',
    );
  const callers = callersOf(catalog, service);
  const edit = new Map<string, DocumentEdit>(
    callers.map((caller) => [
      documents.service(caller),
      { kind: 'change', operations: changesOfCaller(catalog, caller, service, name) },
    ]),
  );
  edit.set(documents.service(service), {
    kind: 'change',
    operations: [{ kind: 'set', path: ['retired'], value: true }],
  });
  writeValid(place.catalog, there, editCatalog(edit, (document) => there.get(document)).texts, context);
  stdout.write(
    `${done} "${service}" is retired${callers.length === 0 ? '' : `, and ${callers.join(', ')} call "${name}"`}\n`,
  );
  stdout.write(`next: "slipway synth", commit, and when nothing of it runs any more: rm -r ${folder}\n`);
  return 0;
}

function callersOf({ services }: Catalog, service: string): readonly string[] {
  return inOrderOfNames(services).flatMap(([caller, entry]) =>
    dependenciesOf(entry.service).some((one) => one.service === service) ? [caller] : [],
  );
}

function changesOfCaller({ services }: Catalog, caller: string, service: string, name: string): readonly Operation[] {
  const entry = services.get(caller);
  if (entry === undefined) return [];
  const called = dependenciesOf(entry.service).filter((one) => one.service === service);
  return called.map(({ path }): Operation => {
    const [key, index] = path;
    const isWhole = key !== 'dependsOn' || typeof entry.service.dependsOn[Number(index)] === 'string';
    return { kind: 'set', path: isWhole ? path : [...path, 'service'], value: name };
  });
}
