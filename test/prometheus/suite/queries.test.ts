import type { RenderedObject } from '../../helpers/shipped-catalog';
import { findProgram } from '../../stacks/helpers/find-program';
import { Prometheus, soon } from '../a-prometheus';
import type { Sample } from '../a-prometheus';
import { SimulatedCluster } from '../a-simulated-cluster';
import { discoveredEndpoints, discoveredPods } from '../discovered-targets';
import type { Discovered } from '../discovered-targets';
import { inTestTime } from '../scaled-time';
import { closedBy } from '../policy-lets-in';
import { exporterOf, plainJob, scrapeJobs } from '../scrape-config';
import type { ScrapeJob } from '../scrape-config';
import { simulatedApplications } from '../simulated-applications';
import { simulatedPods, triedHash } from '../simulated-pods';
import { handedToPeople, uncalled, uncalledOfGrpc, watchedCatalog } from '../watched-catalog';
import { watchedPlatform } from '../watched-platform';
import type { WatchedPlatform } from '../watched-platform';

const program = findProgram('prometheus');
if (program === undefined) {
  process.stderr.write(
    'SKIPPED: prometheus is not installed: nobody has asked whether dashboards and alerts find anything\n',
  );
}
const withPrometheus = program === undefined ? describe.skip : describe;

const { catalog, objects: byPath } = watchedCatalog();
// A kustomization is no object.
const objects = [...byPath.values()].filter(({ kind }) => kind !== 'Kustomization');
const ofKind = (...kinds: readonly string[]): readonly RenderedObject[] =>
  objects.filter(({ kind }) => kinds.includes(kind));
const pods = simulatedPods(objects);
const monitors = ofKind('ServiceMonitor', 'PodMonitor');
const endpoints = discoveredEndpoints(ofKind('Service'), pods);
const containers = discoveredPods(pods);
const applications = simulatedApplications(objects);

interface Query {
  readonly of: string;
  readonly expression: string;
}

/** Queries of dashboards, wherever they come from. */
function panelsOf(all: readonly RenderedObject[]): readonly Query[] {
  return all
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['grafana_dashboard'] === '1')
    .flatMap((map) => Object.values<string>(map['data']).flatMap((json) => queriesOf(JSON.parse(json))))
    .map(({ of, expression }) => ({
      of,
      expression: expression.replaceAll('$application', 'payment-service-prod').replaceAll('$project', 'microservices'),
    }));
}

/** Queries of alerts. */
function alertsOf(all: readonly RenderedObject[]): readonly Query[] {
  return all
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(({ metadata, ...rule }) =>
      rule['spec'].groups.flatMap(({ rules }: { rules: readonly { alert: string; expr: string }[] }) =>
        rules.map(({ alert, expr }) => ({ of: `${metadata.namespace}/${metadata.name}: ${alert}`, expression: expr })),
      ),
    );
}

/** What only has something to show when something is wrong. */
const ofTrouble = ['Argo CD: Git requests that failed', 'Delivery: Out of sync', 'Delivery: Not healthy'];

/** Programs of a platform with everything switched on: Argo CD, the other parts, the add-ons. */
const jobsOfPlatform = [
  'argocd-application-controller argocd-applicationset-controller argocd-dex-server argocd-notifications-controller',
  'argocd-redis-ha argocd-redis-ha-haproxy argocd-repo-server argocd-server',
  'argo-rollouts external-secrets external-secrets-cert-controller external-secrets-webhook port-gitops-controller',
  'linkerd-destination linkerd-identity linkerd-policy linkerd-proxy-injector linkerd-sp-validator',
  'cert-manager cert-manager-cainjector cert-manager-webhook envoy-gateway envoy-proxy external-dns',
  'keda-admission-webhooks keda-operator keda-operator-metrics-apiserver metrics-server opencost',
  'opentelemetry-collector tempo velero velero-node-agent',
].flatMap((line) => line.split(' '));

/** Alerts of which each asks for series of another program. */
const alertsOfPlatform = [
  'ArgoCdAutoSyncOff ArgoCdBackupMissing ArgoRolloutsDown ExternalSecretNotReady ExternalSecretsDown LinkerdDown LinkerdIssuerEnds',
  'LinkerdIssuerEndsSoon SecretStoreNotReady SlipwayControllerDown',
  'CertManagerDown CertificateEnds CertificateNotReady ClusterIssuerNotReady ExternalDnsDoesNotSync ExternalDnsDown',
  'GatewayDoesNotHearOfRoutes KedaDown MetricsServerCannotReadNodes MetricsServerDown OpenCostDown ScaledObjectFails TempoDown',
  'TracesWait VeleroBackupFailed',
].flatMap((line) => line.split(' '));

