import type { ArgoCdSettings } from '../settings/argocd';
import type { End, Flow, Pods } from './flow';
import { proxiesOf } from './proxies';
import { endOf, gitPortOf, portOf, portsIn } from './url-end';

/** Who is around Argo CD. */
export interface ArgoCdNeighbours {
  /** Namespace of Argo CD. */
  readonly namespace: string;
  readonly settings: Pick<ArgoCdSettings, 'exposure' | 'git' | 'signIn'>;
  /** Where Git is: the repository of the catalog, and others that have credentials. */
  readonly repositories: readonly string[];
  readonly apiServerPorts: readonly number[];
  /** Whoever else hears of deliveries or keeps the backup, and under which port. */
  readonly others: {
    /** Where the portal is told. @default - it is not */
    readonly portalUrl?: string | undefined;
    /** Of the mail server. @default - nobody gets mail */
    readonly mailPort?: number | undefined;
    /** Of a store for backups that is not of AWS. @default - HTTPS */
    readonly backupEndpoint?: string | undefined;
  };
  /** Pods that ask for metrics. @default - nobody does */
  readonly prometheus?: Pods | undefined;
}

/** LDAP over TLS, besides HTTPS. */
const identityProviders = [443, 636];

/** What the parts of Argo CD say to each other and to the world (Argo CD, "Architectural Overview"; ports of the chart). */
export function argoCdFlows({
  namespace,
  settings,
  repositories,
  apiServerPorts,
  others,
  prometheus,
}: ArgoCdNeighbours): readonly Flow[] {
  const part = (name: string): Pods => ({ namespace, labels: { 'app.kubernetes.io/name': `argocd-${name}` } });
  const controller = part('application-controller');
  const server = part('server');
  const repoServer = part('repo-server');
  const applicationSets = part('applicationset-controller');
  const notifications = part('notifications-controller');
  const redis = part('redis');
  const redisProxy = part('redis-ha-haproxy');
  const redisMember: Pods = { namespace, labels: { app: 'redis-ha' } };
  const dex = part('dex-server');
  const backup = part('backup');

  const flows: Flow[] = [];
  const allow = (from: readonly End[], to: End, ports: readonly number[]): void => {
    flows.push(...from.map((end) => ({ from: end, to, ports })));
  };
  allow([controller, server, applicationSets, notifications], repoServer, [8081]);
  allow([controller, server, repoServer], redis, [6379]);
  allow([controller, server, repoServer], redisProxy, [6379]);
  allow([redisProxy, redisMember], redisMember, [6379, 26379]);
  allow(
    [controller, server, applicationSets, notifications, part('redis-secret-init'), backup],
    'anywhere',
    apiServerPorts,
  );
  // Services may have their charts and manifests elsewhere, so HTTPS and SSH besides the ports that are named.
  allow([repoServer], 'anywhere', [22, 443, ...repositories.map(gitPortOf)]);
  const proxy = settings.git?.proxy;
  if (proxy !== undefined) allow([repoServer], endOf(proxy), [portOf(proxy)]);
  allow([notifications], 'anywhere', [443, ...(others.mailPort === undefined ? [] : [others.mailPort])]);
  const { portalUrl } = others;
  if (portalUrl !== undefined) allow([notifications], endOf(portalUrl), [portOf(portalUrl)]);
  if (others.backupEndpoint !== undefined) allow([backup], 'anywhere', [portOf(others.backupEndpoint)]);
  if (settings.exposure !== undefined) allow(proxiesOf([settings.exposure]), server, [8080]);
  const { signIn } = settings;
  if (signIn?.kind === 'oidc' && portOf(signIn.issuer) !== 443) allow([server], 'anywhere', [portOf(signIn.issuer)]);
  if (signIn?.kind === 'dex') {
    allow([server], dex, [5556, 5557]);
    const named = signIn.connectors.flatMap(({ config }) => portsIn(config));
    allow([dex], 'anywhere', [...identityProviders, ...apiServerPorts, ...named]);
  }
  if (prometheus !== undefined) {
    const metrics: readonly (readonly [Pods, number])[] = [
      [controller, 8082],
      [server, 8083],
      [repoServer, 8084],
      [applicationSets, 8080],
      [notifications, 9001],
      [redis, 9121],
      [redisMember, 9121],
      [redisProxy, 9101],
      ...(settings.signIn?.kind === 'dex' ? [[dex, 5558] as const] : []),
    ];
    for (const [pods, port] of metrics) allow([prometheus], pods, [port]);
  }
  return flows;
}
