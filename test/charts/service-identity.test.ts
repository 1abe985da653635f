import { placeServices } from '../helpers/place-services';
import { aPlacement } from '../helpers/a-placement';
import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import { aChart } from '../helpers/a-chart';

const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get' as const] }];
const withRules = { identity: { token: true, rules } };

function objectsOf(overrides: Parameters<typeof aPlacement>[0]) {
  const { objects } = new EnvironmentOverlay(aChart(), 'web', aPlacement(overrides));
  return objects.map((object) => object.toJson());
}

test('pods with rules get a token, a Role and its RoleBinding', () => {
  const objects = objectsOf({ service: withRules });
  const byKind = new Map(objects.map((object) => [object.kind, object]));

  expect(byKind.get('ServiceAccount')).toMatchObject({ automountServiceAccountToken: true });
  expect(byKind.get('Deployment')).toMatchObject({
    spec: { template: { spec: { automountServiceAccountToken: true } } },
  });
  expect(byKind.get('Role')).toMatchObject({ metadata: { name: 'web', namespace: 'dev' }, rules });
  expect(byKind.get('RoleBinding')).toMatchObject({
    roleRef: { kind: 'Role', name: 'web' },
    subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'dev' }],
  });
});

test('a cloud knows pods by an annotation that is filled in', () => {
  const annotations = { 'iam.gke.io/gcp-service-account': '{service}@{environment}.iam.gserviceaccount.com' };
  const account = objectsOf({ service: { identity: { annotations } } }).find(({ kind }) => kind === 'ServiceAccount');

  expect(account?.metadata.annotations).toMatchObject({
    'iam.gke.io/gcp-service-account': 'web@dev.iam.gserviceaccount.com',
  });
});

test('pods run as an account that is there, and none is made; secrets of the registry are of the pods then', () => {
  const service = { identity: { account: 'robot' }, pull: { secrets: ['registry'] } };
  const objects = objectsOf({ service });

  expect(objects.map(({ kind }) => kind)).not.toContain('ServiceAccount');
  expect(objects.find(({ kind }) => kind === 'Deployment')).toMatchObject({
    spec: { template: { spec: { serviceAccountName: 'robot', imagePullSecrets: [{ name: 'registry' }] } } },
  });
});

test('a project permits kinds that give rights, and pods on each node, only where a service has some', () => {
  const kindsOf = (services: Parameters<typeof placeServices>[0]['services']) =>
    placeServices({ services })
      .baseline.projects.filter(({ name }) => name === 'prod')
      .flatMap(({ namespacedKinds }) => namespacedKinds.map(({ kind }) => kind));

  expect(kindsOf({ web: {} })).not.toContain('Role');
  expect(kindsOf({ web: {}, api: withRules })).toEqual(expect.arrayContaining(['Role', 'RoleBinding']));
  expect(kindsOf({ web: {} })).not.toContain('DaemonSet');
  expect(kindsOf({ web: {}, api: { runs: 'everywhere' } })).toContain('DaemonSet');
});
