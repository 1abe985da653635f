import { rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

import { folderInWorkTree, isIgnored } from '../../gitops/work-tree';
import { DnsLabel } from '../../model/names';
import { Platform } from '../../model/platform';
import { printableLine } from '../../model/printable';
import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { ServiceName } from '../../model/service';
import { synthesize } from '../../render/synthesize';
import { makeFolder } from '../../tree/make-folder';
import { isOnDisk, readText, writeContent } from '../../tree/named-calls';
import type { Context, ExitCode } from '../context';
import type { CiSystem, InitFile, InitNames } from '../init/names';
import { pipelineFiles } from '../init/pipeline-files';
import { fillNewFolder } from '../init/new-folder';
import { skeleton } from '../init/skeleton';
import { shownPath } from '../shown-path';
import { asLines } from '../shown-text';

/** What `slipway init` was asked. */
export interface InitOptions {
  readonly folder: string;
  readonly service: string | undefined;
  readonly repository: string | undefined;
  readonly registry: string | undefined;
  readonly team: string | undefined;
  /** Whose pipeline is written. */
  readonly ci: CiSystem;
  readonly isRendered: boolean;
}

/** Makes the skeleton of a GitOps repository, complete or not at all. */
export function init(options: InitOptions, context: Context): ExitCode {
  const folder = resolve(context.workingDirectory, options.folder);
  const path = folderOfRepository(folder, context);
  const root = path === undefined ? folder : resolve(folder, ...path.split('/').map(() => '..'));
  const names = { ...checkedNames(options, root), path };
  const pipeline = pipelineFiles(options.ci, context.version);
  const files = skeleton(names, pipeline, {
    platform: readSchema(context, 'platform'),
    environment: readSchema(context, 'environment'),
    service: readSchema(context, 'service'),
    overlay: readSchema(context, 'overlay'),
    slipway: readSchema(context, 'slipway'),
  });
  const rendered = context.uninterrupted(() =>
    fillNewFolder(folder, options.folder, (staging) => {
      for (const file of files) writeFile(staging, file);
      return options.isRendered ? synthesize({ catalog: join(staging, 'catalog'), out: staging }).written : [];
    }),
  );
  if (path !== undefined && options.isRendered) putOwnersAbove(folder, context);
  context.stdout.write(summary(names, pipeline[0].path, folder, files.length, rendered.length, context));
  return 0;
}

/** The folder of a repository that is around a new folder; undefined for the root of one, or where there is none. */
function folderOfRepository(folder: string, { packageRoot }: Context): string | undefined {
  if (isOnDisk(join(folder, '.git'))) return undefined;
  const there = nearestFolder(dirname(folder));
  const around = folderInWorkTree(there, packageRoot);
  if (around === undefined || isIgnored(there)) return undefined;
  return [around, relative(there, folder).split(sep).join('/')].filter((part) => part !== '').join('/');
}

function nearestFolder(path: string): string {
  return isOnDisk(path) ? path : nearestFolder(dirname(path));
}

/** Where the folder was made it had another name, so that owners of files could not be written above it. */
function putOwnersAbove(folder: string, { uninterrupted }: Context): void {
  rmSync(join(folder, 'CODEOWNERS'), { force: true });
  synthesize({ catalog: join(folder, 'catalog'), out: folder, uninterrupted });
}

function checkedNames({ service, repository, registry, team }: InitOptions, root: string): InitNames {
  const names: InitNames = {
    service: service ?? 'hello',
    team: team ?? 'my-team',
    repository: repository ?? `https://github.com/your-org/${repositoryName(root)}.git`,
    registry: registry ?? 'ghcr.io/your-org',
  };
  const checks = [
    { option: '--name', result: ServiceName.safeParse(names.service), value: names.service },
    { option: '--team', result: DnsLabel.safeParse(names.team), value: names.team },
    {
      option: '--repository',
      result: Platform.shape.repository.shape.url.safeParse(names.repository),
      value: names.repository,
    },
    { option: '--registry', result: Platform.shape.registry.safeParse(names.registry), value: names.registry },
  ];
  const problems = checks.flatMap(({ option, result, value }): readonly Problem[] =>
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
  return names;
}

function repositoryName(folder: string): string {
  return basename(folder).replaceAll(/[^A-Za-z0-9._-]+/g, '-') || 'gitops';
}

function readSchema({ packageRoot }: Context, name: string): string {
  return readText(join(packageRoot, 'schemas', `${name}.schema.json`));
}

function writeFile(root: string, { path, text }: InitFile): void {
  makeFolder(dirname(join(root, path)));
  writeContent(join(root, path), text);
}

function summary(
  names: InitNames,
  pipeline: string,
  folder: string,
  made: number,
  rendered: number,
  context: Context,
): string {
  const { bold, green, cyan, dim } = context.stdout.colours;
  const hasGit = isOnDisk(join(folder, '.git'));
  const shown = printableLine(shownPath(folder, context));
  const row = (path: string, what: string): string => `  ${path.padEnd(33)} ${dim(what)}`;
  const step = (command: string, what: string): string =>
    `  ${cyan(command.padEnd(what === '' ? 0 : 33))} ${dim(what)}`.trimEnd();
  return asLines([
    `${green('✓')} made ${bold(shown)}: ${made} files${rendered === 0 ? '' : `, and ${rendered} rendered from them`}`,
    '',
    row('catalog/platform.yaml', 'registry, repository, teams'),
    row('catalog/environments/', 'dev, staging, prod'),
    row(`catalog/services/${names.service}/`, 'what the service wants, and one file per environment'),
    row('slipway.yaml', 'what the check lets pass, and why'),
    row(pipeline, 'CI: check, and what changes as a comment'),
    ...(rendered === 0 ? [] : [row('services/, argocd/, CODEOWNERS', 'rendered, for Argo CD and reviewers')]),
    ...(names.path === undefined
      ? []
      : [
          '',
          `It is the folder "${names.path}" of a repository. Forges read CI at the root: move ${dirname(pipeline).split('/')[0]} there,`,
          `and let its steps run in "${names.path}".`,
        ]),
    '',
    'next',
    ...(shown === '.' ? [] : [step(`cd ${shown}`, '')]),
    step(`slipway explain ${names.service} dev`, 'where every value comes from'),
    step('slipway doctor', 'what is left to fill in'),
    step('slipway synth', 'after each edit of catalog/'),
    ...stepsOfGit(names, hasGit).map((command) => step(command, '')),
    '',
    'Releases go from dev to staging to prod, and nobody has to agree yet: catalog/environments/prod.yaml says how to want it.',
  ]);
}

/** What brings a new repository to where its platform says that it is: on the branch that Argo CD reads, with a remote. */
function stepsOfGit({ path, repository }: InitNames, hasGit: boolean): readonly string[] {
  const commit = 'git add . && git commit -m "Start with Slipway"';
  if (path !== undefined) return [commit];
  // A clone has its remote, and maybe a first branch of another name.
  if (hasGit) return [commit, 'git push -u origin HEAD:main'];
  return [`git init -b main && ${commit}`, `git remote add origin ${repository} && git push -u origin main`];
}
