import type { DocumentEdit } from '../catalog/edit';
import { documents, type Catalog, type DocumentName } from '../model/catalog';
import type { Overlay, Release } from '../model/overlay';
import { applyOperation, isPlainMapping, type Operation } from '../yaml/operation';
import { settle } from './settle';

/** Whether two releases are the same bytes, as far as they say. */
export function isSameRelease(a: Pick<Release, 'version' | 'digest'>, b: Pick<Release, 'version' | 'digest'>): boolean {
  return a.version === b.version && a.digest === b.digest;
}

/** The overlay of a service in an environment; undefined where it is not deployed. */
export function overlayOf({ services }: Catalog, service: string, environment: string): Overlay | undefined {
  return services.get(service)?.overlays.get(environment);
}

/** The edit that makes a release run in an environment: of its overlay, or a new one. */
export function releaseEdit(
  catalog: Catalog,
  service: string,
  environment: string,
  release: Release,
  others: readonly Operation[] = [],
): readonly [DocumentName, readonly Operation[] | DocumentEdit] {
  const document = documents.overlay(service, environment);
  const overlay = overlayOf(catalog, service, environment);
  if (overlay === undefined) {
    const value = others.reduce<unknown>(applyOperation, { release });
    return [document, { kind: 'create', value: isPlainMapping(value) ? value : { release } }];
  }
  return [document, [...settle(['release'], overlay.release, release), ...others]];
}
