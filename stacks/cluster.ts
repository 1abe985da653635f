import * as pulumi from '@pulumi/pulumi';

import type { LoadedCatalog } from '../src/catalog/load';
import type { Platform } from '../src/model/platform';
import { bootstrapOf } from '../src/render/bootstrap';
import { addOnNamespaces, addOnsOf } from './add-ons-of';
import type { PlannedAddOn } from './add-ons/planned';
import { credentials } from './argocd/credentials';
import { rbacPolicy } from './argocd/rbac-policy';
import type { ChartSource } from './charts';
import { AppProjects } from './components/app-projects';
import { ArgoCd } from './components/argo-cd';
import { ArgoRollouts } from './components/argo-rollouts';
import { Backup, backupSecret } from './components/backup';
import { BootstrapApplication } from './components/bootstrap-application';
import { GitOpsController, controllerSecret } from './components/gitops-controller';
import { Monitoring } from './components/monitoring';
import { Namespaces } from './components/namespaces';
import { OwnAddOn } from './components/own-add-on';
import { ArgoCdNotifications } from './components/notifications';
import { Rbac } from './components/rbac';
import { addFoundations } from './foundations';
import type { Foundations } from './foundations';
import { installAddOns } from './install-add-ons';
import { alertmanagerConfigOf, receiversSecret } from './monitoring/alertmanager-config';
import { platformObjects } from './monitoring/platform-objects';
import { watchedPartsOf } from './monitoring/watched-parts';
import { clusterPolicies } from './network/cluster-policies';
import { channelsOf } from './notifications/channels';
import { notificationsOf } from './notifications/notifications-of';
import { portalUrlOf } from './notifications/portal-url';
import { notificationsSecret } from './notifications/services';
import { unaskedOutput } from './outputs';
import type { OutputOf } from './outputs';
import { ownNamespaces } from './own-add-ons';
import { placeSecret } from './place-secret';
import { namespaceNames, oldestMinor, platformNamespaces } from './platform-namespaces';
import { controllerWorkOf } from './gitops-controller/controller-work';
import { syncUrlOf } from './gitops-controller/sync-url';
import { settingsFile } from './read-settings';
import { servedEnvironment } from './served-environments';
import type { ServedEnvironment } from './served-environments';
import type { StackSettings } from './settings';
import { grafanaSignInSecret } from './settings/grafana';
import { refuseUnfit } from './settings-fit';
import { grafanaSecret } from './values/kube-prometheus-stack';

/** What a cluster is made of. */
export interface ClusterArgs {
  readonly settings: StackSettings;
  readonly catalog: LoadedCatalog;
  /** Environments of the catalog that the cluster serves. */
  readonly environments: readonly string[];
  /** What other stacks hand over. @default - texts that stand in for it: enough for a plan */
  readonly outputOf?: OutputOf;
}

/**
 * Everything that the rendered tree needs on a cluster, in the order in which it can be installed: what others need first, and
 * the bootstraps last, since from there on Argo CD delivers.
 */
export class Cluster extends pulumi.ComponentResource {
  private readonly parent = { parent: this };
  private readonly charts: ChartSource;
  private readonly served: readonly ServedEnvironment[];
  /** The environment whose store has what belongs to the cluster. */
  private readonly first: ServedEnvironment;
  private readonly channels: ReturnType<typeof channelsOf>;
  private readonly addOns: readonly PlannedAddOn[];

