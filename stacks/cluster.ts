import * as pulumi from '@pulumi/pulumi';

import type { LoadedCatalog } from '../src/catalog/load';
import type { Environment } from '../src/model/environment';
import { bootstrapOf } from '../src/render/bootstrap';
import { credentials } from './argocd/credentials';
import { rbacPolicy } from './argocd/rbac-policy';
import { AppProjects } from './components/app-projects';
import { ArgoCd } from './components/argo-cd';
import { ArgoRollouts } from './components/argo-rollouts';
import { Backup, backupSecret } from './components/backup';
import { ExternalSecrets } from './components/external-secrets';
import { GatewayApi } from './components/gateway-api';
import { GitOpsController, controllerSecret } from './components/gitops-controller';
import { Linkerd, linkerdIssuer } from './components/linkerd';
import { Monitoring } from './components/monitoring';
import { Namespaces } from './components/namespaces';
import { Notifications } from './components/notifications';
import { Rbac } from './components/rbac';
import { RootApplication } from './components/root-application';
import { alertmanagerConfigOf, receiversSecret } from './monitoring/alertmanager-config';
import { platformObjects } from './monitoring/platform-objects';
import { networkPolicies } from './network/network-policies';
import { platformFlows } from './network/platform-flows';
import { channelsOf } from './notifications/channels';
import { notificationsOf } from './notifications/notifications-of';
import { notificationsSecret } from './notifications/services';
import { placeSecret } from './place-secret';
import { namespaceNames, oldestMinor, platformNamespaces } from './platform-namespaces';
import type { StackSettings } from './settings';
import { grafanaSecret } from './values/kube-prometheus-stack';

/** What a cluster is made of. */
export interface ClusterArgs {
  readonly settings: StackSettings;
  readonly catalog: LoadedCatalog;
  /** Environments of the catalog that the cluster serves. */
  readonly environments: readonly string[];
}

