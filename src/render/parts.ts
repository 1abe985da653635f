import { createHash } from 'node:crypto';

import type { LoadedCatalog } from '../catalog/load';
import { placeBaseline, projectSharers } from '../model/baseline';
import { findCalls } from '../model/calls';
import { documents } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import { groupBy } from '../model/group-by';
import { placeOne } from '../model/place';
import { documentsOf } from '../model/resolve';
import type { Resolved } from '../model/resolve';
import type * as Render from './render';
import type { RenderedFile } from './render';
import type { Wanted } from './wanted';

/** A part of the tree: a placement or the baseline of an environment. */
export interface Part {
  readonly key: string;
  /** Every document that it is rendered from. */
  readonly documents: readonly DocumentName[];
  readonly render: () => readonly RenderedFile[];
}

/** The parts of the tree that are wanted. */
export function partsOf({ catalog, resolved }: LoadedCatalog, wanted: Wanted): readonly Part[] {
  const { platform } = catalog;
  const calls = findCalls(resolved);
  const byEnvironment = groupBy(resolved, (one) => one.environment);
  const isWanted = (environment: string): boolean =>
    wanted.environment === undefined || environment === wanted.environment;
  const placements = resolved.filter(
    (one) => isWanted(one.environment) && (wanted.service === undefined || one.service === wanted.service),
  );
  const environments = [...catalog.environments].filter(([name]) => isWanted(name));
  return [
    ...placements.map((one): Part => ({
      key: documents.overlay(one.service, one.environment),
      documents: documentsOfAll([
        one,
        ...calls.from(one).map(({ to }) => to),
        ...calls.to(one).map(({ from }) => from),
      ]),
      render: () => renderer().renderPlacement(placeOne(platform, one, calls)),
    })),
    ...environments.map(([name, environment]): Part => {
      const members = byEnvironment.get(name) ?? [];
      const sharers = projectSharers(platform, members, resolved);
      return {
        key: documents.environment(name),
        // The sharers are the members, and perhaps others.
        documents: [documents.platform, documents.environment(name), ...documentsOfAll(sharers)],
        render: () => renderer().renderBaseline(placeBaseline(platform, name, environment, members, sharers)),
      };
    }),
  ];
}

function documentsOfAll(all: readonly Resolved[]): readonly DocumentName[] {
  const names = new Set<DocumentName>();
  for (const one of all) for (const name of documentsOf(one)) names.add(name);
  return [...names];
}

/** Hash of everything that a part is rendered from. */
export function inputHash({ documents: names }: Part, { parsed }: LoadedCatalog): string {
  let text = '';
  for (const name of names) text += `${name} ${parsed.get(name)?.hash ?? ''}\n`;
  return createHash('sha256').update(text).digest('base64');
}

// Loading cdk8s takes a third of the time of a run in which nothing changed, and such a run renders nothing.
function renderer(): typeof Render {
  return require('./render');
}
