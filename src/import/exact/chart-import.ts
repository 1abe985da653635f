import type { ManifestObject } from '../../manifests/manifest';
import { isMapping, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { documents } from '../../model/catalog';
import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { hasSecret } from '../../secrets/find';
import { isLiteral } from '../../secrets/literal';
import { namesAPassword } from '../../secrets/looks';
import { catalogOf } from '../catalog-of';
import { serviceNameOf } from '../names';
import { podTemplateIn } from '../pod';
import { isSame } from '../split';
import type { ImportedTree } from '../tree';
import { catalogFileText } from '../write-document';
import type { CatalogDocument, TopLevelKey } from '../write-document';
import type { SourceChart } from './chart-source';
import { differencesOf } from './differences';
import { withoutBounds } from './exact-documents';
import type { ExactImport, ExactOptions } from './exact-question';
import { plainSecretsIn } from './plain-secrets';
import { wantedObjects } from './wanted-objects';

/** A chart that stays the source of its service, and where it comes from, in the words of `chart.source`. */
export interface KeptChart {
  readonly chart: SourceChart;
  readonly source: string;
  /** Digest of the archive, by which a release names it. @default - it is a folder */
  readonly digest?: string;
}

/** The name of the service that a chart becomes. */
export function serviceOfChart({ name }: Pick<SourceChart, 'name'>): string {
  return serviceNameOf(name);
}

/**
 * Makes a catalog with one service, which is a chart, and compares what it renders with what Helm makes of the chart alone. Hooks
 * are not compared: they are in the words of Argo CD.
 *
 * @throws InputError for secrets that would be copied, and for what the catalog refuses
 */
export function chartImport(kept: KeptChart, tree: ImportedTree, options: ExactOptions): ExactImport {
  const { chart } = kept;
  if (!options.keepsPlainSecrets) refuseSecrets(chart, tree);
  const service = serviceOfChart(chart);
  // What is made by a chart is no workload of the catalog's own.
  const base = catalogOf({ ...tree, outside: [] }, options.known, () => []);
  const all: readonly CatalogDocument[] = [
    ...base.documents.map((one) => (one.schema === 'environment' ? withoutBounds(one) : one)),
    ...documentsOf(service, kept, tree, options.known.team),
  ];
  const files = new Map(all.map((one) => [one.name, catalogFileText(one)]));
  const rendered = options.render(files);
  if (rendered instanceof InputError) throw rendered;
  const hooks = new Set(tree.environments.flatMap(({ objects }) => objects.filter(isHook).map(nameOf)));
  const isCompared = (object: ManifestObject): boolean => !hooks.has(nameOf(object));
  const wanted = wantedObjects(tree, true).environments.map((one) => ({
    ...one,
    objects: one.objects.filter(isCompared).map(withoutOrder),
  }));
  const plain = rendered.filter(isCompared).map(withoutOrder);
  return {
    files,
    services: [service],
    asManifests: [],
    objects: wanted.reduce((sum, { objects }) => sum + objects.length, 0),
    differences: wanted.flatMap((one) => differencesOf(one, plain, [service], () => service, options.schemas)),
    problems: [],
    secrets: [],
    leftBehind: 0,
    fields: { all: 0, inPatches: 0, inManifests: 0 },
    unadopted: new Map(),
    unversioned: [],
    chart: { name: chart.name, version: chart.version, hooks: [...hooks] },
  };
}

/** The files of the service, without those of the chart. */
function documentsOf(
  service: string,
  { chart, source, digest }: KeptChart,
  tree: ImportedTree,
  team: string | undefined,
): readonly CatalogDocument[] {
  const [first, ...others] = chart.environments;
  const isCommon = (key: string): boolean =>
    others.every(({ values }) => isSame(valueAt(values, [key]), valueAt(first?.values, [key])));
  const common = Object.fromEntries(Object.entries(first?.values ?? {}).filter(([key]) => isCommon(key)));
  const selector = selectorFor(chart, tree);
  const entries: readonly (TopLevelKey | undefined)[] = [
    {
      key: 'team',
      value: team ?? 'unowned',
      comments:
        team === undefined ? ['Fill in: no chart says which team owns it; name the team with --team, or here.'] : [],
    },
    {
      key: 'chart',
      value: {
        source,
        ...(/^https?:/.test(source) ? { name: chart.name } : {}),
        ...(chart.release === service ? {} : { releaseName: chart.release }),
      },
    },
    {
      key: 'ports',
      value: [],
      comments: ['Ports by which others reach it: "dependsOn" of callers and network policies are of them.'],
    },
    Object.keys(common).length === 0 ? undefined : { key: 'values', value: common },
    selector === undefined ? undefined : { key: 'selector', value: selector },
    { key: 'monitoring', value: { scrape: false } },
    { key: 'unadopted', value: ['labels', 'network-policy'] },
  ];
  return [
    {
      name: documents.service(service),
      schema: 'service',
      about: [`The chart "${chart.name}" as it is. Imported from ${chart.shown}.`],
      entries: entries.filter((entry) => entry !== undefined),
    },
    ...chart.environments.map(({ name, values, files }): CatalogDocument => {
      const own = Object.fromEntries(Object.entries(values).filter(([key]) => !(key in common)));
      return {
        name: documents.overlay(service, name),
        schema: 'overlay',
        about: [files.length === 0 ? `What is different in ${name}.` : `Values from ${files.join(', ')}.`],
        entries: [
          {
            key: 'release',
            value: { version: chart.version.replaceAll('+', '_'), ...(digest === undefined ? {} : { digest }) },
          },
          ...(Object.keys(own).length === 0 ? [] : [{ key: 'values', value: own }]),
        ],
      };
    }),
  ];
}

/** Labels by which the pods are found, where they are not those of nearly all charts. */
function selectorFor({ release }: SourceChart, { environments }: ImportedTree): Mapping | undefined {
  const workloads = environments
    .flatMap(({ objects }) => objects)
    .filter((object) => isMapping(valueAt(object.value, ['spec', 'selector', 'matchLabels'])));
  const labelsOf = (object: ManifestObject): Mapping => mappingAt(podTemplateIn(object), ['metadata', 'labels']);
  const [first] = workloads;
  const isUsual = workloads.some((one) => labelsOf(one)['app.kubernetes.io/instance'] === release);
  return first === undefined || isUsual ? undefined : mappingAt(first.value, ['spec', 'selector', 'matchLabels']);
}

function isHook({ value }: ManifestObject): boolean {
  return textAt(value, ['metadata', 'annotations', 'helm.sh/hook']) !== undefined;
}

/** An object without what Helm and Argo CD are told of when it comes, and whether it stays: each has words of its own for it. */
function withoutOrder(object: ManifestObject): ManifestObject {
  const metadata = mappingAt(object.value, ['metadata']);
  const all = mappingAt(metadata, ['annotations']);
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !ofOrder.test(name)));
  if (Object.keys(kept).length === Object.keys(all).length) return object;
  const { annotations: _, ...others } = metadata;
  const annotations = Object.keys(kept).length === 0 ? {} : { annotations: kept };
  return { ...object, value: { ...object.value, metadata: { ...others, ...annotations } } };
}

