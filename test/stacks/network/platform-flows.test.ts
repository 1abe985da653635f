import { dnsPeersOf } from '../../../src/model/dns';
import type { Environment } from '../../../src/model/environment';
import { networkPolicies } from '../../../stacks/network/network-policies';
import { platformFlows } from '../../../stacks/network/platform-flows';
import { platformNamespaces } from '../../../stacks/platform-namespaces';
import { Install } from '../../../stacks/settings';
import { ArgoCdSettings } from '../../../stacks/settings/argocd';
import { BackupSettings } from '../../../stacks/settings/backup';
import { EmailSettings } from '../../../stacks/settings/email';
import { GitOpsControllerSettings } from '../../../stacks/settings/gitops-controller';
import { MonitoringSettings } from '../../../stacks/settings/monitoring';
import { NotificationSettings } from '../../../stacks/settings/notifications';
import { SecretStoreSettings } from '../../../stacks/settings/secret-store';
import { Network } from '../helpers/network';

const settings = {
  apiServerPorts: [443, 6443],
  argocd: ArgoCdSettings.parse({
    exposure: { kind: 'gateway', host: 'argocd.example.com', name: 'public', namespace: 'gateway-system' },
    signIn: {
      kind: 'dex',
      connectors: [{ type: 'github', id: 'github', name: 'GitHub', config: { clientID: 'argocd' } }],
    },
  }),
  install: Install.parse({ gitopsController: true }),
  gitopsController: GitOpsControllerSettings.parse({
    image: `ghcr.io/your-org/slipway@sha256:${'0'.repeat(64)}`,
    exposure: { kind: 'gateway', host: 'gitops.example.com', name: 'public', namespace: 'gateway-system' },
  }),
  monitoring: MonitoringSettings.parse({}),
  notifications: NotificationSettings.parse({}),
  email: EmailSettings.parse({ host: 'smtp.example.com', from: 'argocd@example.com' }),
  secretStore: SecretStoreSettings.parse({ provider: 'vault', server: 'https://vault.example.com', role: 'reader' }),
};
const repository = 'https://github.com/your-org/gitops.git';
const namespaces = { argocd: 'argocd', monitoring: 'monitoring' };
const owned = platformNamespaces(settings, namespaces).map(({ name }) => name);
const policies = networkPolicies(
  owned,
  platformFlows({
    settings,
    repository,
    namespaces,
    collectors: ['http://otel-collector.monitoring.svc:4317'],
  }),
);
const network = new Network(policies);

