import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isLifecycles, type Lifecycles } from './lifecycle';
import { joinSchemas, readSchemas, type Schemas } from './read-schemas';

/** Minor versions of Kubernetes whose schemas Slipway ships, newest first. */
export const shippedMinors = ['1.36', '1.35', '1.34'] as const;

export type ShippedMinor = (typeof shippedMinors)[number];

/** Folder of the shipped files, from the root of the package. */
export const shippedFolder = 'schemas/kubernetes';

/** The files in that folder. */
export const shippedFiles = {
  builtIn: (minor: ShippedMinor) => `${minor}.json.br`,
  /** The same for all versions: what the pinned versions of Argo CD, Rollouts, Gateway API and others define. */
  customResources: 'custom-resources.json.br',
  lifecycle: 'lifecycle.json',
} as const;

/**
 * Reads what an API server of this version takes, with the custom resources that Slipway knows.
 *
 * @param packageRoot the folder that has our package.json
 */
export function readShippedSchemas(packageRoot: string, minor: ShippedMinor): Schemas {
  const folder = join(packageRoot, shippedFolder);
  return joinSchemas(
    [shippedFiles.builtIn(minor), shippedFiles.customResources].map((file) => readSchemas(join(folder, file))),
  );
}

/**
 * Reads when built-in kinds are deprecated and removed, also those that no shipped version serves any more.
 *
 * @param packageRoot the folder that has our package.json
 */
export function readShippedLifecycles(packageRoot: string): Lifecycles {
  const file = join(packageRoot, shippedFolder, shippedFiles.lifecycle);
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isLifecycles(content)) throw new Error(`"${file}" has no lifecycles`);
  return content;
}
