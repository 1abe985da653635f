import { environmentConventions } from '../../model/convention';
import type { Facts } from '../facts';
import { isSame } from '../split';
import type { CatalogDocument } from '../write-document';
import { forcedConventions } from './exact-facts';
import { selectorOfWorkload } from './exact-service';
import type { ExactPlacement, ExactService } from './exact-service';

/** Patches that every environment of a service has. */
function sharedPatches({ environments }: ExactService): ExactPlacement['patches'] {
  const [one, ...others] = [...environments.values()];
  return (one?.patches ?? []).filter((patch) =>
    others.every(({ patches }) => patches.some((other) => isSame(other, patch))),
  );
}

/**
 * A file of a service with what it says besides settings.
 *
 * @param all what is said of the service in each environment
 * @param exact undefined before anything is known of it
 */
export function withExact(
  document: CatalogDocument,
  all: readonly Facts[],
  exact: ExactService | undefined,
): CatalogDocument {
  const shared = exact === undefined ? [] : sharedPatches(exact);
  if (document.schema === 'overlay') {
    const environment = document.name.replace(/^.*\/|\.yaml$/g, '');
    const own = exact?.environments.get(environment)?.patches ?? [];
    return withValues(document, {
      patches: nonEmpty(own.filter((one) => !shared.some((other) => isSame(one, other)))),
    });
  }
  const [first] = all;
  const forced = [...new Set(all.flatMap(forcedConventions))];
  return withValues(document, {
    image: first !== undefined && forced.includes('image-registry') ? first.repository : undefined,
    selector: exact?.selector ?? (first === undefined ? undefined : selectorOfWorkload(first)),
    names: exact === undefined || Object.keys(exact.names).length === 0 ? undefined : exact.names,
    unadopted: nonEmpty(exact?.unadopted ?? forced),
    patches: nonEmpty(shared),
  });
}

function nonEmpty<Value>(list: readonly Value[]): readonly Value[] | undefined {
  return list.length === 0 ? undefined : list;
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
