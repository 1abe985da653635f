import type { Stack } from '../platform-command/read-stack';
import { checkAddOns } from './checks/add-ons';
import { checkCluster } from './checks/cluster';
import { checkDelivery } from './checks/delivery';
import { checkDrift } from './checks/drift';
import { checkForeignFields } from './checks/fields';
import { checkKinds } from './checks/kinds';
import { checkMetrics } from './checks/metrics';
import { checkOwners } from './checks/owners';
import { checkPermissions } from './checks/permissions';
import { checkPlugins } from './checks/plugins';
import { findMoved, checkReleases } from './checks/releases';
import { checkRepositories } from './checks/repositories';
import { checkSecrets } from './checks/secrets';
import { checkSignatures } from './checks/signatures';
import { checkStorageClasses } from './checks/storage';
import { checkStores } from './checks/stores';
import { checkVersion, minorOf } from './checks/version';
import { Discovery } from './discovery';
import { areas, unknown } from './symptom';
import type { Area, Symptom } from './symptom';
import { inTurns } from './in-turns';
import { ApiRefusal } from './kubernetes-api';
import type { KubernetesApi } from './kubernetes-api';
import type { Plan } from './plan';
import { findRelease } from './releases';
import type { LiveRelease } from './releases';

/** What was seen of a cluster. */
export interface Examination {
  /** Minor version of Kubernetes. */
  readonly kubernetes: string;
  readonly findings: readonly Symptom[];
  /** Areas that were not looked at, because something else has to be mended or installed first. */
  readonly skipped: readonly Area[];
  /** Releases of the plan that are there. */
  readonly live: readonly LiveRelease[];
}

/**
 * Looks at everything that `pulumi up` and Argo CD need of a cluster, and reports all of it at once. Nothing is changed: the only
 * writes are dry runs and questions.
 *
 * @param namespacesOf names of namespaces that Pulumi has; asked where no release is there. @default - none
 * @throws Unreachable when nobody answers
 */
export async function examine(
  api: KubernetesApi,
  stack: Stack,
  plan: Plan,
  now: Date,
  namespacesOf: () => ReadonlySet<string> = () => new Set(),
): Promise<Examination> {
  const kubernetes = await minorOf(api);
  const ofCluster = [...(await checkCluster(api, stack)), ...checkVersion(kubernetes, plan)];
  // Of another cluster, the rest would be a long list of what is rightly not there.
  if (stack.namesItsCluster && ofCluster.some(({ area }) => area === 'cluster')) {
    return {
      kubernetes,
      findings: ofCluster,
      skipped: areas.filter((area) => !['cluster', 'version', 'state'].includes(area)),
      live: [],
    };
  }
  const discovery = new Discovery(api);
  const { live, unread } = await readReleases(api, plan);
  const readable = plan.releases.filter(({ name }) => !unread.has(name));
  const missing = new Set(readable.map(({ name }) => name).filter((name) => live.every((one) => one.name !== name)));
  const isFresh = readable.length > 0 && live.length === 0;
  const working = live.filter(({ status }) => status === 'deployed');
  const drift = await inTurns(
    working,
    async (release) => await looked('drift', checkDrift(api, discovery, release)),
    1,
  );
  const fresh = isFresh ? namespacesOf() : undefined;
  const secrets = fresh === undefined ? plan.secrets : keptBefore(plan, fresh);
  return {
    kubernetes,
    live,
    skipped: isFresh
      ? [
          'drift',
          'stores',
          'signatures',
          ...(secrets.length === 0 ? (['secrets'] as const) : []),
          'metrics',
          'add-ons',
          'delivery',
        ]
      : working.length === 0
        ? ['drift']
        : [],
    findings: [
      ...ofCluster,
      ...(await looked('repositories', checkRepositories(api, discovery, plan.objects, ownRepository(stack)))),
      ...(await looked('permissions', checkPermissions(api, discovery, plan, live))),
      ...unreadable(unread),
      ...checkReleases(stack.name, readable, live),
      ...checkPlugins(stack.name, plan.hasRouteWeights, live),
      ...(await looked('releases', findMoved(api, isFresh ? [] : readable.filter(({ name }) => missing.has(name))))),
      ...drift.flat(),
      ...(await looked('fields', checkForeignFields(api, discovery))),
      ...(await looked('kinds', checkKinds(discovery, plan, missing))),
      ...(await looked('owners', checkOwners(api, plan, missing, fresh))),
      ...(isFresh ? [] : await looked('stores', checkStores(api, discovery, plan.stores))),
      ...(await looked('storage', checkStorageClasses(api, plan.storageClasses))),
      ...(isFresh ? [] : await looked('signatures', checkSignatures(api, discovery, plan.verifications))),
      ...(await looked('secrets', checkSecrets(api, secrets))),
      ...(isFresh
        ? []
        : await looked('metrics', checkMetrics(api, measurable(plan, missing), !stack.settings.argocd.install))),
      ...(isFresh ? [] : await looked('add-ons', checkAddOns(api, discovery, plan.ready))),
      ...(isFresh ? [] : await looked('delivery', checkDelivery(api, stack, now))),
    ],
  };
}

/** What is measured where a release is missing is missed once, as a release. */
function measurable(plan: Plan, missing: ReadonlySet<string>): Plan {
  const empty = new Set(plan.releases.filter(({ name }) => missing.has(name)).map(({ namespace }) => namespace));
  return { ...plan, monitors: plan.monitors.filter(({ namespaces }) => !namespaces.some((name) => empty.has(name))) };
}

/** What the first "up" makes is not missed before it. Secrets of others in namespaces that are there already are, or never. */
function keptBefore({ secrets, objects }: Plan, there: ReadonlySet<string>): Plan['secrets'] {
  const namespaces = objects.filter(({ kind, name }) => kind === 'Namespace' && !there.has(name));
  const made = new Set(namespaces.map(({ name }) => name));
  return secrets.filter(({ isFromStore, namespace }) => !isFromStore && !made.has(namespace));
}

/** URL of the repository that the catalog is of. */
function ownRepository({ catalog }: Stack): string {
  return catalog.catalog.platform.repository.url;
}

/** What a check found. That it may not look is a finding, too, and the others go on. */
async function looked(area: Area, check: Promise<readonly Symptom[]>): Promise<readonly Symptom[]> {
  try {
    return await check;
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return [unknown(area, `could not be looked at: ${error.message}`, 'ask somebody who may')];
  }
}

interface Releases {
  readonly live: readonly LiveRelease[];
  /** Releases that nobody let us read, and what the API server said. */
  readonly unread: ReadonlyMap<string, string>;
}

async function readReleases(api: KubernetesApi, { releases }: Plan): Promise<Releases> {
  const live: LiveRelease[] = [];
  const unread = new Map<string, string>();
  for (const release of releases) {
    try {
      const found = await findRelease(api, release);
      if (found !== undefined) live.push(found);
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      unread.set(release.name, error.message);
    }
  }
  return { live, unread };
}

function unreadable(unread: ReadonlyMap<string, string>): readonly Symptom[] {
  const [first] = unread.values();
  if (first === undefined) return [];
  const what = `${[...unread.keys()].join(', ')}: could not be looked at: ${first}`;
  return [unknown('releases', what, 'Helm keeps releases in Secrets: ask somebody who may read them')];
}
