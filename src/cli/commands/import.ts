import { statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';

import { loadCatalog } from '../../catalog/load';
import { textsSource } from '../../catalog/texts-source';
import { catalogOf } from '../../import/catalog-of';
import type { EnvironmentPlace } from '../../import/find-environments';
import { importAsJson, importReport } from '../../import/import-report';
import { prove } from '../../import/prove';
import { readTree } from '../../import/read-tree';
import { readShippedSchemas, shippedMinors } from '../../manifest-schemas/shipped-schemas';
import type { ManifestObject } from '../../manifests/manifest';
import { programsOnPath } from '../../manifests/programs';
import { readManifestText } from '../../manifests/read-text';
import { EnvironmentName } from '../../model/environment';
import { DnsLabel } from '../../model/names';
import { placeholderVersion } from '../../model/overlay';
import { Platform } from '../../model/platform';
import { InputError } from '../../model/problem';
import { isIndex } from '../../model/tree-layout';
import { renderingOf } from '../../render/rendering';
import { everything } from '../../render/scope';
import { wantedTree } from '../../render/wanted-tree';
import { writeCatalogFiles } from '../catalog-contents';
import type { Context, ExitCode } from '../context';
import { importAsText } from '../import/as-text';
import type { ImportOptions } from '../import/import-options';
import { importExactly } from './import-exactly';
import { schemaNames } from '../init/skeleton';
import { Refusal } from '../../model/refusal';
import { isOnDisk, readText } from '../../tree/named-calls';
import { showProblems } from '../show-problems';
import { shownPath } from '../shown-path';

/** Writes a catalog for a tree of manifests, and says what would be otherwise. */
export function importTree(options: ImportOptions, context: Context): ExitCode {
  checkNames(options);
  if (!options.adoptsAll) return importExactly(options, context);
  if (options.keptChart !== undefined)
    throw new Refusal(
      '--keep-chart leaves the chart as it is, and --adopt-all makes services of what it makes; use one of both',
      'usage',
    );
  const { workingDirectory, stdout, variables } = context;
  const named = namedEnvironments(options, workingDirectory);
  if (statSync(resolve(workingDirectory, options.folder), { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Refusal(`there is no folder "${options.folder}"`, 'usage');
  const tree = readTree({
    folder: options.folder,
    workingDirectory,
    named,
    programs: programsOnPath({ variables }),
  });
  const catalog = catalogOf(tree, { team: options.team, repository: options.repository });
  if (catalog.facts.length === 0)
    throw new Refusal(
      `"${options.folder}" has no Deployment, StatefulSet or Rollout, so there is no service to import`,
      'usage',
    );

  const files = new Map([...catalog.files, ...schemaFiles(context)]);
  const out = resolve(workingDirectory, options.out);
  refuseOthers(out, files, options.out);
  const write = (): void => {
    context.uninterrupted(() => {
      writeCatalogFiles(out, files);
    });
  };
  const rendered = renderInMemory(catalog.files, basename(out));
  if (rendered instanceof InputError) {
    write();
    showProblems(
      rendered.problems,
      out,
      `; ${shownPath(out, context)} is written, and these lines are for a person`,
      context.stderr,
    );
    return 1;
  }
  const schemas = readShippedSchemas(context.packageRoot, shippedMinors[0]);
  const proof = prove(tree, catalog.facts, rendered, () => schemas);
  const report = importReport(tree, catalog, proof, rendered, options.folder);
  write();
  const shown = shownPath(out, context);
  stdout.write(
    options.isJson
      ? `${JSON.stringify({ catalog: shown, ...importAsJson(report) }, null, 2)}\n`
      : importAsText(report, shown, stdout.colours),
  );
  return report.isComplete ? 0 : 1;
}

function checkNames({ team, repository }: ImportOptions): void {
  const checks = [
    { option: '--team', value: team, result: DnsLabel.optional().safeParse(team) },
    {
      option: '--repository',
      value: repository,
      result: Platform.shape.repository.shape.url.optional().safeParse(repository),
    },
  ];
  const problems = checks.flatMap(({ option, value, result }) =>
    result.success
      ? []
      : [
          {
            file: option,
            path: [],
            message: `${JSON.stringify(value)} ${result.error.issues[0]?.message ?? 'is wrong'}`,
          },
        ],
  );
  if (problems.length > 0) throw new InputError(problems);
}

/** Environments by what was typed. The paths are those that a person in the working directory sees. */
function namedEnvironments(
  { environments, folder }: ImportOptions,
  workingDirectory: string,
): readonly EnvironmentPlace[] {
  const pathsByName = new Map<string, string[]>();
  const root = resolve(workingDirectory, folder);
  for (const text of environments) {
    const [name = '', path] = [
      text.split('=', 1)[0],
      text.includes('=') ? text.slice(text.indexOf('=') + 1) : undefined,
    ];
    if (path === undefined || !EnvironmentName.safeParse(name).success) {
      throw new Refusal(`--env ${JSON.stringify(text)} is not NAME=PATH, such as --env prod=${folder}/prod`, 'usage');
    }
    const below = [resolve(workingDirectory, path), resolve(root, path)].find((one) => isOnDisk(one));
    if (below === undefined) throw new Refusal(`--env ${text}: there is no file or folder "${path}"`, 'usage');
    pathsByName.set(name, [...(pathsByName.get(name) ?? []), relative(root, below)]);
  }
  return [...pathsByName].map(([name, paths]) => ({ name, paths }));
}

function schemaFiles({ packageRoot }: Context): ReadonlyMap<string, string> {
  return new Map(
    schemaNames.map((name) => {
      const file = `${name}.schema.json`;
      return [`.schemas/${file}`, readText(join(packageRoot, 'schemas', file))];
    }),
  );
}

/** What somebody has edited since is worth more than what can be made again. */
function refuseOthers(out: string, files: ReadonlyMap<string, string>, shown: string): void {
  const others = [...files].filter(([file, text]) => {
    const path = join(out, file);
    return isOnDisk(path) && readText(path) !== text;
  });
  const [first] = others;
  if (first === undefined) return;
  const more = others.length === 1 ? '' : ` and ${others.length - 1} more files`;
  throw new Refusal(
    `"${shown}" has another "${first[0]}"${more}; nothing is overwritten: name another folder with --out, or remove them`,
    'usage',
  );
}

/** Stands for the version that nobody has said, while it is seen what else would be otherwise. */
const standIn = `${placeholderVersion}-by-a-person`;

/**
 * Loads the catalog as every other command does, and renders it, also where a person still has to say which version runs. It
 * is nowhere yet.
 *
 * @returns what is wrong with it, where what runs breaks a law of the catalog: a quota that is too small, a circle
 */
function renderInMemory(files: ReadonlyMap<string, string>, name: string): readonly ManifestObject[] | InputError {
  const texts = new Map([...files].map(([file, text]) => [file, text.replaceAll(placeholderVersion, standIn)]));
  try {
    const { idByPath, textOf } = renderingOf(
      wantedTree(loadCatalog(textsSource(name, texts)), everything),
      'sha1',
      undefined,
    );
    return [...idByPath.keys()]
      .filter((path) => !isIndex(path))
      .flatMap((path) => readManifestText((textOf(path) ?? '').replaceAll(standIn, placeholderVersion), path).objects);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
