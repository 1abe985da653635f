import type { ManifestObject } from '../manifests/manifest';
import { textAt } from '../manifests/value-at';

/** Whether Slipway rendered an object: then a word of the catalog stands for all of it. */
export function isOwn({ value }: ManifestObject): boolean {
  return textAt(value, ['metadata', 'labels', 'app.kubernetes.io/managed-by']) === 'slipway';
}
