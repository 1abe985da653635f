import type { Kustomization, ManifestObject } from '../../manifests/manifest';
import { mappingAt, textAt, valueAt } from '../../manifests/value-at';
import { addedLabels, labelsAt, mayRelabel, type LabelField, type Labels } from './added-labels';
import { generatorsOf } from './generators';
import { namedComponentsOf, namedResourcesOf } from './named-paths';

/** An object that a kustomization makes, as far as it is known without building it. */
export interface KustomizedObject {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Under each of these others find it: the one in its file, and those that prefixes and suffixes made of it. */
  readonly names: readonly string[];
  /** As with names. What says no namespace is in `default` for kustomize. */
  readonly namespaces: readonly string[];
  /** Its labels or annotations, made when somebody asks: few patches look for them. */
  readonly labelsIn: (field: LabelField) => Labels;
  /** As it is in its file. @default - a generator makes it */
  readonly source?: ManifestObject;
}

/** What a kustomization is made of. */
export interface KustomizationContents {
  /** What its resources are, built. */
  readonly resources: readonly KustomizedObject[];
  /** What its patches find: its resources and what it generates, before its own prefixes, namespace and labels. */
  readonly patched: readonly KustomizedObject[];
  /** What it makes of them, besides patches: its own generators and components, prefixes, its namespace. */
  readonly built: readonly KustomizedObject[];
  /** Whether that is all: nothing comes from the network or from a plugin, and every file could be read. */
  readonly isComplete: boolean;
  /** Whether labels and annotations are all known: no patch or replacement, here or below, may have changed them. */
  readonly areLabelsKnown: boolean;
}

const known = new WeakMap<Kustomization, KustomizationContents>();
const nothing: KustomizationContents = {
  resources: [],
  patched: [],
  built: [],
  isComplete: false,
  areLabelsKnown: false,
};

/** Says what a kustomization is made of, down to the files. */
export function contentsOf(kustomization: Kustomization): KustomizationContents {
  const before = known.get(kustomization);
  if (before !== undefined) return before;
  // Who meets it again below itself learns nothing; that is a cycle, which a rule reports.
  known.set(kustomization, nothing);
  const contents = readContents(kustomization);
  known.set(kustomization, contents);
  return contents;
}

/** What may add or rename objects in a way that only the program knows. */
const opaqueFields = ['generators', 'transformers', 'helmCharts', 'helmChartInflationGenerator'] as const;

function readContents(kustomization: Kustomization): KustomizationContents {
  const { value, partAt } = kustomization;
  if (partAt === undefined) return nothing;
  // A component changes what others give it.
  let isComplete = !isComponent(kustomization) && opaqueFields.every((field) => isEmpty(value[field]));
  let areLabelsKnown = !mayRelabel(kustomization);
  const resources: KustomizedObject[] = [];
  const components: KustomizedObject[] = [];
  for (const { text } of namedResourcesOf(kustomization)) {
    const part = partAt(text);
    if (part.type === 'file') resources.push(...part.objects.map(kustomized));
    else if (part.type === 'kustomization') {
      const below = contentsOf(part.kustomization);
      resources.push(...below.built);
      isComplete &&= below.isComplete;
      areLabelsKnown &&= below.areLabelsKnown;
    } else isComplete = false;
  }
  for (const { text } of namedComponentsOf(kustomization)) {
    const part = partAt(text);
    // One that renames would rename our resources.
    if (part.type !== 'kustomization' || renames(part.kustomization)) isComplete = false;
    else components.push(...contentsOf(part.kustomization).built);
  }
  const generated = generatorsOf(kustomization)
    .filter(({ behavior }) => behavior === 'create')
    .map(({ kind, name, namespace, value: entry }) => ({
      group: '',
      version: 'v1',
      kind,
      names: [name],
      namespaces: [namespace],
      labelsIn: (field: LabelField) => labelsOfGenerated(value, entry, field),
    }));
  const patched = [...resources, ...generated, ...components];
  return { resources, patched, built: patched.map(transformed(kustomization)), isComplete, areLabelsKnown };
}

/** Whether a kustomization is a part of others only. */
export function isComponent({ value }: Kustomization): boolean {
  return value['kind'] === 'Component';
}

/** An object of a file that kustomize loads. */
export function kustomized(source: ManifestObject): KustomizedObject {
  const { apiVersion, group, kind, name, namespace = 'default' } = source;
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const labelsIn = (field: LabelField): Labels => labelsAt(mappingAt(source.value, ['metadata']), field);
  return { group, version, kind, names: [name], namespaces: [namespace], labelsIn, source };
}

/** Those of the options for all generators, and then those of its own. */
function labelsOfGenerated(value: unknown, entry: unknown, field: LabelField): Labels {
  const options = [valueAt(value, ['generatorOptions']), valueAt(entry, ['options'])];
  return new Map(options.flatMap((one) => [...labelsAt(one, field)]));
}

function renames({ value }: Kustomization): boolean {
  return ['namePrefix', 'nameSuffix', 'namespace'].some((field) => !isEmpty(value[field]));
}

function transformed(kustomization: Kustomization): (object: KustomizedObject) => KustomizedObject {
  const added = addedLabels(kustomization);
  const isRelabelled = added.labels.size + added.annotations.size > 0;
  if (!renames(kustomization) && !isRelabelled) return (object) => object;
  const { value } = kustomization;
  const [prefix, suffix] = ['namePrefix', 'nameSuffix'].map((field) => textAt(value, [field]) ?? '');
  const namespace = textAt(value, ['namespace']);
  return (object) => ({
    ...object,
    names: [...new Set([...object.names, `${prefix}${object.names.at(-1) ?? ''}${suffix}`])],
    namespaces: namespace === undefined ? object.namespaces : [...new Set([...object.namespaces, namespace])],
    labelsIn: (field) => new Map([...object.labelsIn(field), ...added[field]]),
  });
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