/** Everything that the rendered tree needs on a cluster, in the order in which it can be installed. */
export class Cluster extends pulumi.ComponentResource {
  constructor(name: string, { settings, catalog, environments }: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:cluster:Cluster', name, {}, opts);
    const { platform } = catalog.catalog;
    const charts = { folder: settings.charts, versions: settings.versions };
    const parent = { parent: this };

    const served = environments.map((environment) => environmentNamed(catalog, environment));
    const [first] = served;
    if (first === undefined) throw new Error('a cluster serves at least one environment');

    const channels = channelsOf(catalog.catalog, environments, settings.email !== undefined);

    const catalogNamespaces = { argocd: platform.argocd.namespace, monitoring: platform.monitoring.namespace };
    const wanted = platformNamespaces(settings, catalogNamespaces);
    const namespaces = new Namespaces(
      'namespaces',
      {
        namespaces: wanted,
        policies: networkPolicies(
          wanted.map((namespace) => namespace.name),
          platformFlows({ settings, namespaces: catalogNamespaces, gateways: gatewayNamespaces(served) }),
        ),
        kubernetesMinor: oldestMinor(served.map(({ cluster }) => cluster.kubernetesVersion)),
      },
      parent,
    );
    const inNamespaces = { ...parent, dependsOn: namespaces };
    const gatewayApi = settings.install.gatewayApi
      ? [
          new GatewayApi(
            'gateway-api',
            { namespace: namespaces.nameOf(namespaceNames.gatewayApi), charts },
            inNamespaces,
          ),
        ]
      : [];
    const externalSecrets =
      settings.secretStore !== undefined && settings.install.externalSecrets
        ? [
            new ExternalSecrets(
              'external-secrets',
              {
                namespace: namespaces.nameOf(namespaceNames.externalSecrets),
                charts,
                store: settings.secretStore,
                storeNames: clusterStores(served),
              },
              inNamespaces,
            ),
          ]
        : [];
    // Whatever takes a Secret out of the store needs the store, and its webhook.
    const withSecrets = { ...parent, dependsOn: [namespaces, ...externalSecrets] };
    const linkerd =
      settings.linkerd !== undefined && settings.install.linkerd
        ? [
            new Linkerd(
              'linkerd',
              {
                settings: settings.linkerd,
                namespace: namespaces.nameOf(namespaceNames.linkerd),
                charts,
                issuer: placeSecret(settings.linkerd.issuer, first, linkerdIssuer),
              },
              { ...parent, dependsOn: [namespaces, ...externalSecrets, ...gatewayApi] },
            ),
          ]
        : [];

    const argocdNamespace = namespaces.nameOf(platform.argocd.namespace);
    const policy = rbacPolicy(catalog, environments);
    const rbac = new Rbac('rbac', { policy, namespace: argocdNamespace, isAdopted: !settings.argocd.install }, parent);
    const notifications = new Notifications(
      'notifications',
      {
        config: notificationsOf(catalog.catalog, environments, settings, channels),
        namespace: argocdNamespace,
        isAdopted: !settings.argocd.install,
        secret: placeSecret(settings.notifications.secret, first, notificationsSecret),
      },
      withSecrets,
    );
    const argocd = new ArgoCd(
      'argocd',
      {
        settings: settings.argocd,
        namespace: argocdNamespace,
        charts,
        credentials: credentials(settings.argocd, platform.repository.url).map(({ place, ...credential }) => ({
          ...credential,
          place: placeSecret(place, first, credential.secret),
        })),
        hasMetrics: settings.install.monitoring,
      },
      // The hook of the chart needs the API server, which the policies open to it; its routes need their kinds.
      { ...parent, dependsOn: [namespaces, rbac, notifications, ...externalSecrets, ...gatewayApi] },
    );

    const monitoring = settings.install.monitoring
      ? [
          new Monitoring(
            'monitoring',
            {
              settings: settings.monitoring,
              namespace: namespaces.nameOf(platform.monitoring.namespace),
              charts,
              alerting: alertmanagerConfigOf({ ...platform, channels, email: settings.email }),
              objects: platformObjects(catalog.catalog, environments),
              grafanaSecret: placeSecret(settings.monitoring.grafanaSecret, first, grafanaSecret.name),
              alertmanagerSecret: placeSecret(settings.monitoring.alertmanagerSecret, first, receiversSecret),
            },
            withSecrets,
          ),
        ]
      : [];
    const rollouts = settings.install.argoRollouts
      ? [
          new ArgoRollouts(
            'rollouts',
            { namespace: namespaces.nameOf(namespaceNames.argoRollouts), charts },
            inNamespaces,
          ),
        ]
      : [];
    if (settings.gitopsController !== undefined && settings.install.gitopsController) {
      new GitOpsController(
        'gitops-controller',
        {
          settings: settings.gitopsController,
          namespace: namespaces.nameOf(namespaceNames.gitopsController),
          argocdNamespace,
          secret: placeSecret(settings.gitopsController.secret, first, controllerSecret),
        },
        withSecrets,
      );
    }
    if (settings.backup !== undefined && settings.install.backup) {
      const { access } = settings.backup;
      new Backup(
        'backup',
        {
          settings: settings.backup,
          namespace: argocdNamespace,
          defaultPrefix: environments.join('-'),
          keys: access.kind === 'keys' ? placeSecret(access.secret, first, backupSecret) : undefined,
        },
        { ...parent, dependsOn: [argocd, ...externalSecrets] },
      );
    }

    const bootstraps = environments.map((environment) => ({ environment, ...bootstrapOf(catalog, environment) }));
    const projects = new AppProjects(
      'projects',
      {
        projects: bootstraps.flatMap((bootstrap) => bootstrap.projects),
        namespace: argocdNamespace,
        isAdopted: !settings.argocd.install,
      },
      { ...parent, dependsOn: argocd },
    );
    for (const { environment, root } of bootstraps) {
      new RootApplication(
        `root-${environment}`,
        {
          application: root,
          namespace: argocdNamespace,
          isProtected: catalog.catalog.environments.get(environment)?.sync.mode === 'manual',
        },
        // Everything whose kinds the tree has is there before Argo CD reads the tree.
        { ...parent, dependsOn: [projects, ...monitoring, ...rollouts, ...linkerd, ...gatewayApi, ...externalSecrets] },
      );
    }
    this.registerOutputs();
  }
}

function environmentNamed({ catalog }: LoadedCatalog, name: string): Environment & { readonly name: string } {
  const found = catalog.environments.get(name);
  if (found === undefined) throw new Error(`the catalog has no environment "${name}"`);
  return { ...found, name };
}

/** Stores that are of no namespace; those of a namespace are made with it. */
function clusterStores(environments: readonly Environment[]): readonly string[] {
  const stores = environments.filter(({ secretStore }) => secretStore.kind === 'ClusterSecretStore');
  return [...new Set(stores.map(({ secretStore }) => secretStore.name))].sort();
}

function gatewayNamespaces(environments: readonly Environment[]): readonly string[] {
  return [...new Set(environments.map(({ gateway }) => gateway.namespace))].sort();
}