/** From, to, port, whether it is allowed. `world` is the internet, the API server and every node. */
const table: readonly (readonly [string, string, number, boolean])[] = [
  ['argocd/argocd-application-controller', 'argocd/argocd-repo-server', 8081, true],
  ['argocd/argocd-application-controller', 'argocd/argocd-redis', 6379, true],
  ['argocd/argocd-application-controller', 'argocd/argocd-redis-ha-haproxy', 6379, true],
  ['argocd/argocd-application-controller', 'world', 443, true],
  ['argocd/argocd-application-controller', 'world', 6443, true],
  ['argocd/argocd-application-controller', 'world', 80, false],
  ['argocd/argocd-application-controller', 'argocd/argocd-server', 8080, false],
  ['argocd/argocd-server', 'argocd/argocd-repo-server', 8081, true],
  ['argocd/argocd-server', 'argocd/argocd-redis', 6379, true],
  ['argocd/argocd-server', 'argocd/argocd-dex-server', 5556, true],
  ['argocd/argocd-server', 'argocd/argocd-dex-server', 5557, true],
  ['argocd/argocd-server', 'world', 443, true],
  ['argocd/argocd-repo-server', 'argocd/argocd-redis', 6379, true],
  ['argocd/argocd-repo-server', 'world', 443, true],
  ['argocd/argocd-repo-server', 'world', 22, true],
  ['argocd/argocd-repo-server', 'world', 6443, false],
  ['argocd/argocd-repo-server', 'argocd/argocd-server', 8080, false],
  ['argocd/argocd-applicationset-controller', 'argocd/argocd-repo-server', 8081, true],
  ['argocd/argocd-applicationset-controller', 'argocd/argocd-redis', 6379, false],
  ['argocd/argocd-notifications-controller', 'argocd/argocd-repo-server', 8081, true],
  ['argocd/argocd-notifications-controller', 'port-system/port-gitops-controller', 8080, true],
  ['argocd/argocd-notifications-controller', 'port-system/port-gitops-controller', 22, false],
  ['argocd/argocd-notifications-controller', 'world', 443, true],
  ['argocd/argocd-notifications-controller', 'world', 587, true],
  ['argocd/argocd-notifications-controller', 'world', 25, false],
  ['argocd/argocd-backup', 'world', 443, true],
  ['argocd/argocd-backup', 'argocd/argocd-redis', 6379, false],
  ['argocd/argocd-redis-secret-init', 'world', 6443, true],
  ['argocd/argocd-dex-server', 'world', 443, true],
  ['argocd/argocd-dex-server', 'argocd/argocd-redis', 6379, false],
  ['argocd/argocd-redis', 'world', 443, false],
  ['argocd/argocd-redis', 'kube-system/kube-dns', 53, true],
  ['argocd/argocd-redis-ha-haproxy', 'argocd/redis-ha', 6379, true],
  ['argocd/argocd-redis-ha-haproxy', 'argocd/redis-ha', 26379, true],
  ['argocd/redis-ha', 'argocd/redis-ha', 6379, true],
  ['argocd/argocd-server', 'argocd/redis-ha', 6379, false],
  ['gateway-system/envoy', 'argocd/argocd-server', 8080, true],
  ['gateway-system/envoy', 'argocd/argocd-server', 8083, false],
  ['gateway-system/envoy', 'argocd/argocd-repo-server', 8081, false],
  ['gateway-system/envoy', 'port-system/port-gitops-controller', 8080, true],
  ['shop/web', 'argocd/argocd-server', 8080, false],
  ['shop/web', 'argocd/argocd-redis', 6379, false],
  ['shop/web', 'argocd/argocd-repo-server', 8081, false],
  ['shop/web', 'port-system/port-gitops-controller', 8080, false],
  ['world', 'argocd/argocd-server', 8080, false],
  ['world', 'argocd/argocd-repo-server', 8081, false],
  ['shop/web', 'monitoring/otel-collector', 4317, true],
  ['shop/web', 'monitoring/prometheus', 9090, false],
  ['monitoring/prometheus', 'argocd/argocd-application-controller', 8082, true],
  ['monitoring/prometheus', 'argocd/argocd-server', 8083, true],
  ['monitoring/prometheus', 'argocd/argocd-repo-server', 8084, true],
  ['monitoring/prometheus', 'argocd/argocd-applicationset-controller', 8080, true],
  ['monitoring/prometheus', 'argocd/argocd-notifications-controller', 9001, true],
  ['monitoring/prometheus', 'argocd/argocd-redis', 9121, true],
  ['monitoring/prometheus', 'argocd/argocd-redis', 6379, false],
  ['monitoring/prometheus', 'argocd/argocd-dex-server', 5558, true],
  ['monitoring/prometheus', 'argo-rollouts/argo-rollouts', 8090, true],
  ['monitoring/prometheus', 'external-secrets/external-secrets', 8080, true],
  ['monitoring/prometheus', 'linkerd/linkerd-identity', 9990, true],
  ['monitoring/prometheus', 'monitoring/alertmanager', 9093, true],
  ['monitoring/prometheus', 'monitoring/kube-state-metrics', 8080, true],
  ['monitoring/prometheus', 'shop/web', 9090, true],
  ['monitoring/prometheus', 'world', 10250, true],
  ['monitoring/prometheus', 'world', 25, false],
  ['monitoring/grafana', 'monitoring/prometheus', 9090, true],
  ['monitoring/grafana', 'argocd/argocd-server', 8083, false],
  ['monitoring/alertmanager', 'world', 443, true],
  ['monitoring/alertmanager', 'world', 6443, false],
  ['world', 'monitoring/kube-prometheus-stack-prometheus-operator', 10250, true],
  ['argo-rollouts/argo-rollouts', 'monitoring/prometheus', 9090, true],
  ['argo-rollouts/argo-rollouts', 'world', 443, true],
  ['shop/web', 'monitoring/prometheus', 9090, false],
  ['external-secrets/external-secrets', 'world', 8200, true],
  ['world', 'external-secrets/external-secrets-webhook', 10250, true],
  ['world', 'external-secrets/external-secrets', 10250, false],
  ['shop/web', 'linkerd/linkerd-identity', 8080, true],
  ['shop/web', 'linkerd/linkerd-destination', 8086, true],
  ['world', 'linkerd/linkerd-proxy-injector', 8443, true],
  ['linkerd-cni/linkerd-cni', 'world', 443, true],
  ['linkerd-cni/linkerd-cni', 'world', 22, false],
  ['monitoring/prometheus', 'linkerd-cni/linkerd-cni', 9990, true],
  ['world', 'port-system/port-gitops-controller', 8080, false],
  ['port-system/port-gitops-controller', 'world', 443, true],
  ['port-system/port-gitops-controller', 'argocd/argocd-server', 8080, false],
];

