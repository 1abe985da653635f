import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { loadCatalog } from '../../catalog/load';
import type { LoadedCatalog } from '../../catalog/load';
import type { RenderTools } from '../../catalog/render-tools';
import { textsSource } from '../../catalog/texts-source';
import { chartImport } from '../../import/exact/chart-import';
import { exactImport } from '../../import/exact/exact-import';
import { readSources } from '../../import/exact/read-sources';
import { readShippedSchemas, shippedMinors } from '../../manifest-schemas/shipped-schemas';
import type { ManifestObject } from '../../manifests/manifest';
import { programsOnPath } from '../../manifests/programs';
import { readManifestText } from '../../manifests/read-text';
import { documents } from '../../model/catalog';
import { InputError } from '../../model/problem';
import { Refusal } from '../../model/refusal';
import { isIndex } from '../../model/tree-layout';
import { renderingOf } from '../../render/rendering';
import { everything } from '../../render/scope';
import { wantedTree } from '../../render/wanted-tree';
import { catalogContents, writeCatalogFiles } from '../catalog-contents';
import type { CatalogContents } from '../catalog-contents';
import type { Context, ExitCode } from '../context';
import { asksIn, hostsElsewhere } from '../import/asks';
import { filesOfChart, keptChart } from '../import/kept-chart';
import { exactAsJson, exactAsText } from '../import/exact-report';
import { neededChanges, type NeededChange } from '../import/needed-changes';
import { schemaNames } from '../init/skeleton';
import { expectedObjects } from '../../import/exact/expected-objects';
import { copiesOf, objectsTwice } from '../../import/exact/objects-twice';
import { isOnDisk, readText } from '../../tree/named-calls';
import { withRenderTools } from '../with-render-tools';
import { showProblems } from '../show-problems';
import { shownPath } from '../shown-path';
import type { ImportOptions } from '../import/import-options';

/** Writes a catalog that renders what a tree holds, and says what it took. */
export function importExactly(options: ImportOptions, context: Context): ExitCode {
  const out = resolve(context.workingDirectory, options.out);
  return withRenderTools(out, context, (tools) => importInto(out, options, context, tools));
}

/** @param tools what the services that are there are rendered with */
function importInto(out: string, options: ImportOptions, context: Context, tools: RenderTools): ExitCode {
  const { workingDirectory, stdout, stderr, variables } = context;
  const {
    tree,
    problems: unread,
    chart,
  } = readSources({
    source: options.folder,
    release: options.release,
    environments: options.environments,
    workingDirectory,
    programs: programsOnPath({ variables }),
    readInput: () => readFileSync(0, 'utf8'),
  });
  const there = catalogContents(out);
  const read = [...unread, ...objectsTwice(tree.environments)];
  if (tree.environments.every(({ objects }) => objects.length === 0)) {
    if (read.length > 0) throw new InputError(read);
    throw new Refusal(`"${options.folder}" has no objects, so there is nothing to import`, 'usage');
  }
  let proposed: ReadonlyMap<string, string> = new Map();
  const kept = keptChart(options, chart);
  const chartFiles = kept === undefined ? new Map<string, Buffer>() : filesOfChart(kept);
  const render = (files: ReadonlyMap<string, string>): readonly ManifestObject[] | InputError => {
    proposed = files;
    return rendered(joined(new Map<string, string | Buffer>([...files, ...chartFiles]), there), basename(out), tools);
  };
  const needs = (): readonly NeededChange[] => neededChanges(proposed, there);
  const asked = {
    known: { team: options.team, repository: options.repository },
    rest: restName(options.folder),
    keepsPlainSecrets: options.keepsPlainSecrets,
    schemas: readShippedSchemas(context.packageRoot, shippedMinors[0]),
    render,
  };
  const imported = orNeeds(needs, basename(out), () =>
    kept === undefined ? exactImport(tree, asked) : chartImport(kept, tree, asked),
  );
  const problems = [...read, ...imported.problems];
  refuseOthers(imported.services, there, options.out);
  context.uninterrupted(() => {
    const schemas = [...schemaTexts(context)].filter(([file]) => !isOnDisk(join(out, file)));
    const files = [...imported.files, ...chartFiles, ...schemas].filter(([file]) => !there.has(file));
    writeCatalogFiles(out, new Map<string, string | Buffer>(files));
  });
  const report = {
    ...imported,
    catalog: shownPath(out, context),
    environments: tree.environments.map(({ name }) => name),
    skipped: tree.skipped,
    copies: copiesOf(tree.environments),
    unread: unread.length,
    needs: needs(),
    asks: asksIn(imported.files, there),
    expected: expectedObjects(tree.environments),
    hosts: hostsElsewhere(
      loaded(joined(new Map<string, string | Buffer>([...imported.files, ...chartFiles]), there), basename(out), tools),
      imported.services,
    ),
  };
  stdout.write(
    options.isJson ? `${JSON.stringify(exactAsJson(report), null, 2)}\n` : exactAsText(report, stdout.colours),
  );
  if (problems.length > 0) showProblems(problems, workingDirectory, '; what could be read is imported', stderr);
  const isWhole = imported.differences.length + imported.leftBehind + problems.length === 0;
  const isAll = isWhole && tree.skipped.length + imported.secrets.length === 0;
  return isAll || (options.keepsPlainSecrets && isWhole) ? 0 : 1;
}

