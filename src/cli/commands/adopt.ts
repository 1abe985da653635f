import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { editCatalog } from '../../catalog/edit';
import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import type { LoadedCatalog } from '../../catalog/load';
import type { CatalogSource } from '../../catalog/source';
import { diffAsJson } from '../../diff/as-json';
import { byCategory, countObjects, type DiffReport } from '../../diff/report';
import { schemasByVersion } from '../../manifest-schemas/for-version';
import { documents } from '../../model/catalog';
import { conventions as allConventions } from '../../model/convention';
import { didYouMean } from '../../model/nearest';
import { Refusal } from '../../model/refusal';
import { renderingOf } from '../../render/rendering';
import { findScope } from '../../render/scope';
import { wantedTree } from '../../render/wanted-tree';
import { changesOf } from '../../review/changes-of';
import type { TreeBefore } from '../../review/tree-before';
import type { Operation } from '../../yaml/operation';
import type { Context, ExitCode } from '../context';
import { diffAsText } from '../diff-as-text';
import type { CatalogPlace } from '../find-catalog';
import { printableLine } from '../../model/printable';
import { renderTools } from '../render-tools';
import { shownPath } from '../shown-path';

/** What `slipway adopt` was asked. */
export interface AdoptOptions {
  readonly place: CatalogPlace;
  readonly service: string;
  /** Names of conventions. @default - they are listed */
  readonly conventions: readonly string[];
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** Takes conventions on that a service was imported without, or lists them. */
export function adopt(options: AdoptOptions, context: Context): ExitCode {
  const { place, service, conventions, isDryRun, isJson } = options;
  const { stdout } = context;
  const { bold, green } = stdout.colours;
  const source = folderSource(place.catalog);
  const loaded = loadCatalog(source, new Map(), undefined, renderTools(context));
  const entry = loaded.catalog.services.get(service);
  if (entry === undefined)
    throw new Refusal(
      `there is no service "${service}"; ${didYouMean(service, [...loaded.catalog.services.keys()])}`,
      'usage',
    );
  const unadopted: readonly string[] = entry.service.unadopted ?? [];
  for (const name of conventions)
    if (!unadopted.includes(name))
      throw new Refusal(`"${service}" has no convention "${name}" to adopt; ${didYouMean(name, unadopted)}`, 'usage');
  const changed = (names: readonly string[]): { readonly text: string; readonly report: DiffReport } =>
    withAdopted(source, loaded, service, unadopted, names, context);
  if (conventions.length === 0) {
    if (isJson) stdout.write(`${JSON.stringify({ service, unadopted }, null, 2)}\n`);
    else stdout.write(listed(service, unadopted, (name) => changed([name]).report));
    return 0;
  }
  const { text, report } = changed(conventions);
  const file = join(place.catalog, documents.service(service));
  if (!isDryRun)
    context.uninterrupted(() => {
      writeFileSync(file, text);
    });
  if (isJson) {
    const left = unadopted.filter((name) => !conventions.includes(name));
    stdout.write(
      `${JSON.stringify({ service, adopted: conventions, unadopted: left, changes: diffAsJson(report) }, null, 2)}\n`,
    );
    return 0;
  }
  const written = isDryRun
    ? 'nothing is written'
    : `written ${printableLine(shownPath(file, context))}; render with "slipway synth"`;
  stdout.write(
    `${diffAsText(report, stdout.colours)}\n${green('✓')} ${bold(service)} adopts ${conventions.join(', ')}: ${written}\n`,
  );
  return 0;
}

/** The file of the service without names in its list, and what that changes where it is deployed. */
function withAdopted(
  source: CatalogSource,
  loaded: LoadedCatalog,
  service: string,
  unadopted: readonly string[],
  names: readonly string[],
  { packageRoot }: Context,
): { readonly text: string; readonly report: DiffReport } {
  const document = documents.service(service);
  const places = unadopted.flatMap((name, index) => (names.includes(name) ? [index] : []));
  const operations: readonly Operation[] =
    places.length === unadopted.length
      ? [{ kind: 'remove', path: ['unadopted'] }]
      : places.toReversed().map((index) => ({ kind: 'remove', path: ['unadopted', index] }));
  const before = readText(source, document);
  const { texts } = editCatalog(new Map([[document, { kind: 'change', operations }]]), () => before, source.name);
  const text = texts.get(document) ?? before;
  const edited: CatalogSource = {
    ...source,
    identityOf: (file) => (file === document ? 'edited' : source.identityOf(file)),
    read: (files) =>
      new Map(
        [...source.read(files)].map(([file, content]) => [file, file === document ? Buffer.from(text) : content]),
      ),
  };
  const now = loadCatalog(edited, loaded.parsed, undefined, loaded.tools);
  const rendering = (one: LoadedCatalog) =>
    renderingOf(wantedTree(one, findScope(one.catalog, undefined, service)), 'sha1', undefined);
  const was = rendering(loaded);
  const tree: TreeBefore = {
    name: 'what it is now',
    hash: 'sha1',
    idByPath: was.idByPath,
    read: (paths) =>
      new Map(
        paths
          .map((path) => [path, was.textOf(path)] as const)
          .flatMap(([path, one]) => (one === undefined ? [] : [[path, one] as const])),
      ),
  };
  const report = changesOf(
    tree,
    { catalog: now.catalog, rendering: rendering(now) },
    { schemasFor: schemasByVersion(packageRoot) },
  );
  return { text, report };
}

function readText(source: CatalogSource, document: string): string {
  return source.read([document]).get(document)?.toString('utf8') ?? '';
}

/** Each convention, in words, and on how many objects it is seen. */
function listed(service: string, unadopted: readonly string[], reportOf: (name: string) => DiffReport): string {
  if (unadopted.length === 0) return `${service} has adopted every convention\n`;
  const words = new Map<string, string>(Object.entries(allConventions));
  const lines = unadopted.map((name) => {
    const seen = byCategory(reportOf(name))
      .map(([category, groups]) => `${category} ${countObjects(groups)}`)
      .join(', ');
    return `  ${name.padEnd(20)} ${words.get(name) ?? ''}${seen === '' ? ': changes nothing' : `: ${seen}`}`;
  });
  return `${service} has not adopted\n${lines.join('\n')}\n`;
}
