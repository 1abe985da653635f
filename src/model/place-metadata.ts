import { fill } from './names';
import { noMetadata } from './object-metadata';
import type { MetadataSubject } from './object-metadata';
import type { Strings } from './peer';
import type { Platform } from './platform';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';

/** Labels and annotations that a catalog says of objects, by kind of object, filled in. Only kinds of which something is said. */
export type PlacedMetadata = Readonly<Partial<Record<MetadataSubject, ObjectWords>>>;

/** What is said of one kind of object. */
export interface ObjectWords {
  readonly labels: Strings;
  readonly annotations: Strings;
}

/** Completes what is said of objects; undefined when nothing is. */
export function placeMetadata(platform: Platform, resolved: Resolved): PlacedMetadata | undefined {
  if (!isAnythingSaid(platform, resolved)) return undefined;
  const names = placeholders(resolved);
  const filled = (texts: Strings): Strings =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fill(text, names)]));
  const said = Object.entries(saidOf(platform, resolved)).flatMap(([subject, { labels, annotations = {} }]) =>
    Object.keys(labels).length + Object.keys(annotations).length === 0
      ? []
      : [[subject, { labels: filled(labels), annotations: filled(annotations) }] as const],
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

/** Layers that say nothing leave the default as it is. */
function isAnythingSaid({ monitoring }: Platform, { settings }: Resolved): boolean {
  return settings.metadata !== noMetadata || Object.keys(monitoring.labels).length > 0;
}

function saidOf({ monitoring }: Platform, { settings: { metadata } }: Resolved) {
  const { monitors } = metadata;
  const said: Readonly<Record<MetadataSubject, { readonly labels: Strings; readonly annotations?: Strings }>> = {
    ...metadata,
    monitors: { ...monitors, labels: { ...monitoring.labels, ...monitors.labels } },
  };
  return said;
}
