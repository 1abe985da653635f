import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { foundOwnRefs, ownNamesOf } from '../../gitops/own-ref-names';
import { withoutGit } from '../../gitops/git-variables';
import { runGit } from '../../gitops/run-git';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';

/** How long a remote may take to say what waits, in milliseconds: nobody waits longer for a completion. */
const patienceMilliseconds = 2000;

const proposals = 'refs/slipway/proposals/';

/**
 * Prints names, one per line. It looks at the names of files, and for releases at single lines of them: a person presses Tab
 * while the catalog is being edited, and wants an answer at once and no complaint.
 */
export async function completeNames(
  kind: string,
  place: CatalogPlace | undefined,
  context: Context,
): Promise<ExitCode> {
  const found = place === undefined ? [] : await namesOf(kind, place, context);
  // Shells expand what they are offered: a folder called "$(reboot)" must not get that far.
  const names = found.filter((name) => /^[-A-Za-z0-9._+]+$/.test(name));
  context.stdout.write(names.map((name) => `${name}\n`).join(''));
  return 0;
}

async function namesOf(kind: string, { catalog }: CatalogPlace, context: Context): Promise<readonly string[]> {
  switch (kind) {
    case 'services':
      return entries(join(catalog, 'services'));
    case 'environments':
      return entries(join(catalog, 'environments')).flatMap((name) =>
        name.endsWith('.yaml') ? [name.slice(0, -'.yaml'.length)] : [],
      );
    case 'teams':
      return teamsIn(textOf(join(catalog, 'platform.yaml')));
    case 'releases':
      return releasesIn(join(catalog, 'services'));
    default:
      return await waitingAt(catalog, context);
  }
}

/** Keys below `teams`, as most people write them. */
function teamsIn(platform: string): readonly string[] {
  const [, block = ''] = /^teams:[^\n]*\n((?:[ #][^\n]*\n|\n)*)/m.exec(platform) ?? [];
  const indent = /^( +)[^ #]/m.exec(block)?.[1] ?? ' ';
  return [...block.matchAll(new RegExp(`^${indent}([-a-z0-9]+):`, 'gm'))].map(([, team = '']) => team).sort();
}

/** Versions that overlays name: those that can be promoted or held. */
function releasesIn(services: string): readonly string[] {
  const files = entries(services).flatMap((service) =>
    entries(join(services, service)).map((name) => join(services, service, name)),
  );
  const versions = files.flatMap((file) =>
    [...textOf(file).matchAll(/^(?:release:.*| +)\bversion: *["']?([^\s"',}]+)/gm)].map(([, version = '']) => version),
  );
  return [...new Set(versions)].sort();
}

/** Run ids of what waits, as the remote has them: below `refs/slipway/`, or as branches where it takes nothing else. */
async function waitingAt(catalog: string, { variables }: Context): Promise<readonly string[]> {
  try {
    const { stdout } = await runGit({
      folder: catalog,
      words: ['ls-remote', 'origin', ...ownNamesOf(`${proposals}*`)],
      variables: withoutGit(variables),
      deadlineMilliseconds: patienceMilliseconds,
    });
    const lines = stdout.toString('utf8').split('\n');
    const found = foundOwnRefs(new Map(lines.map((line) => [line.split('\t')[1] ?? '', line.split('\t')[0] ?? ''])));
    return [...found.keys()].flatMap((name) => (name.startsWith(proposals) ? [name.slice(proposals.length)] : []));
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
