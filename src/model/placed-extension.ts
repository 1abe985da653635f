import { documents, inOrderOfNames } from './catalog';
import type { DocumentName } from './catalog';
import { isData, layData } from './layered-data';
import type { Resolved } from './resolve';

/** What an extension is told of a placement. */
export interface PlacedExtension {
  readonly name: string;
  /** What service and overlay say, laid over each other. */
  readonly settings: unknown;
  /** Where that is written, the strongest first. */
  readonly saidIn: readonly { readonly document: DocumentName; readonly settings: unknown }[];
}

/** Whether the service or its overlay names extensions. */
export function isExtended({ wants, overlay }: Pick<Resolved, 'wants' | 'overlay'>): boolean {
  return wants.extensions !== undefined || overlay.extensions !== undefined;
}

/** The extensions that a placement has, in the order of their names. */
export function placeExtensions(
  resolved: Pick<Resolved, 'service' | 'environment' | 'wants' | 'overlay'>,
): readonly PlacedExtension[] {
  const { service, environment, wants, overlay } = resolved;
  if (!isExtended(resolved)) return [];
  const all = layData(wants.extensions, overlay.extensions);
  return inOrderOfNames(new Map(Object.entries(all))).flatMap(([name, settings]) => {
    if (settings === null) return [];
    const said = [
      { document: documents.overlay(service, environment), settings: overlay.extensions?.[name] },
      { document: documents.service(service), settings: wants.extensions?.[name] },
    ].filter((one) => one.settings !== undefined);
    return [{ name, settings: isData(settings) ? withoutNothing(settings) : settings, saidIn: said }];
  });
}

/** `null` in an overlay takes away what the service says. */
function withoutNothing(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) =>
      value === null ? [] : [[key, isData(value) ? withoutNothing(value) : value] as const],
    ),
  );
}
