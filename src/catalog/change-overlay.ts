import { createHash } from 'node:crypto';

import type { DocumentName } from '../model/catalog';
import { placementLaws } from '../model/laws';
import { isLocalChange } from '../model/local-change';
import { withEntry } from '../model/overlaid-map';
import type { Overlay } from '../model/overlay';
import { resolve, type Resolved } from '../model/resolve';
import { isSoftware } from '../model/software';
import { findRefusedTexts } from './refused-texts';
import { Loaded, type LoadedCatalog } from './load';
import { parseDocument } from './parse-document';

/** An overlay whose file is another one. */
export interface ChangedOverlay {
  readonly service: string;
  readonly environment: string;
  readonly document: DocumentName;
  readonly text: string;
  /** What the source says of the file now. */
  readonly identity: string;
}

/** A catalog after such a change, and the placement that is another one. */
export interface WithOverlay {
  readonly loaded: LoadedCatalog;
  readonly resolved: Resolved;
}

/**
 * A catalog in which one overlay has become another one that differs in nothing that others see: what a release, a hold or the
 * end of a scale changes. Nothing else is read, laid or asked again.
 *
 * @returns undefined for any other change, and when something is wrong: then all of the catalog has to be loaded, which says
 *   what it is
 */
export function changeOverlay(
  { catalog, parsed, tools }: LoadedCatalog,
  { service, environment, document, text, identity }: ChangedOverlay,
): WithOverlay | undefined {
  const entry = catalog.services.get(service);
  const before = entry?.overlays.get(environment);
  if (entry === undefined || before === undefined) return undefined;
  // A release of a chart may bring kinds that its AppProject has to permit.
  if (isSoftware(entry.service) || entry.service.extensions !== undefined) return undefined;
  const content = Buffer.from(text);
  const read = parseDocument('overlay', content, document);
  if ('problems' in read || read.kind !== 'overlay' || !isLocalChange(before, read.value)) return undefined;
  if (findRefusedTexts(read.value).length > 0) return undefined;
  const overlays: ReadonlyMap<string, Overlay> = new Map([...entry.overlays, [environment, read.value]]);
  const changed = { ...entry, overlays };
  const after = { ...catalog, services: withEntry(catalog.services, service, changed) };
  const resolved = resolve(after, service, changed, environment);
  if (resolved === undefined) return undefined;
  for (const law of placementLaws) for (const _ of law(resolved, catalog.platform)) return undefined;
  const hash = createHash('sha256').update(content).digest('base64');
  const documents = withEntry(parsed, document, { ...read, identity, hash });
  return { loaded: new Loaded(after, documents, tools), resolved };
}
