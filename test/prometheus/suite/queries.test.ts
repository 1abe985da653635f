import { argocdComponents, jobOf } from '../../../stacks/monitoring/argocd-components';
import { applicationDashboard } from '../../../stacks/monitoring/application-dashboard';
import { argocdDashboard } from '../../../stacks/monitoring/argocd-dashboard';
import { deliveryDashboard } from '../../../stacks/monitoring/delivery-dashboard';
import { platformObjects } from '../../../stacks/monitoring/platform-objects';
import { renderShippedCatalog } from '../../helpers/shipped-catalog';
import type { RenderedObject } from '../../helpers/shipped-catalog';
import { findProgram } from '../../stacks/helpers/find-program';
import { onlyArgoCd } from '../../stacks/helpers/every-part';
import { Prometheus, soon } from '../a-prometheus';
import type { Sample } from '../a-prometheus';
import { SimulatedCluster } from '../a-simulated-cluster';
import { discoveredEndpoints, discoveredPods } from '../discovered-targets';
import { inTestTime } from '../scaled-time';
import { closedBy } from '../policy-lets-in';
import { exporterOf, plainJob, scrapeJob } from '../scrape-config';
import type { ScrapeJob } from '../scrape-config';
import { simulatedPods, triedHash } from '../simulated-pods';

const program = findProgram('prometheus');
if (program === undefined) {
  process.stderr.write(
    'SKIPPED: prometheus is not installed: nobody has asked whether dashboards and alerts find anything\n',
  );
}
const withPrometheus = program === undefined ? describe.skip : describe;

const { catalog, placements, objects: byPath } = renderShippedCatalog();
// A kustomization is no object.
const objects = [...byPath.values()].filter(({ kind }) => kind !== 'Kustomization');
const ofKind = (...kinds: readonly string[]): readonly RenderedObject[] =>
  objects.filter(({ kind }) => kinds.includes(kind));
const pods = simulatedPods(objects);
const monitors = ofKind('ServiceMonitor', 'PodMonitor');
const endpoints = discoveredEndpoints(ofKind('Service'), pods);
const containers = discoveredPods(pods);
const applications = placements.placements.map(({ application }) => ({
  name: application.name,
  project: application.project,
  isAutomatic: application.sync.mode === 'automatic',
}));
const ofDelivery = ['dev', 'staging', 'prod'].map((environment) => ({
  name: `root-${environment}`,
  project: `platform-${environment}`,
  isAutomatic: true,
}));
// What else is installed is not simulated: promtool looks at its alerts.
const platform = platformObjects(catalog, ['dev', 'staging', 'prod'], onlyArgoCd);

interface Query {
  readonly of: string;
  readonly expression: string;
}

const panels: readonly Query[] = [
  ...ofKind('ConfigMap')
    .filter(({ metadata }) => metadata.labels?.['grafana_dashboard'] === '1')
    .flatMap((map) => Object.values<string>(map['data']).flatMap((json) => queriesOf(JSON.parse(json)))),
  ...[argocdDashboard, deliveryDashboard, applicationDashboard].flatMap(({ title, rows }) =>
    rows.flatMap((row) =>
      row.panels.flatMap((panel) =>
        panel.queries.map(({ expression }) => ({ of: `${title}: ${panel.title}`, expression })),
      ),
    ),
  ),
].map(({ of, expression }) => ({
  of,
  expression: expression.replaceAll('$application', 'payment-service-prod').replaceAll('$project', 'microservices'),
}));

const alerts: readonly Query[] = [...ofKind('PrometheusRule'), ...platform.rules].flatMap(({ metadata, spec }) =>
  spec.groups.flatMap(({ rules }: { rules: readonly { alert: string; expr: string }[] }) =>
    rules.map(({ alert, expr }) => ({ of: `${metadata.namespace}/${metadata.name}: ${alert}`, expression: expr })),
  ),
);

/** What only has something to show when something is wrong. */
const ofTrouble = ['Argo CD: Git requests that failed', 'Delivery: Out of sync', 'Delivery: Not healthy'];

withPrometheus('a real Prometheus that scrapes what the tree and the platform say', () => {
  let cluster: SimulatedCluster;
  let prometheus: Prometheus;
  let jobs: readonly ScrapeJob[];

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
    cluster = await SimulatedCluster.start(catalog, objects, pods, [...applications, ...ofDelivery]);
    const args = { address: cluster.address, interval: '2s' };
    jobs = [
      ...monitors.map((monitor) => scrapeJob(monitor, monitor.kind === 'PodMonitor' ? containers : endpoints, args)),
      ...argocdComponents.map((component) => ({ ...plainJob(jobOf(component), `argocd/${component}`, args) })),
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
    expect(
      targets.filter(({ health }) => health !== 'up').map(({ labels, lastError }) => ({ labels, lastError })),
    ).toEqual([]);
    expect(
      targets.flatMap(({ discoveredLabels }) => {
        const target = byExporter.get(discoveredLabels['__param_target'] ?? '');
        return target === undefined ? [] : closedBy(target, objects, who).map((why) => `${exporterOf(target)}: ${why}`);
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

    cluster.condition = 'silent';
    await soon(async () => (await silent()).every((of) => isAboutAbsence(of)), 60).catch(() => undefined);

    // A job that is gone leaves what it last saw for five minutes; one without targets does not.
    await prometheus.become(
      jobs.map((job) => (job.job_name.startsWith('kube') ? job : { ...job, static_configs: [] })),
    );
    await soon(async () => (await silent()).length === 0, 60).catch(() => undefined);
    expect(await silent()).toEqual([]);
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
