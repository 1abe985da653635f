import { checkMetrics } from '../../../stacks/doctor/checks/metrics';
import { planOf } from '../../../stacks/doctor/plan';
import type { PlannedMonitor } from '../../../stacks/doctor/plan';
import type { Symptom } from '../../../stacks/doctor/symptom';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../helpers/a-project';
import { FakeApiServer } from '../helpers/fake-api-server';

const ofServer: PlannedMonitor = {
  kind: 'ServiceMonitor',
  name: 'argocd-server',
  namespaces: ['argocd'],
  labels: { 'app.kubernetes.io/component': 'server' },
  ports: ['http-metrics'],
};
const ofDex: PlannedMonitor = { ...ofServer, name: 'argocd-dex-server' };
const ofMesh: PlannedMonitor = {
  kind: 'PodMonitor',
  name: 'linkerd',
  namespaces: ['linkerd'],
  labels: {},
  ports: ['ident-admin', 'dest-admin'],
};

async function findings(
  monitors: readonly PlannedMonitor[],
  answers: Readonly<Record<string, unknown>>,
  isAdopted = false,
): Promise<readonly Symptom[]> {
  const server = await FakeApiServer.start({ answers });
  try {
    return await checkMetrics(server.api, { monitors }, isAdopted);
  } finally {
    await server.stop();
  }
}

const services = (...names: readonly string[]) => ({
  '/api/v1/namespaces/argocd/services': { items: [{ spec: { ports: names.map((name) => ({ name })) } }] },
});
const pods = (...names: readonly string[]) => ({
  '/api/v1/namespaces/linkerd/pods': {
    items: names.map((name) => ({ spec: { containers: [{ ports: [{ name }] }, {}] } })),
  },
});

test('what has Services and pods with the ports of its monitors has no finding', async () => {
  expect(
    await findings([ofServer, ofMesh], { ...services('https', 'http-metrics'), ...pods('ident-admin', 'dest-admin') }),
  ).toEqual([]);
});

test('each monitor that finds nothing is named, with what it looks for', async () => {
  const found = await findings([ofServer, ofMesh], { ...services('https'), ...pods('ident-admin') });

  expect(found.map(({ what }) => what)).toEqual([
    'ServiceMonitor "argocd-server" finds no Service with the port http-metrics in argocd: it is not measured, and no alert speaks of it',
    'PodMonitor "linkerd" finds no pod with the port dest-admin in linkerd: it is not measured, and no alert speaks of it',
  ]);
});

test('of an Argo CD of somebody else only the parts that every one has are missed, and the remedy is that of its chart', async () => {
  const [found, ...others] = await findings([ofServer, ofDex], { '/api/v1/namespaces/argocd/services': {} }, true);

  expect(others).toEqual([]);
  expect(found).toMatchObject({ area: 'metrics', level: 'wrong', remedy: expect.stringContaining('metrics.enabled') });
});

test('the plan has every monitor of the program', async () => {
  const { monitors } = await planOf(readStack(aProject(), 'dev'));

  expect(monitors.map(({ name }) => name).sort()).toEqual([
    'argo-rollouts',
    'argocd-application-controller',
    'argocd-applicationset-controller',
    'argocd-notifications-controller',
    'argocd-redis',
    'argocd-repo-server',
    'argocd-server',
    'external-secrets',
    'external-secrets-cert-controller',
    'external-secrets-webhook',
    'linkerd',
  ]);
  expect(monitors.filter(({ ports }) => ports.length === 0)).toEqual([]);
});