test.each(table)('R2-17: %s to %s, port %d: %s', (from, to, port, isAllowed) => {
  expect(network.allows(from, to, port)).toBe(isAllowed);
});

test('every namespace denies what no policy allows', () => {
  expect(policies.filter(({ name }) => name === 'default-deny').map(({ namespace }) => namespace)).toEqual(owned);
});

test('an Argo CD of somebody else gets no policies, and may still tell the controller', () => {
  const adopted = { ...settings, argocd: ArgoCdSettings.parse({ install: false }) };
  const namespacesThen = platformNamespaces(adopted, namespaces).map(({ name }) => name);
  const then = networkPolicies(
    namespacesThen,
    platformFlows({ settings: adopted, repository, namespaces, collectors: [] }),
  );

  expect(namespacesThen).not.toContain('argocd');
  expect(then.filter(({ namespace }) => namespace === 'argocd')).toEqual([]);
  expect(
    new Network(then).allows('argocd/argocd-notifications-controller', 'port-system/port-gitops-controller', 8080),
  ).toBe(true);
});

test('who is told, where mail goes and what keeps the backup are reached under the ports that the settings name', () => {
  const elsewhere = {
    ...settings,
    notifications: NotificationSettings.parse({ portalUrl: 'http://portal.tools.svc:9000' }),
    email: EmailSettings.parse({ host: 'smtp.example.com', port: 2525, from: 'argocd@example.com' }),
    backup: BackupSettings.parse({
      region: 'eu-central-1',
      endpoint: 'http://minio.minio.svc:9001',
      access: { kind: 'keys' },
      publicKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n',
    }),
  };
  const then = new Network(
    networkPolicies(owned, platformFlows({ settings: elsewhere, repository, namespaces, collectors: [] })),
  );

  expect(then.allows('argocd/argocd-notifications-controller', 'tools/portal', 9000)).toBe(true);
  expect(then.allows('argocd/argocd-notifications-controller', 'port-system/port-gitops-controller', 8080)).toBe(false);
  expect(then.allows('argocd/argocd-notifications-controller', 'world', 2525)).toBe(true);
  expect(then.allows('monitoring/alertmanager', 'world', 2525)).toBe(true);
  expect(then.allows('argocd/argocd-backup', 'world', 9001)).toBe(true);
});

test('without Prometheus, nobody may ask for metrics', () => {
  const quiet = { ...settings, install: Install.parse({ monitoring: false }) };
  const then = networkPolicies(['argocd'], platformFlows({ settings: quiet, repository, namespaces, collectors: [] }));

  expect(new Network(then).allows('monitoring/prometheus', 'argocd/argocd-server', 8083)).toBe(false);
});

test('people reach Grafana by the proxies of its route only, and it asks its identity provider', () => {
  const signIn = {
    name: 'Keycloak',
    clientId: 'grafana',
    authUrl: 'https://login.example.com:8443/auth',
    tokenUrl: 'https://login.example.com:8443/token',
    apiUrl: 'https://keycloak.identity.svc:8444/userinfo',
  };
  const exposure = {
    kind: 'gateway',
    host: 'grafana.example.com',
    name: 'public',
    namespace: 'gateway-system',
    proxyNamespace: 'envoy-gateway-system',
  };
  const open = networkOf({ monitoring: MonitoringSettings.parse({ grafana: { signIn, exposure } }) });
  const shut = networkOf({});

  const asked: readonly (readonly [string, string, number])[] = [
    ['envoy-gateway-system/proxy', 'monitoring/grafana', 3000],
    ['monitoring/grafana', 'world', 8443],
    ['monitoring/grafana', 'identity/keycloak', 8444],
  ];
  expect(asked.map((flow) => open.allows(...flow))).toEqual([true, true, true]);
  expect(asked.map((flow) => shut.allows(...flow))).toEqual([false, false, false]);
  expect(open.allows('gateway-system/proxy', 'monitoring/grafana', 3000)).toBe(false);
});