withPrometheus('a real Prometheus that scrapes what the tree and the platform say', () => {
  let cluster: SimulatedCluster;
  let prometheus: Prometheus;
  let jobs: readonly ScrapeJob[];
  let platform: WatchedPlatform;
  let ofPlatform: readonly Discovered[];
  let panels: readonly Query[];
  let alerts: readonly Query[];

  const answers = async (queries: readonly Query[]): Promise<ReadonlyMap<Query, readonly Sample[]>> => {
    const found = new Map<Query, readonly Sample[]>();
    for (const query of queries) found.set(query, await prometheus.query(inTestTime(query.expression)));
    return found;
  };
  const namesOf = (found: ReadonlyMap<Query, readonly Sample[]>, isWanted: (samples: readonly Sample[]) => boolean) =>
    [...found].filter(([, samples]) => isWanted(samples)).map(([{ of }]) => of);
  const isEmpty = (samples: readonly Sample[]): boolean => samples.every(({ value }) => value[1] === 'NaN');
  /** Panels that have shown nothing within a while, but for those of which nothing is expected. */
  const stillEmpty = async (
    queries: readonly Query[],
    isExpected: (of: string) => boolean,
  ): Promise<readonly string[]> => {
    let empty = queries;
    await soon(async () => {
      const found = await answers(empty);
      empty = empty.filter((query) => isEmpty(found.get(query) ?? []));
      return empty.every(({ of }) => isExpected(of));
    }, 90).catch(() => undefined);
    return [...new Set(empty.map(({ of }) => of))].sort();
  };
  const fired = new Set<string>();
  /** Alerts that have no result yet, in whatever has happened so far. */
  const silent = async (): Promise<readonly string[]> => {
    const found = await answers(alerts.filter(({ of }) => !fired.has(of)));
    for (const name of namesOf(found, (samples) => samples.length > 0)) fired.add(name);
    return alerts.map(({ of }) => of).filter((of) => !fired.has(of));
  };

  beforeAll(async () => {
    if (program === undefined) return;
    platform = await watchedPlatform();
    const all = [...objects, ...platform.objects];
    [panels, alerts] = [panelsOf(all), alertsOf(all)];
    cluster = await SimulatedCluster.start(catalog, all, pods, applications, platform.pods);
    const args = { address: cluster.address, interval: '2s' };
    const services = discoveredEndpoints(platform.services, platform.pods);
    const ofPods = discoveredPods(platform.pods);
    ofPlatform = [...services, ...ofPods];
    const isMonitor = ({ kind }: RenderedObject): boolean => kind === 'ServiceMonitor' || kind === 'PodMonitor';
    jobs = [
      ...monitors.flatMap((monitor) =>
        scrapeJobs(monitor, monitor.kind === 'PodMonitor' ? containers : endpoints, args),
      ),
      ...platform.objects
        .filter(isMonitor)
        .flatMap((monitor) => scrapeJobs(monitor, monitor.kind === 'PodMonitor' ? ofPods : services, args)),
      plainJob('kube-state-metrics', 'kube-state-metrics', args),
      plainJob('kubelet', 'kubelet', args),
    ];
    prometheus = await Prometheus.start(program, jobs);
    await soon(async () => (await prometheus.targets()).every(({ health }) => health !== 'unknown'));
    // Until windows of two minutes have four scrapes.
    await soon(async () => Number((await prometheus.query('min(count_over_time(up[1h]))'))[0]?.value[1]) >= 12);
  });
  afterAll(async () => {
    await prometheus?.end();
    await cluster?.end();
  });

  test('R2-21, R3-10: each monitor finds targets, each target answers, and policies let Prometheus in', async () => {
    const targets = await prometheus.targets();
    const found = new Set(targets.map(({ scrapePool }) => scrapePool));
    const byExporter = new Map([...endpoints, ...containers].map((one) => [exporterOf(one), one]));
    const who = { namespace: catalog.platform.monitoring.namespace, networks: catalog.platform.clusterNetworks };

    expect(jobs.map(({ job_name }) => job_name).filter((name) => !found.has(name))).toEqual([]);
    expect(jobsOfPlatform.filter((job) => !targets.some(({ labels }) => labels['job'] === job))).toEqual([]);
    expect(
      targets.filter(({ health }) => health !== 'up').map(({ labels, lastError }) => ({ labels, lastError })),
    ).toEqual([]);
    const platformTargets = new Map(ofPlatform.map((one) => [exporterOf(one), one]));
    expect(
      targets.flatMap(({ discoveredLabels }) => {
        const target = platformTargets.get(discoveredLabels['__param_target'] ?? '');
        return target === undefined || platform.letsIn(target) ? [] : [exporterOf(target)];
      }),
    ).toEqual([]);
    expect(
      targets.flatMap(({ discoveredLabels }) => {
        const target = byExporter.get(discoveredLabels['__param_target'] ?? '');
        if (target === undefined) return [];
        const path = discoveredLabels['__metrics_path__'] ?? '';
        return closedBy(target, objects, { ...who, path }).map((why) => `${exporterOf(target)}: ${why}`);
      }),
    ).toEqual([]);
  });

  test('R2-05, R3-10, R4-13: no panel is empty but those that are about trouble', async () => {
    const missing = await stillEmpty(panels, (of) => ofTrouble.includes(of));

    expect(missing).toEqual([...ofTrouble].sort());
  });

  test('R2-10: a version that is tried is measured by its own pods, and not by those in use', async () => {
    const template = ofKind('AnalysisTemplate').find(({ metadata }) => metadata.namespace === 'prod');
    const query: string = template?.['spec'].metrics[0].provider.prometheus.query;
    const measured = async (hash: string, service: string) => {
      const filled = query.replaceAll('{{args.service-name}}', service).replaceAll('{{args.pod-hash}}', hash);
      return Number((await prometheus.query(inTestTime(filled)))[0]?.value[1]);
    };

    expect(await measured(triedHash, 'apm-preview')).toBeCloseTo(0.96, 2);
    expect(await measured('7d4b9c6f5d', 'apm-active')).toBe(1);
    // Nobody has called a version that is not there: no number, so neither success nor failure.
    expect(await measured('5555555555', 'apm-preview')).toBeNaN();
  });

  /** What the analyses of a service measure of the version in use, and of the one that is tried. */
  const measuredOf = async (service: string) => {
    const template = ofKind('AnalysisTemplate').find(({ metadata }) => metadata.name === `${service}-success-rate`);
    const query: string = template?.['spec'].metrics[0].provider.prometheus.query;
    const measured = async (hash: string) => {
      const filled = query.replaceAll('{{args.service-name}}', service).replaceAll('{{args.pod-hash}}', hash);
      return Number((await prometheus.query(inTestTime(filled)))[0]?.value[1]);
    };

    return [await measured('7d4b9c6f5d'), await measured(triedHash)];
  };

  test.each(uncalledOfGrpc)(
    'R2-10: a version of %s that only the kubelet asks, by gRPC, has proved nothing',
    async (service) => {
      expect(await measuredOf(service)).toEqual([1, NaN]);
    },
  );

  test.each(uncalled.slice(uncalledOfGrpc.length))(
    'a version of %s whose counters hold nothing but checks has proved nothing',
    async (service) => {
      expect(await measuredOf(service)).toEqual([1, NaN]);
    },
  );

  test('when all is well, no alert has a result', async () => {
    const firing = async () => namesOf(await answers(alerts), (samples) => samples.length > 0);

    // A scrape that a busy machine has delayed is an alert for a moment.
    await soon(async () => (await firing()).length === 0, 60).catch(() => undefined);
    expect(await firing()).toEqual([]);
  });

  test('R2-22, R3-09, R3-11: every alert has a result when what it is about happens, and so has every panel', async () => {
    cluster.condition = 'ill';
    await soon(async () => (await prometheus.query('count(argocd_git_fetch_fail_total)')).length > 0);
    await soon(async () => (await silent()).every((of) => isAboutSilence(of)), 60).catch(() => undefined);
    expect(await stillEmpty(panels, () => false)).toEqual([]);
    // Nobody syncs by itself any more: only where the catalog says so is that somebody's doing.
    const turnedOff = alerts.find(({ of }) => of.endsWith(': ArgoCdAutoSyncOff'))?.expression ?? '';
    expect(new Set((await prometheus.query(turnedOff)).map(({ metric }) => metric['name']))).toEqual(
      new Set(applications.filter(({ isAutomatic }) => isAutomatic).map(({ name }) => name)),
    );
    expect(applications.filter(({ isAutomatic }) => !isAutomatic).map(({ name }) => name)).toEqual(
      expect.arrayContaining([`${handedToPeople}-dev`, 'payment-service-prod']),
    );

    cluster.condition = 'silent';
    await soon(async () => (await silent()).every((of) => isAboutAbsence(of)), 60).catch(() => undefined);

    // A job that is gone leaves what it last saw for five minutes; one without targets does not.
    await prometheus.become(
      jobs.map((job) => (job.job_name.startsWith('kube') ? job : { ...job, static_configs: [] })),
    );
    await soon(async () => (await silent()).length === 0, 60).catch(() => undefined);
    expect(await silent()).toEqual([]);
    // Of all parts and add-ons.
    expect(alertsOfPlatform.filter((name) => !alerts.some(({ of }) => of.endsWith(`: ${name}`)))).toEqual([]);
  });
});

function isAboutSilence(alert: string): boolean {
  return /Down$|Missing$|NoApplications$/.test(alert);
}

function isAboutAbsence(alert: string): boolean {
  return /TargetMissing$|NoApplications$/.test(alert);
}

function queriesOf(dashboard: {
  readonly title: string;
  readonly panels: readonly { readonly title: string; readonly targets?: readonly { readonly expr: string }[] }[];
}): readonly Query[] {
  return dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ of: `${dashboard.title}: ${title}`, expression: expr })),
  );
}