const ofOrder =
  /^(?:argocd\.argoproj\.io\/(?:hook|hook-delete-policy|sync-wave|sync-options)|helm\.sh\/resource-policy)$/;

function nameOf({ kind, name }: ManifestObject): string {
  return `${kind} ${name}`;
}

/** Values of secrets are never copied, unless somebody says so: those that are said, and those that the chart has. */
function refuseSecrets(chart: SourceChart, { environments }: ImportedTree): void {
  const said = chart.environments.flatMap(({ values, files }) =>
    secretsIn(values).map((path): Problem => ({
      file: files.join(', '),
      path,
      message: 'it looks like a secret, and values are in Git',
      hint,
    })),
  );
  const made = environments
    .flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Secret').flatMap(plainSecretsIn))
    .map(({ object, what }): Problem => ({
      file: object.file,
      path: [],
      message: `Secret "${object.name}" would be in Git with ${what}`,
      hint,
    }));
  const problems = [...said, ...made];
  const once = new Map(problems.map((one) => [`${one.file} ${one.path.join('.')} ${one.message}`, one]));
  if (once.size > 0) throw new InputError([...once.values()]);
}

const hint =
  'name a Secret there that is in the cluster, or that External Secrets makes (most charts have "existingSecret" for that); --keep-plain-secrets takes it as it is';

function secretsIn(
  values: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (Array.isArray(values)) return values.flatMap((one, index) => secretsIn(one, [...path, index]));
  if (isMapping(values)) return Object.entries(values).flatMap(([key, one]) => secretsIn(one, [...path, key]));
  const key = String(path.at(-1) ?? '');
  const isSaid = typeof values === 'string' && values !== '' && namesAPassword(key) && isLiteral(values);
  return isSaid || (typeof values === 'string' && hasSecret(key, values)) ? [path] : [];
}
