import { setTimeout as pause } from 'node:timers/promises';

import { ArgoCdApi } from '../../argocd/argocd-api';
import { syncInOrder } from '../../argocd/sync-in-order';
import type { OrderedApplication, SyncEnd, SyncOutcome } from '../../argocd/sync-in-order';
import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { environmentNamed } from '../../model/catalog';
import type { Catalog } from '../../model/catalog';
import { place } from '../../model/place';
import type { PlacedApplication, Placements } from '../../model/placement';
import { printableLine } from '../../model/printable';
import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { unknownName } from '../../model/unknown-name';
import type { Context, ExitCode, Output } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { asLines } from '../shown-text';
import { frozenSync } from './frozen';

/** What `slipway sync` was asked. */
export interface SyncOptions {
  readonly place: CatalogPlace;
  /** A name or an alias. */
  readonly environment: string;
  /** None for all of them, and the namespaces. */
  readonly services: readonly string[];
  readonly prune: boolean;
  readonly revision: string | undefined;
  /** Seconds, as typed. @default - 300 */
  readonly timeout: string | undefined;
  /** Why it does not wait for the end of a freeze. @default - it waits */
  readonly hotfix: string | undefined;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

const usualPatience = '300';
const argocdVariables = { server: 'ARGOCD_SERVER', token: 'ARGOCD_AUTH_TOKEN' } as const;

/**
 * Has Argo CD apply what Git says. Exit code 1 when something did not get there.
 *
 * @throws InputError with everything that is wrong with what was typed
 */
export async function syncEnvironment(options: SyncOptions, context: Context): Promise<ExitCode> {
  const { stdout, stderr, variables, now } = context;
  const { catalog, resolved } = loadCatalog(folderSource(options.place.catalog));
  const environment = environmentNamed(catalog, options.environment);
  const { applications, problems } = applicationsFor(options, place(catalog, resolved), catalog, environment);
  const frozen = frozenSync(catalog, environment ?? '', options.hotfix, context.clock().getTime());
  // What waits may be looked at.
  if (frozen.problem !== undefined && !options.isDryRun) problems.push(frozen.problem);
  const url = serverUrl(variables[argocdVariables.server]);
  const token = variables[argocdVariables.token];
  const patience = Number(options.timeout ?? usualPatience);
  problems.push(...whatIsWrongWith(url, token, patience, options));
  if (problems.length > 0 || url === undefined) throw new InputError(problems);
  if (frozen.words !== undefined) stderr.write(`${stderr.colours.yellow('!')} ${printableLine(frozen.words)}\n`);

  const outcomes = await syncInOrder(new ArgoCdApi({ url, token: () => token }), applications, {
    ...(options.revision !== undefined && { revision: options.revision }),
    ...(options.hotfix !== undefined && { why: `urgent fix: ${options.hotfix}` }),
    prune: options.prune,
    isDryRun: options.isDryRun,
    patience: patience * 1000,
    now,
    pause: async (milliseconds) => await pause(milliseconds),
    tell: (outcome) => {
      if (!options.isJson) stdout.write(textOf(outcome, options, stdout));
    },
  });
  if (options.isJson) stdout.write(`${JSON.stringify({ applications: outcomes }, null, 2)}\n`);
  return outcomes.every(({ end }) => end === 'same' || end === 'synced' || end === 'waits') ? 0 : 1;
}

/** The namespaces come before every service. @param environment its name; undefined where there is none of that name */
function applicationsFor(
  options: SyncOptions,
  placed: Placements,
  catalog: Catalog,
  environment: string | undefined,
): { readonly applications: readonly OrderedApplication[]; readonly problems: Problem[] } {
  if (environment === undefined) {
    const problem = unknownName('ENV', 'environment', options.environment, catalog.environments.keys());
    return { applications: [], problems: [problem] };
  }
  const here = placed.placements.filter((one) => one.environment === environment);
  const problems = options.services.flatMap((service) => {
    if (!catalog.services.has(service)) return [unknownName('SERVICE', 'service', service, catalog.services.keys())];
    if (here.some((one) => one.service === service)) return [];
    const hint = `"slipway explain ${service}" says where it is`;
    const message = `service "${service}" is not deployed in "${environment}"`;
    return [{ file: 'SERVICE', path: [], message, hint }];
  });
  const services = here
    .filter(({ service }) => options.services.length === 0 || options.services.includes(service))
    .map(({ application }) => ordered(application));
  const baseline = placed.baselines.find((one) => one.environment === environment)?.baseline;
  const isWhole = options.services.length === 0 && baseline !== undefined;
  return { applications: [...(isWhole ? [ordered(baseline)] : []), ...services], problems };
}

function ordered({ name, path, wave }: PlacedApplication): OrderedApplication {
  return { name, path, wave };
}

/** As the argocd command reads it: a host with or without a port; here a URL, too, for what has no TLS. */
function serverUrl(server: string | undefined): string | undefined {
  if (server === undefined || server.trim() === '') return undefined;
  const text = /^https?:\/\//.test(server) ? server : `https://${server}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url === undefined || url.username !== '' || url.password !== ''
    ? undefined
    : `${url.origin}${url.pathname.replace(/\/$/, '')}`;
}

function whatIsWrongWith(
  url: string | undefined,
  token: string | undefined,
  patience: number,
  { revision, timeout, hotfix, services }: SyncOptions,
): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (file: string, message: string, hint: string): void => {
    problems.push({ file, path: [], message, hint });
  };
  if (url === undefined)
    add(argocdVariables.server, 'is not the address of an Argo CD', 'set it to its host, such as "argocd.example.com"');
  if (token === undefined || token === '')
    add(argocdVariables.token, 'is not set', '"argocd account generate-token" makes one');
  if (!(patience >= 1 && patience <= 86_400))
    add('--timeout', `${JSON.stringify(timeout)} is not a number of seconds`, 'write a number from 1 to 86400');
  if (revision !== undefined && !/^[0-9a-f]{40}$/.test(revision))
    add('--revision', `${JSON.stringify(revision)} is not a commit`, 'write its 40 digits: "git rev-parse HEAD"');
  if (hotfix?.trim() === '') add('--hotfix', 'says nothing', 'write why it cannot wait');
  if (hotfix !== undefined && services.length === 0)
    add(
      '--hotfix',
      'is about services, and none is named',
      'name those that the urgent fix is of: what else waits is not urgent',
    );
  return problems;
}

const words: Readonly<Record<SyncEnd, string>> = {
  same: 'is as Git says',
  synced: 'is synced',
  waits: 'waits',
  failed: 'failed',
  late: 'did not get there in time',
  refused: 'was not synced',
  missing: 'is not there, or this token may not see it',
  held: 'was not begun: what comes before it is not well',
};

function textOf(
  { application, end, revision, health, why, differing, left }: SyncOutcome,
  { prune }: SyncOptions,
  { colours }: Output,
): string {
  const isGood = end === 'same' || end === 'synced';
  const mark = isGood ? colours.green('✓') : end === 'waits' ? colours.yellow('!') : colours.red('✗');
  const at = end === 'synced' && revision !== undefined ? ` at ${revision.slice(0, 12)}, ${health}` : '';
  const lines = [`${mark} ${application} ${words[end]}${at}${why === '' ? '' : `: ${why}`}`];
  if (end === 'waits' && differing.length > 0) lines.push(`    differs: ${differing.join(', ')}`);
  if (left.length > 0 && (!prune || end === 'waits'))
    lines.push(`    ${prune ? 'is deleted' : 'is left, without --prune'}: ${left.join(', ')}`);
  return asLines(lines);
}