  constructor(
    name: string,
    private readonly args: ClusterArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:cluster:Cluster', name, {}, opts);
    const { settings, catalog, environments } = args;
    this.charts = {
      folder: settings.charts,
      places: settings.chartSources,
      versions: settings.versions,
      values: settings.values,
    };
    this.served = environments.map((environment) => servedEnvironment(catalog, environment));
    const [first] = this.served;
    if (first === undefined) throw new Error('a cluster serves at least one environment');
    this.first = first;
    // Before anything is made: these refuse what no mesh, no law of keys and no notification can do.
    refuseUnfit(catalog.catalog, environments, settings);
    this.channels = channelsOf(
      catalog.catalog,
      environments,
      settings.email !== undefined,
      portalUrlOf(settings) !== undefined,
    );

    const { monitoring } = catalog.catalog.platform;
    this.addOns = addOnsOf(settings, monitoring.namespace, this.served, settingsFile(pulumi.getStack()));
    const namespaces = this.addNamespaces();
    const foundations = addFoundations(settings, namespaces, this.charts, this.served, this.parent);
    // Some need the kinds of the Gateway API, or Secrets of the store.
    const dependsOn = [namespaces, ...foundations.gatewayApi, ...foundations.externalSecrets];
    const addOns = installAddOns(this.addOns, namespaces, this.charts, this.first, { ...this.parent, dependsOn });
    const argocd = this.addArgoCd(namespaces, foundations);
    const operations = this.addOperations(namespaces, foundations, argocd);
    const kinds = [
      ...foundations.gatewayApi,
      ...foundations.externalSecrets,
      ...foundations.linkerd,
      ...addOns,
      ...operations,
    ];
    this.addBootstraps(namespaces, argocd, kinds);
    this.registerOutputs();
  }

  private get platform(): Platform {
    return this.args.catalog.catalog.platform;
  }

  private get isAdopted(): boolean {
    return !this.args.settings.argocd.install;
  }

  private argocdNamespace(namespaces: Namespaces): pulumi.Output<string> {
    return namespaces.nameOf(this.platform.argocd.namespace);
  }

  private addNamespaces(): Namespaces {
    const { settings } = this.args;
    const { argocd, monitoring } = this.platform;
    const catalogNamespaces = { argocd: argocd.namespace, monitoring: monitoring.namespace };
    const wanted = [
      ...platformNamespaces(settings, catalogNamespaces),
      ...addOnNamespaces(this.addOns),
      ...ownNamespaces(settings.ownAddOns),
    ];
    const policies = clusterPolicies({
      namespaces: wanted.map((namespace) => namespace.name),
      settings,
      platform: this.platform,
      environments: this.served,
      addOns: this.addOns,
    });
    const kubernetesMinor = oldestMinor(this.served.map(({ cluster }) => cluster.kubernetesVersion));
    const hasMesh = settings.install.linkerd || settings.otherMesh;
    return new Namespaces('namespaces', { namespaces: wanted, policies, hasMesh, kubernetesMinor }, this.parent);
  }

  /** Who may do what, who hears of what, and Argo CD, which reads both at its start. */
  private addArgoCd(namespaces: Namespaces, { externalSecrets, gatewayApi }: Foundations): ArgoCd {
    const { charts, parent, first, isAdopted } = this;
    const { settings, catalog, environments } = this.args;
    const namespace = this.argocdNamespace(namespaces);
    const rbac = new Rbac(
      'rbac',
      {
        policy: rbacPolicy(catalog, environments, syncUrlOf(settings) !== undefined),
        namespace,
        isAdopted,
      },
      parent,
    );
    const notifications = new ArgoCdNotifications(
      'notifications',
      {
        config: notificationsOf(catalog.catalog, environments, settings, this.channels),
        namespace,
        isAdopted,
        secret: placeSecret(settings.notifications.secret, first, notificationsSecret),
      },
      { ...parent, dependsOn: [namespaces, ...externalSecrets] },
    );
    return new ArgoCd(
      'argocd',
      {
        settings: settings.argocd,
        namespace,
        charts,
        credentials: credentials(settings.argocd, this.platform.repository.url).map(({ place, ...credential }) => ({
          ...credential,
          place: placeSecret(place, first, credential.secret),
        })),
        hasMetrics: settings.install.monitoring,
        startsSyncs: syncUrlOf(settings) !== undefined,
      },
      // The hook of the chart needs the API server, which the policies open to it; its routes need their kinds.
      { ...parent, dependsOn: [namespaces, rbac, notifications, ...externalSecrets, ...gatewayApi] },
    );
  }

