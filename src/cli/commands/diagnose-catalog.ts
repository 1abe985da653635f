import { join } from 'node:path';

import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { isKnownMinor, knownMinors } from '../../manifest-schemas/for-version';
import { callersWithoutProxy } from '../../model/callers-without-proxy';
import { documents } from '../../model/catalog';
import type { Catalog } from '../../model/catalog';
import { groupBy } from '../../model/group-by';
import { misplacedTree, wordsOfMisplaced } from '../../review/misplaced-tree';
import type { Resolved } from '../../model/resolve';
import { printableLine } from '../../model/printable';
import { readText } from '../../tree/named-calls';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { shownPath } from '../shown-path';

/** Something of a catalog that is valid, and that nobody can have meant. */
interface CatalogFinding {
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  readonly message: string;
  readonly hint: string;
}

/** What `slipway doctor` was asked, without a service. */
export interface CatalogDoctorOptions {
  readonly place: CatalogPlace;
  readonly isJson: boolean;
}

/** What "slipway init" and "slipway import" write where they cannot know, and what stands there instead in the end. */
const placeholders: readonly { readonly pattern: RegExp; readonly what: string; readonly hint: string }[] = [
  { pattern: /\byour-org\b/, what: 'your-org', hint: 'write the name of your organization' },
  { pattern: /\bexample\.(?:com|org|net)\b/, what: 'example.com', hint: 'write a domain of your own' },
  { pattern: /\bto-be-filled-in\b/, what: 'to-be-filled-in', hint: 'write what only you can know' },
];

/**
 * Says what a catalog still has that nobody can have meant: placeholders, versions that are not known, a tree in the wrong place,
 * callers that lose what others say of their calls.
 */
export function diagnoseCatalog({ place, isJson }: CatalogDoctorOptions, context: Context): ExitCode {
  const { catalog, resolved } = loadCatalog(folderSource(place.catalog));
  const shown = (document: string): string => shownPath(join(place.catalog, document), context);
  const findings = [
    ...placeholdersIn(catalog, place, shown),
    ...unknownVersions(catalog, shown),
    ...misplaced(catalog, place, shown),
    ...withoutProxy(resolved, shown),
  ];
  if (isJson) context.stdout.write(`${JSON.stringify({ findings }, null, 2)}\n`);
  else context.stdout.write(asText(findings, context));
  return findings.length > 0 ? 1 : 0;
}

function placeholdersIn(
  { environments, services }: Catalog,
  { catalog }: CatalogPlace,
  shown: (document: string) => string,
): readonly CatalogFinding[] {
  const names = [
    documents.platform,
    ...[...environments.keys()].map(documents.environment),
    ...[...services].flatMap(([service, { overlays }]) => [
      documents.service(service),
      ...[...overlays.keys()].map((environment) => documents.overlay(service, environment)),
    ]),
  ];
  return names.flatMap((document) =>
    readText(join(catalog, document))
      .split(/\r?\n/)
      .flatMap((text, index) => {
        const said = withoutComment(text);
        return placeholders
          .filter(({ pattern }) => pattern.test(said))
          .map(({ what, hint }) => ({
            file: shown(document),
            line: index + 1,
            message: `"${what}" is still there: ${said.trim()}`,
            hint,
          }));
      }),
  );
}

/** A comment says nothing to the program. A "#" within a word begins none (YAML 1.2, 6.6). */
function withoutComment(line: string): string {
  const start = line.search(/(?:^|\s)#/);
  return start === -1 ? line : line.slice(0, start);
}

function* unknownVersions({ environments }: Catalog, shown: (document: string) => string): Iterable<CatalogFinding> {
  for (const [name, { cluster }] of environments) {
    if (isKnownMinor(cluster.kubernetesVersion)) continue;
    yield {
      file: shown(documents.environment(name)),
      message: `Kubernetes ${cluster.kubernetesVersion} of "${name}" is not known to this version of Slipway, which knows ${knownMinors}: manifests are checked against the nearest of them`,
      hint: 'correct cluster.kubernetesVersion, or use a version of Slipway that knows it',
    };
  }
}

function* misplaced(
  { platform }: Catalog,
  { out }: CatalogPlace,
  shown: (document: string) => string,
): Iterable<CatalogFinding> {
  const found = misplacedTree(out, platform.repository.path ?? '');
  if (found !== undefined) yield { file: shown(documents.platform), ...wordsOfMisplaced(found) };
}

/** A caller is said once for what it calls, wherever it does. */
function* withoutProxy(resolved: readonly Resolved[], shown: (document: string) => string): Iterable<CatalogFinding> {
  const calls = groupBy(callersWithoutProxy(resolved), ({ caller, service }) => `${caller} ${service}`);
  for (const all of calls.values()) {
    const [first] = all;
    if (first === undefined) continue;
    const { caller, service, loses } = first;
    const where = all.map(({ environment }) => environment).join(', ');
    yield {
      file: shown(documents.service(caller)),
      message: `"${caller}" calls "${service}" in ${where} without ${loses.join(' and ')}: Linkerd applies them in the proxy of the caller, and it has none`,
      hint: `write "mesh: { provider: linkerd }" there, or "retryLimit: 0" and "failureAccrual: 0" below "mesh" of ${service}`,
    };
  }
}

function asText(findings: readonly CatalogFinding[], { stdout }: Context): string {
  const { green, bold } = stdout.colours;
  if (findings.length === 0) return `${green('✓')} nothing is left to fill in, and every version is known\n`;
  const lines = findings.flatMap(({ file, line, message, hint }) => [
    `${bold(printableLine(line === undefined ? file : `${file}:${line}`))}: ${printableLine(message)}`,
    `  hint: ${printableLine(hint)}`,
  ]);
  return `${lines.join('\n')}\n\n${findings.length} ${findings.length === 1 ? 'thing' : 'things'} to look at\n`;
}
