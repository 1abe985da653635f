import { join } from 'node:path';

import type { KustomizationNode } from './kustomization';
import { linkOutOf } from './links-out-of';
import type { ManifestObject, ManifestUnit, SkippedPath } from './manifest';
import { missingDependencies } from './missing-dependencies';
import type { ProgramResult, Programs } from './programs';
import { readManifestText } from './read-text';
import type { RemoteLoads } from './remote-loads';
import { isFile } from './what-is-there';

/** What people see instead of an absolute path. */
type Naming = (path: string) => string;

/**
 * A unit of what `kustomize` makes; without it, a note.
 *
 * @param sources the objects that it is made of
 */
export function buildKustomization(
  node: KustomizationNode,
  sources: () => readonly ManifestObject[],
  remoteLoads: RemoteLoads,
  naming: Naming,
  programs: Programs,
): ManifestUnit {
  const unit = { name: naming(node.folder), objects: [], unreadable: [], kustomizations: [], skipped: [] };
  const file = naming(node.file);
  const note = (reason: string, more: Pick<SkippedPath, 'unbuilt'> = {}): ManifestUnit => ({
    ...unit,
    skipped: [{ path: unit.name, reason: `not built: ${reason}`, ...more }],
  });
  if (node.isComponent) return note('a component is built by the kustomizations that use it');

  const reason = programs.isNetworkAllowed === true ? undefined : remoteLoads.whyNotBuilt(node.folder);
  // The rule "unfetched-load" says it where it is written.
  if (reason !== undefined) return note(reason);

  const result = programs.kustomize(node.folder);
  if (result === 'not installed') return note('kustomize is not installed', { unbuilt: file });
  if ('failure' in result) {
    const message = `kustomize cannot build "${unit.name}": ${result.failure}`;
    const hint = `run "kustomize build ${unit.name}" to see more`;
    return { ...unit, unreadable: [{ file, line: 1, column: 1, message, hint }] };
  }
  // Under its own name the output would be taken for a kustomization.
  const { objects, unreadable } = readManifestText(result.output, unit.name);
  const built = { objects: placeBuilt(objects, sources(), file), unreadable: atTop(unreadable, file) };
  return { ...unit, ...built, isBuilt: true };
}

/**
 * Gives built objects the places of what they were made of: the one source with the same kind and name, and namespace where
 * there are several; else the one whose name got a prefix or a suffix; else the first line of the kustomization. Places in
 * what a program prints help nobody.
 */
export function placeBuilt(
  built: readonly ManifestObject[],
  sources: readonly ManifestObject[],
  file: string,
): readonly ManifestObject[] {
  const sourcesByName = new Map<string, ManifestObject[]>();
  for (const source of sources) {
    const alike = sourcesByName.get(keyOf(source));
    if (alike === undefined) sourcesByName.set(keyOf(source), [source]);
    else alike.push(source);
  }
  // What keeps its name is no other object with more around its name.
  const kept = new Set(built.map(keyOf));
  const renamed = sources.filter((source) => !kept.has(keyOf(source)));
  return built.map((object) => {
    const alike = sourcesByName.get(keyOf(object)) ?? renamedTo(object, renamed);
    const [source, ...others] =
      alike.length > 1 ? alike.filter(({ namespace }) => namespace === object.namespace) : alike;
    const { writtenAt: _, ...inOutput } = object;
    if (source === undefined || others.length > 0) return { ...inOutput, file, locate: () => firstPlace };
    const { file: sourceFile, locate, writtenAt } = source;
    return { ...inOutput, file: sourceFile, locate, ...(writtenAt !== undefined && { writtenAt }) };
  });
}

/** The sources with the longest name that is in the name of an object: "web-api" becomes "prod-web-api", and "web" does not. */
function renamedTo(
  { group, kind, name }: ManifestObject,
  renamed: readonly ManifestObject[],
): readonly ManifestObject[] {
  const inside = renamed.filter(
    (source) => source.group === group && source.kind === kind && isAround(name, source.name),
  );
  const longest = Math.max(...inside.map((source) => source.name.length));
  return inside.filter((source) => source.name.length === longest);
}

function isAround(name: string, part: string): boolean {
  return part !== '' && name !== part && name.includes(part);
}

function keyOf({ group, kind, name }: ManifestObject): string {
  return `${group}/${kind}/${name}`;
}

/**
 * A unit of what `helm` makes of a chart with its own values; without it, a note.
 *
 * @param folder of the chart, or its archive
 */
export function buildChart(folder: string, naming: Naming, helm: (folder: string) => ProgramResult): ManifestUnit {
  const name = naming(folder);
  const unit = { name, objects: [], unreadable: [], kustomizations: [], skipped: [] };
  const file = naming(join(folder, 'Chart.yaml'));
  const note = (reason: string): ManifestUnit => ({
    ...unit,
    skipped: [{ path: name, reason: `not rendered: ${reason}`, unbuilt: file }],
  });
  // An archive is one file, which Helm unpacks, and has in it what it depends on.
  const isArchive = isFile(folder);
  const link = isArchive ? undefined : linkOutOf(folder);
  if (link !== undefined) return note(`"${naming(link)}" leads out of the chart, or cannot be read`);

  const missing = isArchive ? [] : missingDependencies(folder);
  if (missing.length > 0) {
    const names = missing.map((one) => `"${one}"`).join(', ');
    return note(`${names} that it depends on is not in its charts/; run "helm dependency build ${name}" first`);
  }

  const result = helm(folder);
  if (result === 'not installed') return note('helm is not installed');
  if ('failure' in result) {
    const message = `helm cannot render "${name}": ${result.failure}`;
    const hint = `run "helm template ${name}" to see more`;
    return { ...unit, unreadable: [{ file, line: 1, column: 1, message, hint }] };
  }
  const { objects, unreadable } = readManifestText(result.output, file);
  const sourceAt = sourcesOf(result.output);
  return {
    ...unit,
    objects: objects.map((object) => {
      const source = sourceAt(object.locate([])?.line ?? 1);
      // Helm begins paths with the name of the chart, which is not that of its folder.
      const path = source?.split('/').slice(1).join('/');
      return { ...object, file: path === undefined ? file : naming(join(folder, path)), locate: () => firstPlace };
    }),
    unreadable: atTop(unreadable, file),
    isBuilt: true,
  };
}

const firstPlace = { line: 1, column: 1 };

function atTop(unreadable: ManifestUnit['unreadable'], file: string): ManifestUnit['unreadable'] {
  return unreadable.map((place) => ({ ...place, file, ...firstPlace }));
}

/** Helm writes `# Source: chart/templates/x.yaml` above each object. */
function sourcesOf(output: string): (line: number) => string | undefined {
  const sources = output
    .split('\n')
    .map((text, index) => ({ line: index + 1, path: /^# Source: (.+)$/.exec(text)?.[1] }))
    .filter(({ path }) => path !== undefined);
  return (line) => sources.findLast((source) => source.line < line)?.path;
}
