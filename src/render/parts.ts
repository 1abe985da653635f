import { hash } from 'node:crypto';

import type { LoadedCatalog } from '../catalog/load';
import { documents, inOrderOfNames } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import { placesOf } from '../model/place';
import { documentsOf } from '../model/resolve';
import { located } from './located';
import type * as Render from './render';
import type { RenderedFile } from './render';
import type { Scope } from './scope';

/** A part of the tree: a placement or the baseline of an environment. */
export interface Part {
  readonly key: string;
  /** Every document that it is rendered from. */
  readonly documents: readonly DocumentName[];
  /** Hash of everything that it is rendered from. */
  readonly input: () => string;
  readonly render: () => readonly RenderedFile[];
}

/** The parts of the tree that a scope names. */
export function partsOf(
  { catalog, resolved, parsed }: Pick<LoadedCatalog, 'catalog' | 'resolved' | 'parsed'>,
  scope: Scope,
): readonly Part[] {
  const { placementOf, aroundOf, baselineOf, sharersOf } = placesOf(catalog, resolved);
  const isWanted = (environment: string): boolean =>
    scope.environment === undefined || environment === scope.environment;
  const part = (key: string, names: readonly DocumentName[], render: Part['render']): Part => ({
    key,
    documents: names,
    input: () => inputHash(names, parsed),
    render,
  });
  const placements = resolved.filter(
    (one) => isWanted(one.environment) && (scope.service === undefined || one.service === scope.service),
  );
  const environments = inOrderOfNames(catalog.environments).filter(([name]) => isWanted(name));
  return [
    ...placements.map((one) =>
      part(documents.overlay(one.service, one.environment), documentsOf(aroundOf(one)), () =>
        located(parsed, () => renderer().renderPlacement(placementOf(one))),
      ),
    ),
    ...environments.map(([name, environment]) =>
      part(documents.environment(name), [documents.environment(name), ...documentsOf(sharersOf(name))], () =>
        renderer().renderBaseline(baselineOf(name, environment)),
      ),
    ),
  ];
}

function inputHash(names: readonly DocumentName[], parsed: LoadedCatalog['parsed']): string {
  let text = '';
  for (const name of names) text += `${name} ${parsed.get(name)?.hash ?? ''}\n`;
  return hash('sha256', text, 'base64');
}

// Loading cdk8s takes a third of the time of a run in which nothing changed, and such a run renders nothing.
function renderer(): typeof Render {
  return require('./render');
}
