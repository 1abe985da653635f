import { planOf } from '../../../stacks/doctor/plan';
import type { Plan } from '../../../stacks/doctor/plan';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../helpers/a-project';

const shown = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }) => `${apiVersion} ${kind}`;
const planned = async (config = {}): Promise<Plan> => await planOf(readStack(aProject(config), 'dev'));

test('what a cluster needs is what the program makes and the catalog renders', async () => {
  const plan = await planned();

  expect(plan.releases).toContainEqual({ name: 'argo-cd', namespace: 'argocd' });
  expect(plan.objects).toContainEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    name: 'bootstrap-dev',
  });
  expect(plan.objects.map(shown)).toEqual(expect.arrayContaining(['v1 Namespace', 'argoproj.io/v1alpha1 AppProject']));
  expect(plan.treeKinds.map(shown)).toEqual(
    expect.arrayContaining(['apps/v1 Deployment', 'external-secrets.io/v1 ExternalSecret']),
  );
  expect(plan.stores).toEqual(['vault-backend']);
  expect(plan.minors).toEqual(['1.36']);
});

test('a part that the stack leaves out is not needed', async () => {
  const { releases } = await planned({
    install: { backup: false, monitoring: false, linkerd: false },
    otherMesh: true,
  });

  expect(releases.map(({ name }) => name).sort()).toEqual([
    'argo-cd',
    'argo-rollouts',
    'external-secrets',
    'gateway-api',
  ]);
});

test('a Secret that somebody else keeps is needed with the same keys as one from the store', async () => {
  const grafana = ({ secrets }: Plan) => secrets.filter(({ name }) => name === 'grafana-admin');

  const fromStore = grafana(await planned());
  const kept = grafana(await planned({ monitoring: { grafanaSecret: { kind: 'secret' } } }));

  expect(fromStore).toEqual([
    { namespace: 'monitoring', name: 'grafana-admin', keys: ['admin-password', 'admin-user'], isFromStore: true },
  ]);
  expect(kept).toEqual(fromStore.map((secret) => ({ ...secret, isFromStore: false })));
});