test('the portal reaches the controller by the proxies of its route only, and by none where it has no route', () => {
  const { image } = settings.gitopsController;
  const at = (exposure?: object): Network =>
    networkOf({ gitopsController: GitOpsControllerSettings.parse({ image, exposure }) });
  const controller = 'port-system/port-gitops-controller';
  const ingress = {
    kind: 'ingress',
    host: 'gitops.example.com',
    className: 'nginx',
    namespace: 'ingress-nginx',
    proxyNetworks: ['35.191.0.0/16'],
    tlsSecret: 'gitops-certificate',
  };

  expect(at(ingress).allows('ingress-nginx/controller', controller, 8080)).toBe(true);
  expect(at(ingress).allows('net/35.191.0.0/16', controller, 8080)).toBe(true);
  expect(at(ingress).allows('gateway-system/envoy', controller, 8080)).toBe(false);
  expect(at().allows('gateway-system/envoy', controller, 8080)).toBe(false);
});

test('the controller reaches the APIs of the Argo CDs that it asks, under their own ports', () => {
  const { image } = settings.gitopsController;
  const argocds = { eu: { url: 'https://argocd-eu.example.com:9443' }, us: {} };
  const then = networkOf({
    argocd: ArgoCdSettings.parse({ url: 'https://argocd.example.com:8443' }),
    gitopsController: GitOpsControllerSettings.parse({ image, argocds }),
  });
  const reached = [8443, 9443].map((port) => then.allows('port-system/port-gitops-controller', 'world', port));

  expect(reached).toEqual([true, true]);
  expect(networkOf({}).allows('port-system/port-gitops-controller', 'world', 9443)).toBe(false);
});

test('the repo server reaches the proxy that leads to Git', () => {
  const git = { proxy: 'http://proxy.example.com:3128' };
  const throughProxy = networkOf({ argocd: ArgoCdSettings.parse({ git }) });

  expect(throughProxy.allows('argocd/argocd-repo-server', 'world', 3128)).toBe(true);
  expect(throughProxy.allows('argocd/argocd-application-controller', 'world', 3128)).toBe(false);
  expect(networkOf({}).allows('argocd/argocd-repo-server', 'world', 3128)).toBe(false);
});

test('pods of the platform ask whoever answers DNS on the cluster', () => {
  const asking = (...presets: readonly NonNullable<Environment['dns']>['preset'][]) => {
    const dns = presets.flatMap((preset) => dnsPeersOf({ dns: { preset, networks: [] } }));
    const network = new Network(networkPolicies(owned, [], dns));
    const resolvers = [
      'kube-system/kube-dns',
      'kube-system/node-local-dns',
      'net/169.254.20.10/32',
      'openshift-dns/default',
    ];
    // OpenShift's pods listen on another port than their Service.
    return resolvers.filter((resolver) =>
      [53, 5353].some((port) => network.allows('argocd/argocd-server', resolver, port)),
    );
  };

  expect(asking('kube-dns')).toEqual(['kube-system/kube-dns']);
  expect(asking('node-local')).toEqual(['kube-system/kube-dns', 'kube-system/node-local-dns', 'net/169.254.20.10/32']);
  expect(asking('openshift')).toEqual(['openshift-dns/default']);
  expect(asking('kube-dns', 'openshift')).toEqual(['kube-system/kube-dns', 'openshift-dns/default']);
});

function networkOf(other: object, at = repository): Network {
  return new Network(
    networkPolicies(
      owned,
      platformFlows({ settings: { ...settings, ...other }, repository: at, namespaces, collectors: [] }),
    ),
  );
}

