import { hash } from 'node:crypto';

import type { LoadedCatalog } from '../catalog/load';
import { identityOfPrograms } from '../catalog/render-tools';
import type { RenderTools } from '../catalog/render-tools';
import { documents, inOrderOfNames } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import { placesOf } from '../model/place';
import type { Places } from '../model/place';
import { isExtended } from '../model/placed-extension';
import { documentsOf } from '../model/resolve';
import type { Resolved } from '../model/resolve';
import type { WrittenObject } from '../model/service-manifests';
import { isSoftware } from '../model/software';
import { indexOf, treeFolders } from '../model/tree-layout';
import { located } from './located';
import type * as Render from './render';
import type { RenderedFile } from './render';
import type { Scope } from './scope';

/** A part of the tree: a placement or the baseline of an environment. */
export interface Part {
  readonly key: string;
  /** File that lists its objects. */
  readonly index: string;
  /** Every document that it is rendered from. */
  readonly documents: readonly DocumentName[];
  /** Hash of everything that it is rendered from. */
  readonly input: () => string;
  readonly render: () => readonly RenderedFile[];
}

/**
 * The parts of the tree that a scope names.
 *
 * @param firstLine of each file
 */
export function partsOf(
  { catalog, resolved, parsed, tools }: Pick<LoadedCatalog, 'catalog' | 'resolved' | 'parsed' | 'tools'>,
  scope: Scope,
  firstLine: string,
): readonly Part[] {
  const places: Places = placesOf(catalog, resolved, (one) => madeOf(one, places, tools));
  const { placementOf, aroundOf, baselineOf, sharersOf } = places;
  const isWanted = (environment: string): boolean =>
    scope.environment === undefined || environment === scope.environment;
  const part = (
    key: string,
    indexFolder: string,
    names: readonly DocumentName[],
    of: readonly Resolved[],
    render: Part['render'],
  ): Part => ({
    key,
    index: indexOf(indexFolder),
    documents: names,
    input: () =>
      inputHash(names, parsed, firstLine) +
      (of.some(isExtended) ? ` ${tools?.extensions?.hash ?? ''}` : '') +
      (of.some(({ wants }) => isSoftware(wants)) ? ` ${hash('sha256', identityOfPrograms(tools), 'base64')}` : ''),
    render,
  });
  const placements = resolved.filter(
    (one) => isWanted(one.environment) && (scope.service === undefined || one.service === scope.service),
  );
  const environments = inOrderOfNames(catalog.environments).filter(([name]) => isWanted(name));
  return [
    ...placements.map((one) =>
      part(
        documents.overlay(one.service, one.environment),
        treeFolders.overlay(one.service, one.environment),
        documentsOf(aroundOf(one)),
        [one],
        () => located(parsed, () => renderer().renderPlacement(placementOf(one), tools, firstLine)),
      ),
    ),
    ...environments.map(([name, environment]) => {
      const sharers = sharersOf(name);
      return part(
        documents.environment(name),
        treeFolders.bootstrap(name),
        [documents.environment(name), ...documentsOf(sharers)],
        sharers,
        () => located(parsed, () => renderer().renderBaseline(baselineOf(name, environment), firstLine)),
      );
    }),
  ];
}

/** Objects whose kinds only rendering knows, as a project has to permit them. */
function madeOf(one: Resolved, { placementOf }: Places, tools: RenderTools | undefined): readonly WrittenObject[] {
  if (!isSoftware(one.wants) && !isExtended(one)) return [];
  // Also of what is retired: Argo CD prunes nothing that its project does not permit.
  const placement = { ...placementOf(one), isRetired: false };
  return renderer().objectsOfOthers(placement, tools).filter(isWritten);
}

/** What was rendered has all of it. */
function isWritten(value: Readonly<Record<string, unknown>>): value is WrittenObject {
  return typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string' && 'metadata' in value;
}

function inputHash(names: readonly DocumentName[], parsed: LoadedCatalog['parsed'], firstLine: string): string {
  let text = firstLine;
  for (const name of names) text += `${name} ${parsed.get(name)?.hash ?? ''}\n`;
  return hash('sha256', text, 'base64');
}

// Loading cdk8s takes a third of the time of a run in which nothing changed, and such a run renders nothing.
function renderer(): typeof Render {
  return require('./render');
}