  /**
   * What watches, rolls out, takes requests, and is kept for bad days.
   *
   * @returns what brings kinds that the tree has
   */
  private addOperations(
    namespaces: Namespaces,
    { externalSecrets, gatewayApi }: Foundations,
    argocd: ArgoCd,
  ): readonly pulumi.Resource[] {
    const { charts, parent, first, served } = this;
    const { install, gitopsController, backup } = this.args.settings;
    // Whatever takes a Secret out of the store needs the store, and its webhook.
    const withSecrets = { ...parent, dependsOn: [namespaces, ...externalSecrets] };
    if (gitopsController !== undefined && install.gitopsController) {
      new GitOpsController(
        'gitops-controller',
        {
          settings: gitopsController,
          namespace: namespaces.nameOf(namespaceNames.gitopsController),
          work: controllerWorkOf(this.args.catalog.catalog, this.args.settings),
          secret: placeSecret(gitopsController.secret, first, controllerSecret),
        },
        // Its route needs its kind.
        { ...parent, dependsOn: [namespaces, ...externalSecrets, ...gatewayApi] },
      );
    }
    if (backup !== undefined && install.backup) {
      const { access } = backup;
      new Backup(
        'backup',
        {
          settings: backup,
          namespace: this.argocdNamespace(namespaces),
          defaultPrefix: this.args.environments.join('-'),
          keys: access.kind === 'keys' ? placeSecret(access.secret, first, backupSecret) : undefined,
        },
        { ...parent, dependsOn: [argocd, ...externalSecrets] },
      );
    }
    return [
      ...(install.monitoring ? [this.addMonitoring(namespaces, withSecrets)] : []),
      ...(install.argoRollouts
        ? [
            new ArgoRollouts(
              'rollouts',
              { namespace: namespaces.nameOf(namespaceNames.argoRollouts), charts, environments: served },
              { ...parent, dependsOn: namespaces },
            ),
          ]
        : []),
    ];
  }

  private addMonitoring(namespaces: Namespaces, opts: pulumi.ComponentResourceOptions): Monitoring {
    const { settings, catalog } = this.args;
    const { signIn } = settings.monitoring.grafana;
    return new Monitoring(
      'monitoring',
      {
        settings: settings.monitoring,
        namespace: namespaces.nameOf(this.platform.monitoring.namespace),
        charts: this.charts,
        alerting: alertmanagerConfigOf({
          ...this.platform,
          channels: this.channels,
          email: settings.email,
          hasDeadMansSwitch: settings.monitoring.deadMansSwitch,
        }),
        objects: platformObjects(catalog.catalog, watchedPartsOf(settings), this.addOns),
        grafanaSecret: placeSecret(settings.monitoring.grafanaSecret, this.first, grafanaSecret.name),
        signInSecret: signIn === undefined ? undefined : placeSecret(signIn.secret, this.first, grafanaSignInSecret),
        alertmanagerSecret: placeSecret(settings.monitoring.alertmanagerSecret, this.first, receiversSecret),
      },
      opts,
    );
  }

  /** @param kinds what brings the kinds of the tree: they are there before Argo CD reads it */
  private addBootstraps(namespaces: Namespaces, argocd: ArgoCd, kinds: readonly pulumi.Resource[]): void {
    const { parent } = this;
    const namespace = this.argocdNamespace(namespaces);
    const bootstraps = this.served.map((environment) => ({
      environment,
      ...bootstrapOf(this.args.catalog, environment.name),
    }));
    const projects = new AppProjects(
      'projects',
      { projects: bootstraps.map(({ project }) => project), namespace, isAdopted: this.isAdopted },
      { ...parent, dependsOn: argocd },
    );
    for (const [name, settings] of Object.entries(this.args.settings.ownAddOns)) {
      const { outputOf = unaskedOutput } = this.args;
      new OwnAddOn(
        name,
        { settings, platform: this.platform, namespace, outputOf },
        { ...parent, dependsOn: [projects, ...kinds] },
      );
    }
    for (const { environment, application } of bootstraps) {
      new BootstrapApplication(
        `bootstrap-${environment.name}`,
        { application, namespace, isProtected: environment.sync.mode === 'manual' },
        { ...parent, dependsOn: [projects, ...kinds] },
      );
    }
  }
}
