import { App } from 'cdk8s';

import { EnvironmentBaseline } from '../charts/environment-baseline';
import { EnvironmentOverlay } from '../charts/environment-overlay';
import type { KubernetesObject, Manifest } from '../constructs/manifest';
import type * as Customize from '../customize/customize';
import type * as Conventions from '../customize/without-conventions';
import type { RenderTools } from '../catalog/render-tools';
import type { Mapping } from '../manifests/value-at';
import type { Baseline, Placement } from '../model/placement';
import type * as Software from '../software/made-objects';
import type * as Extended from './extended';
import { applicationFile, indexOf, treeFolders } from '../model/tree-layout';
import { ownershipLine } from '../tree/ownership';
import { emitYaml } from './emit-yaml';
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
 *
 * @param tools what may be asked besides the placement @default - nothing
 * @param firstLine of each file @default - that of a folder `catalog` at the root of the repository
 */
export function renderPlacement(
  placement: Placement,
  tools?: RenderTools,
  firstLine = ownershipLine('catalog'),
): readonly RenderedFile[] {
  const overlay = new EnvironmentOverlay(new App(), placement.application.name, placement);
  const folder = treeFolders.overlay(placement.service, placement.environment);
  const objects = objectsOf(overlay, placement, tools);
  const files = filesOf(objects, folder, placement);
  const index = kustomization(placement.application.isEmpty ? treeFolders.empty(folder) : folder, files);
  const { folder: applications, entry } = placement.application;
  const isStated = overlay.application !== undefined && applications !== undefined;
  const application = isStated ? [fileAt(overlay.application, applicationFile(applications, entry))] : [];
  return begunWith(firstLine, [...files, index, ...application]);
}

/**
 * Renders what an environment holds besides its services.
 *
 * @param firstLine of each file @default - that of a folder `catalog` at the root of the repository
 */
export function renderBaseline(baseline: Baseline, firstLine = ownershipLine('catalog')): readonly RenderedFile[] {
  const chart = new EnvironmentBaseline(new App(), baseline.environment, baseline);
  const { environment } = baseline;
  const bootstrapFolder = treeFolders.bootstrap(environment);
  const baselineFolder = treeFolders.baseline(environment);
  const bootstrap = [...chart.projects, chart.root, chart.bootstrap].map((manifest) =>
    fileOf(manifest.toJson(), bootstrapFolder, baseline.root.name),
  );
  const namespaces = baseline.namespaces.flatMap(({ name, isFormer }) => {
    const folder = isFormer ? treeFolders.formerNamespace : treeFolders.namespace;
    const objects = adopted(
      (chart.namespaces.get(name) ?? []).map((manifest) => manifest.toJson()),
      baseline,
    );
    return objects.map((object) => fileOf(object, folder(environment, name), name));
  });
  return begunWith(firstLine, [
    ...bootstrap,
    kustomization(bootstrapFolder, bootstrap),
    ...chart.apps.map(({ entry, manifest }) => fileAt(manifest, applicationFile(treeFolders.apps(environment), entry))),
    ...namespaces,
    kustomization(baseline.baseline.isEmpty ? treeFolders.empty(baselineFolder) : baselineFolder, namespaces),
  ]);
}

function begunWith(firstLine: string, files: readonly RenderedFile[]): readonly RenderedFile[] {
  return files.map(({ path, text, source }) => ({ path, text: firstLine + text, source }));
}

/**
 * The objects of a placement that Helm, kustomize and extensions have a hand in, for whoever has to permit their kinds; none of
 * one that Slipway makes alone.
 */
export function objectsOfOthers(placement: Placement, tools: RenderTools | undefined): readonly Mapping[] {
  if (placement.software === undefined && placement.extensions.length === 0) return [];
  return placedObjects(placement, tools);
}

/** The objects of a placement, for whoever asks what is in them. */
export function placedObjects(placement: Placement, tools: RenderTools | undefined): readonly Mapping[] {
  return objectsOf(new EnvironmentOverlay(new App(), placement.application.name, placement), placement, tools).map(
    asMapping,
  );
}

