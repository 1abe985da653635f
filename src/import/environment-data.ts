import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import { Environment } from '../model/environment';
import { verifiedNamespaceLabels } from '../model/image-signatures';
import { pattern } from '../model/names';
import { isDividedByRoutes } from './canary-weights';
import { namespacePattern, type Facts } from './facts';
import { withPlaceholders } from './names';
import { mostCommon } from './split';
import type { TreeEnvironment } from './tree';
import { isOfGateway } from './traffic-settings';
import type { CatalogDocument, TopLevelKey } from './write-document';
import { documents } from '../model/catalog';

/** Sums that the services of an environment need at their largest, in the words of `quota` and `containerLimits`. */
export interface Amounts {
  readonly quota: Environment['quota'];
  readonly containerLimits: Environment['containerLimits'];
}

/** How hosts are made of names where no route says so. */
const usualHost = '{service}.{environment}.example.com';

/** Host of a public service as a pattern; undefined when no route has one. */
export function hostPattern(facts: readonly Facts[]): string | undefined {
  const patterns = facts.flatMap(({ exposure, environment, service }) =>
    exposure === undefined
      ? []
      : exposure.hosts.slice(0, 1).map((host) => withPlaceholders(host, { environment, service })),
  );
  const named = patterns.filter((one) => one.includes('{service}'));
  return mostCommon(named.filter((one) => pattern(['service', 'environment']).safeParse(one).success));
}

/** The file of an environment. What no manifest says is marked. */
export function environmentDocument(
  { name, objects, paths }: TreeEnvironment,
  facts: readonly Facts[],
  application: ManifestObject | undefined,
  amounts: Amounts,
  namespace: string,
  isOtherCluster: boolean,
): CatalogDocument {
  const entries: TopLevelKey[] = [];
  const add = (key: string, value: unknown, comments: readonly string[] = []): void => {
    entries.push({ key, value, comments });
  };
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const podSecurity = namespaceLabel(namespaces, 'pod-security.kubernetes.io/enforce');
  const version = /^v(1\.\d{2})$/.exec(
    namespaceLabel(namespaces, 'pod-security.kubernetes.io/enforce-version') ?? '',
  )?.[1];
  const said = textAt(application?.value, ['spec', 'destination', 'server']);
  const server = isOtherCluster ? otherServer(name) : said;
  add('cluster', { ...(server === undefined ? {} : { server }), kubernetesVersion: version ?? newestMinor }, [
    ...(isOtherCluster ? [otherClusterText] : []),
    ...(version === undefined ? [assumedText('the version of the cluster', 'kubectl version')] : []),
  ]);
  add('namespace', namespace);
  add('sync', syncOf(application), syncComments(application));
  add('gateway', ...gatewayOf(objects, facts));
  if (facts.some(isDividedByRoutes)) add('canaryWeights', 'routes');
  add('secretStore', ...storeOf(objects));
  if (podSecurity !== undefined) add('podSecurity', podSecurity);
  const isSigned = ({ value }: ManifestObject): boolean =>
    Object.entries(verifiedNamespaceLabels.sigstore).every(
      ([label, wanted]) => textAt(value, ['metadata', 'labels', label]) === wanted,
    );
  if (namespaces.length > 0 && namespaces.every(isSigned)) add('imageSignatures', 'required');
  const quota = quotaOf(objects) ?? amounts.quota;
  add('quota', quota, quota === amounts.quota ? ['Computed: twice what runs here; no ResourceQuota said it.'] : []);
  const limits = containerLimitsOf(objects) ?? amounts.containerLimits;
  add(
    'containerLimits',
    limits,
    limits === amounts.containerLimits ? ['Computed: room for what runs here; no LimitRange said it.'] : [],
  );
  return {
    name: documents.environment(name),
    schema: 'environment',
    about: [`Imported from ${paths.join(', ')}.`],
    entries,
  };
}

/** What a person reads where two environments have one namespace. */
export const otherClusterText =
  'Fill in: another environment has the same namespace, so this is another cluster; write its address.';

/** Stands for the address of a cluster that nobody has said. */
function otherServer(environment: string): string {
  return `https://${environment}.invalid`;
}

/** The newest minor version of Kubernetes that Slipway has schemas of. */
export const newestMinor = '1.36';

const manualText = 'Assumed: nothing is applied until a person has compared; no Application said it.';

function syncComments(application: ManifestObject | undefined): readonly string[] {
  if (application === undefined) return [manualText];
  const automated = valueAt(application.value, ['spec', 'syncPolicy', 'automated']);
  const isHalf = automated !== undefined && valueAt(automated, ['selfHeal']) !== true;
  // People write this for "manual", which it is not (Argo CD, "Automated Sync Policy").
  return isHalf
    ? [`As Application "${application.name}" says: every commit is applied at once. "mode: manual" waits for a person.`]
    : [];
}

