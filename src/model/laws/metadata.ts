import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { podSelector, slipwayLabels } from '../labels';
import { decidingLayer } from '../layers';
import { longestLabel } from '../names';
import { isLabelValue, ownerOfAnnotation as ownerOfAnnotationAnywhere } from '../object-metadata';
import type { MetadataOwner as Owner } from '../object-metadata';
import { placeMetadata } from '../place-metadata';
import type { Platform } from '../platform';
import type { Resolved } from '../resolve';
import type { SettingPath } from '../explain';
import { nameOf, placeOf } from './place-of';

/** Labels and annotations are for others to read: those of Slipway, of Argo CD and of what finds pods are not said by a catalog. */
export function* checkObjectMetadata(resolved: Resolved, platform: Platform): Iterable<Breach> {
  for (const [subject, { labels, annotations }] of Object.entries(placeMetadata(platform, resolved) ?? {})) {
    for (const [name, value] of Object.entries(labels)) {
      const path = ['metadata', subject, 'labels', name];
      const owner = ownerOfLabel(name, subject, resolved);
      if (owner !== undefined) yield owned(resolved, path, `label "${name}"`, owner);
      else if (!isLabelValue(value)) {
        yield {
          ...placeOf(resolved, path),
          message: `the label "${name}" of ${nameOf(resolved, path)} would be "${value}" in "${resolved.environment}", which is no value of a label`,
          hint: `it may have at most ${longestLabel} letters, digits, "-", "_" and ".", with a letter or digit at both ends`,
        };
      }
    }
    for (const name of Object.keys(annotations)) {
      const owner = ownerOfAnnotation(name, subject, resolved);
      if (owner !== undefined)
        yield owned(resolved, ['metadata', subject, 'annotations', name], `annotation "${name}"`, owner);
    }
  }
  yield* ofMoreServices(resolved);
}

function* ofMoreServices(resolved: Resolved): Iterable<Breach> {
  for (const [service, { labels = {}, annotations = {} }] of Object.entries(resolved.settings.moreServices)) {
    for (const name of Object.keys(labels)) {
      const owner = ownerOfLabel(name, 'service', resolved);
      if (owner !== undefined)
        yield owned(resolved, ['moreServices', service, 'labels', name], `label "${name}"`, owner);
    }
    for (const name of Object.keys(annotations)) {
      const owner = ownerOfAnnotation(name, 'service', resolved);
      const path = ['moreServices', service, 'annotations', name];
      if (owner !== undefined) yield owned(resolved, path, `annotation "${name}"`, owner);
    }
  }
}

function owned(resolved: Resolved, path: SettingPath, what: string, { because, hint }: Owner): Breach {
  const isSaid = decidingLayer(resolved.layers, path) !== undefined;
  // What no layer of settings says is of the platform, for all its monitors.
  if (!isSaid) {
    const [label = ''] = path.slice(-1);
    const place = { document: documents.platform, path: ['monitoring', 'labels', label] };
    return { ...place, message: `the platform says the ${what}, ${because}`, hint };
  }
  return { ...placeOf(resolved, path), message: `${nameOf(resolved, path)} says the ${what}, ${because}`, hint };
}

/** Kinds of objects whose labels are those of pods, too. */
const withPods: ReadonlySet<string> = new Set(['all', 'workload', 'pods']);

function ownerOfLabel(name: string, subject: string, resolved: Resolved): Owner | undefined {
  if (withPods.has(subject) && Object.hasOwn(podSelector(resolved), name))
    return { because: 'by which its pods are found', hint: 'it never changes; set "selector" of the service' };
  // Whoever has not adopted ours says its own.
  if (resolved.wants.unadopted?.includes('labels') === true) return undefined;
  return slipwayLabels.has(name) ? { because: 'which Slipway writes itself', hint: 'choose another name' } : undefined;
}

function ownerOfAnnotation(name: string, subject: string, { settings }: Resolved): Owner | undefined {
  const owner = ownerOfAnnotationAnywhere(name);
  if (owner !== undefined) return owner;
  if (subject !== 'pods' && subject !== 'all') return undefined;
  if (name === 'linkerd.io/inject' && settings.mesh.provider === 'linkerd')
    return { because: 'which mesh.provider decides', hint: 'set mesh.provider' };
  if (scrapeAnnotations.has(name) && settings.metrics.annotations)
    return { because: 'which metrics.annotations decides', hint: 'set metrics.path and metrics.port' };
  return undefined;
}

const scrapeAnnotations: ReadonlySet<string> = new Set([
  'prometheus.io/path',
  'prometheus.io/port',
  'prometheus.io/scrape',
]);