/** Says what a catalog that is there would have to become, where it cannot take what is imported. */
function orNeeds<Result>(needs: () => readonly NeededChange[], catalog: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const needed = error instanceof InputError ? needs() : [];
    if (!(error instanceof InputError) || needed.length === 0) throw error;
    const said = needed.map(({ file, path, wanted, is }) => ({
      file: `${catalog}/${file}`,
      path: [...path],
      message: `the manifests want ${wanted}, and ${is === undefined ? 'nothing is there' : `it is ${is}`}`,
      hint: 'nothing that is there is changed: write it if you want it, and import again',
    }));
    throw new InputError([...error.problems, ...said]);
  }
}

/** What somebody has written already wins: an import adds services. */
function joined(
  files: ReadonlyMap<string, string | Buffer>,
  there: CatalogContents,
): ReadonlyMap<string, string | Buffer> {
  return new Map<string, string | Buffer>([...files, ...there]);
}

function refuseOthers(services: readonly string[], there: CatalogContents, shown: string): void {
  const known = services.filter((service) => there.has(documents.service(service)));
  if (known.length === 0) return;
  throw new Refusal(
    `"${shown}" has ${known.map((name) => `"${name}"`).join(', ')} already; nothing is overwritten: name another folder with --out, or remove them`,
    'usage',
  );
}

function restName(source: string): string {
  const name = basename(resolve(source))
    .replace(/\.ya?ml$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-$/g, '')
    .slice(0, 40);
  return name === '' || name === 'catalog' ? 'others' : name;
}

function schemaTexts({ packageRoot }: Context): ReadonlyMap<string, string> {
  return new Map(
    schemaNames.map((name) => [
      `.schemas/${name}.schema.json`,
      readText(join(packageRoot, 'schemas', `${name}.schema.json`)),
    ]),
  );
}

function loaded(files: ReadonlyMap<string, string | Buffer>, name: string, tools: RenderTools): LoadedCatalog {
  return loadCatalog(textsSource(name, files), undefined, undefined, tools);
}

/** Loads the catalog as every other command does, and renders it. It is nowhere yet. */
function rendered(
  files: ReadonlyMap<string, string | Buffer>,
  name: string,
  tools: RenderTools,
): readonly ManifestObject[] | InputError {
  try {
    const { idByPath, textOf } = renderingOf(wantedTree(loaded(files, name, tools), everything), 'sha1', undefined);
    return [...idByPath.keys()]
      .filter((path) => !isIndex(path))
      .flatMap((path) => readManifestText(textOf(path) ?? '', path).objects);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
