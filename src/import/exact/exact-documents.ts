import { environmentConventions } from '../../model/convention';
import { isSame } from '../split';
import type { CatalogDocument } from '../write-document';
import type { ExactPlacement, ExactService } from './exact-service';

/** Patches that every environment of a service has. */
export function sharedPatches({ environments }: ExactService): ExactPlacement['patches'] {
  const [one, ...others] = [...environments.values()];
  return (one?.patches ?? []).filter((patch) =>
    others.every(({ patches }) => patches.some((other) => isSame(other, patch))),
  );
}

/** Bounds of namespaces that nobody has asked for. */
export function withoutBounds(document: CatalogDocument): CatalogDocument {
  return withValues(document, { unadopted: Object.keys(environmentConventions) });
}

/** A document with other values of keys; one without a value is left as it is. */
export function withValues(document: CatalogDocument, more: Readonly<Record<string, unknown>>): CatalogDocument {
  const added = Object.entries(more).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
  const kept = document.entries.filter(({ key }) => !added.some((one) => one.key === key));
  return { ...document, entries: [...kept, ...added] };
}
