import { editCatalog } from '../../catalog/edit';
import type { DocumentEdit } from '../../catalog/edit';
import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { dependenciesOf } from '../../model/calls';
import { documents, inOrderOfNames, isSoftwareDocument } from '../../model/catalog';
import type { Catalog, DocumentName } from '../../model/catalog';
import type { Platform } from '../../model/platform';
import { Refusal } from '../../model/refusal';
import type { Service } from '../../model/service';
import { isSoftware } from '../../model/software';
import type { Operation } from '../../yaml/operation';
import { catalogContents, textIn, type CatalogContents } from '../catalog-contents';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { serviceNamed } from '../service-named';
import { shownPath } from '../shown-path';
import { asLines } from '../shown-text';
import { likeService, refuseInvalid, writeValid, type NewFiles } from './add';

/** What `slipway rename` was asked. */
export interface RenameOptions {
  readonly place: CatalogPlace;
  readonly service: string;
  /** Its new name. */
  readonly name: string;
  /** Whether nothing is written. */
  readonly isDryRun: boolean;
}

/** Takes the next step from one name of a service to another. */
export function rename(options: RenameOptions, context: Context): ExitCode {
  const { place, service, name } = options;
  const { catalog } = loadCatalog(folderSource(place.catalog));
  const there = catalogContents(place.catalog);
  const textOf = (document: DocumentName): string | undefined => textIn(there, document);
  const old = serviceNamed(catalog, service);
  const { stdout } = context;
  const folder = printableLine(shownPath(`${place.catalog}/${documents.serviceFolder(service)}`, context));
  if (name === service) throw new Refusal(`service "${service}" is called so already`, 'usage');
  if (old.service.retired) {
    stdout.write(`"${service}" is retired already. When nothing of it runs any more: rm -r ${folder}\n`);
    return 0;
  }
  const other = catalog.services.get(name);
  if (other === undefined) {
    const beside = editCatalog(editOf(namesOf(catalog, service), { service, name }, 'beside'), textOf).texts;
    const copy = withImageOf(service, name, old.service, likeService(catalog, there, name, service));
    finish(options, there, new Map<string, string | Buffer>([...copy, ...beside]), context, {
      done: `"${name}" is there beside "${service}", with the same releases`,
      planned: `"${name}" would be there beside "${service}", with the same releases`,
      next: `"slipway synth", commit, and the same command again when "${name}" is healthy everywhere`,
    });
    return 0;
  }
  refuseUnrelated(service, old.service, name, other.service);
  const missing = [...old.overlays.keys()].filter((one) => catalog.services.get(name)?.overlays.has(one) !== true);
  if (missing.length > 0)
    throw new Refusal(
      `"${name}" is not deployed in ${missing.join(', ')}, where "${service}" runs: add its overlays there first`,
      'usage',
    );
  const callers = callersOf(catalog, service);
  const calls = callers.map((caller): readonly [DocumentName, readonly Operation[]] => [
    documents.service(caller),
    changesOfCaller(catalog, caller, service, name),
  ]);
  const retiring: readonly Operation[] = [{ kind: 'set', path: ['retired'], value: true }];
  const edit = editOf(namesOf(catalog, service), { service, name }, 'instead');
  for (const [document, operations] of [...calls, [documents.service(service), retiring] as const])
    edit.set(document, { kind: 'change', operations: [...operationsIn(edit.get(document)), ...operations] });
  const { texts } = editCatalog(edit, textOf);
  const left = mentionsOf(service, new Map<string, string | Buffer>([...there, ...texts]));
  const who = callers.join(', ');
  finish(options, there, texts, context, {
    done: `"${service}" is retired${who === '' ? '' : `, and ${who} call "${name}"`}`,
    planned: `"${service}" would be retired${who === '' ? '' : `, and ${who} would call "${name}"`}`,
    lookAt: [
      ...left.slice(0, mostMentions).map(({ file, line }) => {
        const path = shownPath(`${place.catalog}/${file}`, context);
        return `look at ${path}:${line}, which has the word "${service}"`;
      }),
      ...(left.length > mostMentions ? [`and at ${left.length - mostMentions} more lines`] : []),
    ],
    next: `"slipway synth", commit, and when nothing of it runs any more: rm -r ${folder}`,
  });
  return 0;
}

/** What is said of a step. */
interface Step {
  readonly done: string;
  /** The same of a dry run. */
  readonly planned: string;
  readonly lookAt?: readonly string[];
  readonly next: string;
}

/** Writes the files of a step and says so, or says which it would write. */
function finish(
  { place, isDryRun }: RenameOptions,
  there: CatalogContents,
  files: ReadonlyMap<string, string | Buffer>,
  context: Context,
  { done, planned, lookAt = [], next }: Step,
): void {
  const { stdout } = context;
  if (isDryRun) refuseInvalid(place.catalog, there, files);
  else writeValid(place.catalog, there, files, context);
  const shown = (file: string): string => `  ${printableLine(shownPath(`${place.catalog}/${file}`, context))}`;
  const lines = isDryRun
    ? [`${planned}; nothing was written, these would be:`, ...[...files.keys()].sort().map(shown), ...lookAt]
    : [`${stdout.colours.green('✓')} ${done}`, ...lookAt, `next: ${next}`];
  stdout.write(asLines(lines));
}