function assumedText(what: string, how: string): string {
  return `Assumed: no manifest says ${what}; compare with "${how}".`;
}

/**
 * The pattern of most services; a service that has another says so itself. One whose pattern changes from environment to
 * environment cannot: so its patterns are those of the environments.
 *
 * @param isVaried whether a service has several patterns
 */
export function environmentNamespace(facts: readonly Facts[], isVaried: (service: string) => boolean): string {
  const varied = facts.filter(({ service }) => isVaried(service));
  return mostCommon((varied.length > 0 ? varied : facts).map(namespacePattern)) ?? '{environment}';
}

function syncOf(application: ManifestObject | undefined): unknown {
  const automated = valueAt(application?.value, ['spec', 'syncPolicy', 'automated']);
  if (automated === undefined || valueAt(automated, ['enabled']) === false) return { mode: 'manual' };
  return {
    mode: 'automatic',
    prune: valueAt(automated, ['prune']) ?? false,
    selfHeal: valueAt(automated, ['selfHeal']) ?? false,
  };
}

function gatewayOf(objects: readonly ManifestObject[], facts: readonly Facts[]): [unknown, readonly string[]] {
  const route = objects.find((one) => ['HTTPRoute', 'GRPCRoute'].includes(one.kind) && isOfGateway(one));
  const parent = mappingAt(route?.value, ['spec', 'parentRefs', 0]);
  const ingress = objects.find(({ kind }) => kind === 'Ingress');
  const ingressClass =
    textAt(ingress?.value, ['spec', 'ingressClassName']) ??
    textAt(ingress?.value, ['metadata', 'annotations', 'kubernetes.io/ingress.class']);
  const host = hostPattern(facts);
  const gateway = {
    name: textAt(parent, ['name']) ?? 'public',
    namespace: textAt(parent, ['namespace']) ?? route?.namespace ?? 'gateway-system',
    host: host ?? usualHost,
    ...(ingressClass === undefined ? {} : { ingressClass }),
  };
  const unsaid = [...(route === undefined ? ['name', 'namespace'] : []), ...(host === undefined ? ['host'] : [])];
  return [gateway, unsaid.length === 0 ? [] : [`Assumed: ${unsaid.join(', ')}; no route says it.`]];
}

function storeOf(objects: readonly ManifestObject[]): [unknown, readonly string[]] {
  const stores = objects
    .filter(({ kind }) => kind === 'ExternalSecret')
    .map(({ value }) => mappingAt(value, ['spec', 'secretStoreRef']))
    .map((store) => ({ name: textAt(store, ['name']), kind: textAt(store, ['kind']) ?? 'SecretStore' }));
  const store = mostCommon(stores.filter((one) => Environment.shape.secretStore.safeParse(one).success));
  if (store !== undefined) return [store.kind === 'ClusterSecretStore' ? { name: store.name } : store, []];
  return [
    { name: 'vault-backend' },
    [assumedText('which store External Secrets read', 'kubectl get clustersecretstores')],
  ];
}

function namespaceLabel(namespaces: readonly ManifestObject[], label: string): string | undefined {
  return namespaces.map(({ value }) => textAt(value, ['metadata', 'labels', label])).find((one) => one !== undefined);
}

/** What a ResourceQuota says, if it says all that the catalog wants. */
function quotaOf(objects: readonly ManifestObject[]): unknown {
  const quota = objects.find(({ kind }) => kind === 'ResourceQuota');
  const hard = mappingAt(quota?.value, ['spec', 'hard']);
  const said = {
    requests: { cpu: text(hard['requests.cpu']), memory: text(hard['requests.memory']) },
    limits: { cpu: text(hard['limits.cpu']), memory: text(hard['limits.memory']) },
    pods: Number(hard['pods']),
  };
  return Environment.shape.quota.safeParse(said).success ? said : undefined;
}

function containerLimitsOf(objects: readonly ManifestObject[]): unknown {
  const range = objects.find(({ kind }) => kind === 'LimitRange');
  const limits = listAt(range?.value, ['spec', 'limits']).find((one) => textAt(one, ['type']) === 'Container');
  const amounts = (key: string): unknown => ({
    cpu: text(valueAt(limits, [key, 'cpu'])),
    memory: text(valueAt(limits, [key, 'memory'])),
  });
  const said = { max: amounts('max'), default: amounts('default'), defaultRequest: amounts('defaultRequest') };
  return Environment.shape.containerLimits.safeParse(said).success ? said : undefined;
}

function text(amount: unknown): string | undefined {
  return typeof amount === 'string' || typeof amount === 'number' ? String(amount) : undefined;
}
