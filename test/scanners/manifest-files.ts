import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { readManifestText } from '../../src/manifests/read-text';
import type { ManifestObject } from '../../src/manifests/manifest';

/** The files of a tree that hold objects, relative to it: all but the lists of kustomize. */
export function manifestFiles(tree: string): readonly string[] {
  return readdirSync(tree, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'))
    .sort();
}

/** The object of a file; Slipway writes one into each. */
export function objectIn(tree: string, path: string): ManifestObject {
  const [object] = readManifestText(readFileSync(join(tree, path), 'utf8'), path).objects;
  if (object === undefined) throw new Error(`"${path}" has no object`);
  return object;
}

/** What an object is called in findings: `Deployment/prod/web`, `Namespace/prod`. */
export function nameOf({ kind, namespace, name }: Pick<ManifestObject, 'kind' | 'namespace' | 'name'>): string {
  return [kind, namespace, name].filter((word) => word !== undefined && word !== '').join('/');
}