/** The image of a service is called after it, unless it says another one: under another name the same image runs on. */
function withImageOf(service: string, name: string, said: Service, copy: NewFiles): NewFiles {
  if (isSoftware(said) || said.runs === 'variants' || said.runs === 'manifests') return copy;
  const image = said.image ?? service;
  const document = documents.service(name);
  const operation: Operation =
    image === name && said.image !== undefined
      ? { kind: 'remove', path: ['image'] }
      : { kind: 'set', path: ['image'], value: image };
  const text = copy.get(document)?.toString();
  const { texts } = editCatalog(new Map([[document, { kind: 'change', operations: [operation] }]]), () => text);
  return new Map([...copy, ...texts]);
}

/**
 * Refuses to retire a service in favour of one that is not its copy.
 *
 * @throws Refusal that says what each of them runs
 */
function refuseUnrelated(service: string, old: Service, name: string, other: Service): void {
  const [one, another] = [whatRuns(service, old), whatRuns(name, other)];
  if (one === another) return;
  throw new Refusal(
    `there is a service "${name}" already, and it is no copy of "${service}": it runs ${another}, and "${service}" runs ${one}; ` +
      `choose another name; where it does take the place of "${service}", let its callers change over and run ` +
      `"slipway retire ${service}"`,
    'usage',
  );
}

/** What a service runs, in words that are equal for a service and its copy: whatever else differs, people may have changed since. */
function whatRuns(name: string, { chart, kustomization, runs, variants, image }: Service): string {
  if (chart !== undefined)
    return `the chart ${[chart.source, chart.name].filter((part) => part !== undefined).join(' ')}`;
  if (kustomization !== undefined) return `the kustomization ${JSON.stringify(kustomization)}`;
  if (runs === 'manifests') return 'nothing but its manifests';
  return runs === 'variants' ? `the variants ${(variants ?? []).join(', ')}` : `the image "${image ?? name}"`;
}

/** More lines than these nobody reads. */
const mostMentions = 10;

/** A list of names of services, and where the old one is in it. */
interface NamedIn {
  readonly document: DocumentName;
  readonly path: readonly (string | number)[];
  readonly names: readonly string[];
}

/** Lists in which a service is named besides those who call it: variants, and who may ask for what. Patterns are no names. */
function namesOf({ platform, environments, services }: Catalog, service: string): readonly NamedIn[] {
  const permissions = (document: DocumentName, { gates }: Pick<Platform, 'gates'>): readonly NamedIn[] =>
    (gates.permissions ?? []).map(({ services: names = [] }, index) => ({
      document,
      path: ['gates', 'permissions', index, 'services'],
      names,
    }));
  const all = [
    ...permissions(documents.platform, platform),
    ...inOrderOfNames(environments).flatMap(([name, one]) => permissions(documents.environment(name), one)),
    ...inOrderOfNames(services).map(
      ([
        name,
        {
          service: { variants = [] },
        },
      ]) => ({
        document: documents.service(name),
        path: ['variants'],
        names: variants,
      }),
    ),
  ];
  return all.filter(({ names }) => names.includes(service));
}

/** @param how `beside`: the new name is added; `instead`: the old one goes */
function editOf(
  lists: readonly NamedIn[],
  { service, name }: { readonly service: string; readonly name: string },
  how: 'beside' | 'instead',
): Map<DocumentName, DocumentEdit> {
  const edit = new Map<DocumentName, DocumentEdit>();
  for (const { document, path, names } of lists) {
    const index = names.indexOf(service);
    const isThere = names.includes(name);
    const insert: Operation = { kind: 'insert', path: [...path, index + 1], value: name };
    const change: Operation = isThere
      ? { kind: 'remove', path: [...path, index] }
      : { kind: 'set', path: [...path, index], value: name };
    const operations = how === 'instead' ? [change] : isThere ? [] : [insert];
    edit.set(document, { kind: 'change', operations: [...operationsIn(edit.get(document)), ...operations] });
  }
  return edit;
}

function operationsIn(edit: DocumentEdit | undefined): readonly Operation[] {
  return edit?.kind === 'change' ? edit.operations : [];
}

/** Lines of the catalog that have the name as a word: a variable, a patch, a file. What lies in its own folder goes with it. */
function mentionsOf(
  service: string,
  contents: ReadonlyMap<string, string | Buffer>,
): readonly { readonly file: string; readonly line: number }[] {
  const word = new RegExp(`(?<![-\\w])${service}(?![-\\w])`);
  return inOrderOfNames(contents).flatMap(([file, content]) => {
    if (file.startsWith(`${documents.serviceFolder(service)}/`) || isSoftwareDocument(file)) return [];
    const lines = content.toString().split('\n');
    return lines.flatMap((text, index) => (word.test(text) ? [{ file, line: index + 1 }] : []));
  });
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
