import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, parseDocument } from 'yaml';

import { synthesize } from '../../../src/render/synthesize';
import type { GitRepository } from './git-repository';
import { KubeObject } from './kube-client';
import type { KubeClient } from './kube-client';

/** Copies a catalog into a repository, as the catalog of this repository. */
export function copyCatalog(catalog: string, { folder, url }: GitRepository): void {
  const copy = join(folder, 'catalog');
  cpSync(catalog, copy, { recursive: true });
  edit(join(copy, 'platform.yaml'), [[['repository', 'url'], url]]);
}

/** Sets values in a YAML file and leaves the rest as it is, comments too. */
export function edit(file: string, values: readonly (readonly [path: readonly string[], value: unknown])[]): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  for (const [path, value] of values) document.setIn(path, value);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}

/** Renders the catalog of a repository into it. */
export function render({ folder }: GitRepository): void {
  synthesize({ catalog: join(folder, 'catalog'), out: folder });
}

/** Names of the environments that a repository has rendered. */
export function environmentsOf({ folder }: GitRepository): readonly string[] {
  return readdirSync(join(folder, 'argocd')).sort();
}

/** The objects in the files of a folder, which may have folders of its own; what only kustomize reads is left out. */
export function objectsIn(folder: string): readonly KubeObject[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return files
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('kustomization.yaml'))
    .map((file) => KubeObject.parse(parse(readFileSync(join(folder, file), 'utf8'))));
}

/** Does what docs/how-to/own-argo-cd.md tells a person to do once: applies the AppProjects and the root Application. */
export async function bootstrap(client: KubeClient, { folder }: GitRepository, environment: string): Promise<void> {
  for (const object of objectsIn(join(folder, 'argocd', environment, 'bootstrap'))) await client.apply(object);
}