/** What a placement has: what is made of its settings, what others make, what its patches and extensions make of both. */
function objectsOf(
  overlay: EnvironmentOverlay,
  placement: Placement,
  tools: RenderTools | undefined,
): readonly KubernetesObject[] {
  const rendered = overlay.objects.map((manifest) => manifest.toJson());
  const { software, extensions, isRetired } = placement;
  const isPlain = !isCustomized(placement) && software === undefined && extensions.length === 0;
  if (isRetired || isPlain) return rendered;
  const made = software === undefined ? [] : softwareRoom().madeObjects(placement, software, tools);
  const own = customized(rendered.map(asMapping), made, placement);
  if (extensions.length === 0) return own.map(asObject);
  const { extended }: typeof Extended = require('./extended');
  return extended(own, placement, tools).map(asObject);
}

/** Few services have anything of the sort, and it needs the schemas of Kubernetes. */
function customized(rendered: readonly Mapping[], made: readonly Mapping[], placement: Placement): readonly Mapping[] {
  if (!isCustomized(placement)) return [...rendered, ...made];
  const { customize }: typeof Customize = require('../customize/customize');
  return customize(rendered, placement, made);
}

function isCustomized({ customization, metadata }: Placement): boolean {
  return customization !== undefined || metadata !== undefined;
}

function softwareRoom(): typeof Software {
  return require('../software/made-objects');
}

function adopted(objects: readonly KubernetesObject[], { unadopted }: Baseline): readonly KubernetesObject[] {
  if (unadopted.length === 0) return objects;
  const { isAdopted }: typeof Conventions = require('../customize/without-conventions');
  return objects.filter((object) => isAdopted(asMapping(object), unadopted));
}

function asMapping(object: KubernetesObject): Mapping {
  return { ...object };
}

// What is an object before it is customized is one afterwards: its kind and its name are not for patches.
function asObject(value: Mapping): KubernetesObject {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as unknown as KubernetesObject;
}

/** Objects of another namespace, or of another group with a kind of the same name, say so in the names of their files. */
function filesOf(
  objects: readonly KubernetesObject[],
  folder: string,
  { service, namespace, customization, software, extensions }: Placement,
): readonly RenderedFile[] {
  const files = objects.map((object) => fileOf(object, folder, service));
  if (customization === undefined && software === undefined && extensions.length === 0) return files;
  const taken = new Set<string>();
  return files.map((file, index) => {
    const { apiVersion = '', metadata } = objects[index] ?? {};
    const elsewhere = metadata?.namespace !== undefined && metadata.namespace !== namespace;
    const words = [
      ...(elsewhere ? [metadata.namespace] : []),
      ...(taken.has(file.path) && apiVersion.includes('/') ? [apiVersion.replace(/\/.*/, '')] : []),
    ];
    const path = file.path.replace(/\.yaml$/, `${words.map((word) => `.${word}`).join('')}.yaml`);
    taken.add(path);
    return { ...file, path };
  });
}

function fileOf(object: KubernetesObject, folder: string, owner: string): RenderedFile {
  return {
    path: `${folder}/${fileName(object, owner)}`,
    text: emitYaml(object),
    source: describeObject(object),
  };
}

function fileAt(manifest: Manifest, path: string): RenderedFile {
  const object: KubernetesObject = manifest.toJson();
  return { path, text: emitYaml(object), source: describeObject(object) };
}

// Read by Argo CD, `kubectl apply -k` and kustomize alike, so that all of them see the same objects.
function kustomization(folder: string, files: readonly RenderedFile[]): RenderedFile {
  const resources = files.map((file) => file.path.slice(folder.length + 1)).sort();
  const object = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
  return {
    path: indexOf(folder),
    text: emitYaml(object),
    source: `Kustomization of ${folder}`,
  };
}
