import { join } from 'node:path';

import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import type { RenderTools } from '../../catalog/render-tools';
import { diffAsJson } from '../../diff/as-json';
import { byCategory, countObjects } from '../../diff/report';
import { documents } from '../../model/catalog';
import { conventions as allConventions } from '../../model/convention';
import { didYouMean } from '../../model/nearest';
import { Refusal } from '../../model/refusal';
import type { Context, ExitCode } from '../context';
import { diffAsText } from '../diff-as-text';
import type { CatalogPlace } from '../find-catalog';
import { printableLine } from '../../model/printable';
import { replaceFile } from '../replace-files';
import { serviceNamed } from '../service-named';
import { shownPath } from '../shown-path';
import { withRenderTools } from '../with-render-tools';
import { takeOn, type Adopted, type AdoptingService } from './adopted-service';

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
  return withRenderTools(options.place.catalog, context, (tools) => adoptWith(options, context, tools));
}

/** @param tools what the service is rendered with, before and after */
function adoptWith(options: AdoptOptions, context: Context, tools: RenderTools): ExitCode {
  const { place, service, conventions, isDryRun, isJson } = options;
  const { stdout } = context;
  const { bold, green, yellow, red } = stdout.colours;
  const source = folderSource(place.catalog);
  const loaded = loadCatalog(source, new Map(), undefined, tools);
  const entry = serviceNamed(loaded.catalog, service);
  const unadopted: readonly string[] = entry.service.unadopted ?? [];
  for (const name of conventions)
    if (!unadopted.includes(name))
      throw new Refusal(`"${service}" has no convention "${name}" to adopt; ${didYouMean(name, unadopted)}`, 'usage');
  const adopting = { source, loaded, service, unadopted, packageRoot: context.packageRoot };
  if (conventions.length === 0) {
    if (isJson) stdout.write(`${JSON.stringify({ service, unadopted }, null, 2)}\n`);
    else stdout.write(listed(adopting));
    return 0;
  }
  const { adopted, notTaken } = takeOn(adopting, conventions);
  const file = join(place.catalog, documents.service(service));
  if (adopted !== undefined && !isDryRun)
    context.uninterrupted(() => {
      replaceFile(file, adopted.text);
    });
  const exitCode = notTaken.length === 0 ? 0 : 1;
  if (isJson) {
    const taken = adopted?.names ?? [];
    const left = unadopted.filter((name) => !taken.includes(name));
    const changes = adopted === undefined ? undefined : diffAsJson(adopted.report);
    const said = { service, adopted: taken, notTaken, unadopted: left, notes: adopted?.notes ?? [], changes };
    stdout.write(`${JSON.stringify(said, null, 2)}\n`);
    return exitCode;
  }
  const written = isDryRun
    ? 'nothing is written'
    : `written ${printableLine(shownPath(file, context))}; render with "slipway synth"`;
  const lines = [
    ...(adopted === undefined ? [] : [diffAsText(adopted.report, stdout.colours)]),
    ...(adopted?.notes ?? []).map((note) => `${yellow('!')} ${printableLine(note)}`),
    ...(adopted === undefined ? [] : [`${green('✓')} ${bold(service)} adopts ${adopted.names.join(', ')}: ${written}`]),
    ...notTaken.map(({ name, why }) => `${red('✗')} ${bold(name)} is not adopted: ${printableLine(why)}`),
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return exitCode;
}

/** Each convention, in words, and on how many objects it is seen. */
function listed(adopting: AdoptingService): string {
  const { service, unadopted } = adopting;
  if (unadopted.length === 0) return `${service} has adopted every convention\n`;
  const words = new Map<string, string>(Object.entries(allConventions));
  const lines = unadopted.map((name) => {
    const { adopted, notTaken } = takeOn(adopting, [name]);
    const seen = adopted === undefined ? notTaken.map(({ why }) => `cannot be taken yet: ${why}`) : seenIn(adopted);
    return printableLine(`  ${name.padEnd(20)} ${words.get(name) ?? ''}: ${seen.join(', ')}`);
  });
  return `${service} has not adopted\n${lines.join('\n')}\n`;
}

function seenIn({ report, notes }: Adopted): readonly string[] {
  const seen = byCategory(report).map(([category, groups]) => `${category} ${countObjects(groups)}`);
  return seen.length === 0 ? ['changes nothing'] : [...seen, ...notes];
}
