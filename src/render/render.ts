import { App } from 'cdk8s';

import { EnvironmentBaseline } from '../charts/environment-baseline';
import { EnvironmentOverlay } from '../charts/environment-overlay';
import type { KubernetesObject } from '../constructs/manifest';
import type { Manifest } from '../constructs/manifest';
import type { Baseline, Placement } from '../model/placement';
import { applicationFile, indexOf, treeFolders } from '../model/tree-layout';
import { emitYaml } from './emit-yaml';
import { OWNERSHIP_LINE } from '../tree/ownership';
import { describeObject, fileName } from './paths';

/** A rendered file. */
export interface RenderedFile {
  /** Relative to the root of the tree, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The object, for messages. */
  readonly source: string;
}

/**
 * Renders a placement: one file per object, the `kustomization.yaml` that lists them, and its Application.
 *
 * One cdk8s App per placement: with one App for all, resolving dependencies is quadratic (docs/decisions/one-app-per-placement.md).
 */
export function renderPlacement(placement: Placement): readonly RenderedFile[] {
  const overlay = new EnvironmentOverlay(new App(), placement.application.name, placement);
  const folder = treeFolders.overlay(placement.service, placement.environment);
  const files = overlay.objects.map((manifest) => fileOf(manifest, folder, placement.service));
  const index = kustomization(placement.application.path, files);
  if (overlay.application === undefined || placement.application.folder === undefined) return [...files, index];
  const { folder: applications, entry } = placement.application;
  return [...files, index, fileAt(overlay.application, applicationFile(applications, entry))];
}

/** Renders what an environment holds besides its services. */
export function renderBaseline(baseline: Baseline): readonly RenderedFile[] {
  const chart = new EnvironmentBaseline(new App(), baseline.environment, baseline);
  const { environment } = baseline;
  const bootstrapFolder = treeFolders.bootstrap(environment);
  const bootstrap = [...chart.projects, chart.root, chart.bootstrap].map((manifest) =>
    fileOf(manifest, bootstrapFolder, baseline.root.name),
  );
  const namespaces = baseline.namespaces.flatMap(({ name, isFormer }) => {
    const folder = isFormer ? treeFolders.formerNamespace : treeFolders.namespace;
    const manifests = chart.namespaces.get(name) ?? [];
    return manifests.map((manifest) => fileOf(manifest, folder(environment, name), name));
  });
  return [
    ...bootstrap,
    kustomization(bootstrapFolder, bootstrap),
    ...chart.apps.map(({ entry, manifest }) => fileAt(manifest, applicationFile(treeFolders.apps(environment), entry))),
    ...namespaces,
    kustomization(baseline.baseline.path, namespaces),
  ];
}

function fileOf(manifest: Manifest, folder: string, owner: string): RenderedFile {
  const object = manifest.toJson();
  return {
    path: `${folder}/${fileName(object, owner)}`,
    text: OWNERSHIP_LINE + emitYaml(object),
    source: describeObject(object),
  };
}

function fileAt(manifest: Manifest, path: string): RenderedFile {
  const object: KubernetesObject = manifest.toJson();
  return { path, text: OWNERSHIP_LINE + emitYaml(object), source: describeObject(object) };
}

// Read by Argo CD, `kubectl apply -k` and kustomize alike, so that all of them see the same objects.
function kustomization(folder: string, files: readonly RenderedFile[]): RenderedFile {
  const resources = files.map((file) => file.path.slice(folder.length + 1)).sort();
  const object = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
  return {
    path: indexOf(folder),
    text: OWNERSHIP_LINE + emitYaml(object),
    source: `Kustomization of ${folder}`,
  };
}