test.each([
  ['https://git.example.com:8443/platform/gitops.git', 8443],
  ['ssh://git@git.example.com:7999/platform/gitops.git', 7999],
  ['ssh://git@git.example.com/platform/gitops.git', 22],
  ['git@git.example.com:platform/gitops.git', 22],
  ['http://gitea.git.svc:3000/platform/gitops.git', 3000],
])('whoever reads %s reaches port %d, and no port of another repository', (url, port) => {
  const then = networkOf({}, url);

  expect(then.allows('argocd/argocd-repo-server', 'world', port)).toBe(true);
  expect(then.allows('port-system/port-gitops-controller', 'world', port)).toBe(true);
  expect(then.allows('argocd/argocd-repo-server', 'world', 9999)).toBe(false);
});

test('a repository that only has credentials is reached, too', () => {
  const argocd = ArgoCdSettings.parse({
    repositories: [{ name: 'charts', url: 'ssh://git@git.example.com:7999/charts.git', authentication: 'ssh' }],
  });

  expect(networkOf({ argocd }).allows('argocd/argocd-repo-server', 'world', 7999)).toBe(true);
});

test('identity providers are reached under their own ports', () => {
  const oidc = ArgoCdSettings.parse({
    signIn: { kind: 'oidc', name: 'Keycloak', issuer: 'https://sso.example.com:8443/realms/main', clientId: 'argocd' },
  });
  const ldap = ArgoCdSettings.parse({
    signIn: {
      kind: 'dex',
      connectors: [{ type: 'ldap', id: 'ldap', name: 'LDAP', config: { host: 'ldap.example.com:1636' } }],
    },
  });

  expect(networkOf({ argocd: oidc }).allows('argocd/argocd-server', 'world', 8443)).toBe(true);
  expect(networkOf({}).allows('argocd/argocd-server', 'world', 8443)).toBe(false);
  expect(networkOf({ argocd: ldap }).allows('argocd/argocd-dex-server', 'world', 1636)).toBe(true);
});

test('an API server with a port of its own is reached by whoever needs it', () => {
  const then = networkOf({ apiServerPorts: [16_443] });

  for (const pod of [
    'argocd/argocd-application-controller',
    'external-secrets/external-secrets',
    'linkerd/linkerd-identity',
  ]) {
    expect(then.allows(pod, 'world', 16_443)).toBe(true);
    expect(then.allows(pod, 'world', 6443)).toBe(false);
  }
});

test('External Secrets reaches what makes it somebody in its cloud, and nobody else does', () => {
  const gke = SecretStoreSettings.parse({
    provider: 'gcp',
    projectId: 'our-secrets',
    clusterName: 'main',
    clusterLocation: 'europe-west1',
    serviceAccount: 'reader@our-secrets.iam.gserviceaccount.com',
  });
  const eks = SecretStoreSettings.parse({ provider: 'aws', region: 'eu-central-1', identity: 'pod-identity' });
  const account = 'external-secrets/external-secrets';

  expect(networkOf({ secretStore: gke }).allows(account, 'node/169.254.169.254/32', 80)).toBe(true);
  expect(networkOf({ secretStore: gke }).allows(account, 'node/169.254.169.252/32', 988)).toBe(true);
  expect(networkOf({ secretStore: eks }).allows(account, 'node/169.254.170.23/32', 80)).toBe(true);
  expect(networkOf({}).allows(account, 'node/169.254.169.254/32', 80)).toBe(false);
  expect(networkOf({ secretStore: gke }).allows('argocd/argocd-server', 'node/169.254.169.254/32', 80)).toBe(false);
});

test('the proxies of a Gateway are let in where they run, and not where the Gateway is an object', () => {
  const argocd = ArgoCdSettings.parse({
    exposure: {
      kind: 'gateway',
      host: 'argocd.example.com',
      name: 'public',
      namespace: 'gateway-system',
      proxyNamespace: 'envoy-gateway-system',
      proxyNetworks: ['35.191.0.0/16'],
    },
  });
  const then = networkOf({ argocd });

  expect(then.allows('envoy-gateway-system/envoy', 'argocd/argocd-server', 8080)).toBe(true);
  expect(then.allows('node/35.191.0.0/16', 'argocd/argocd-server', 8080)).toBe(true);
  expect(then.allows('gateway-system/envoy', 'argocd/argocd-server', 8080)).toBe(false);
  expect(then.allows('node/10.0.0.0/8', 'argocd/argocd-server', 8080)).toBe(false);
});
