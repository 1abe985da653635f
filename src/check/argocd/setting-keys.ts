import { nearest } from '../../model/nearest';

/** ConfigMaps that Argo CD reads its settings from. */
export type SettingsMap = 'argocd-cm' | 'argocd-cmd-params-cm' | 'argocd-rbac-cm' | 'argocd-notifications-cm';

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function below(prefix: string, text: string): readonly string[] {
  return words(text).map((word) => `${prefix}.${word}`);
}

/** Keys of Argo CD 3.2, from `util/settings` and from the manifests that hand parameters to its processes. */
const keysByMap: Readonly<Record<SettingsMap, readonly string[]>> = {
  'argocd-cm': words(`
    url additionalUrls dex.config oidc.config oidc.tls.insecure.skip.verify statusbadge.enabled statusbadge.url
    users.anonymous.enabled users.session.duration passwordPattern ga.trackingid ga.anonymizeusers help.chatUrl help.chatText
    resource.customizations resource.exclusions resource.inclusions resource.ignoreResourceUpdatesEnabled resource.compareoptions
    resource.sensitive.mask.annotations resource.customLabels resource.includeEventLabelKeys resource.excludeEventLabelKeys
    resource.respectRBAC resource.links kustomize.buildOptions kustomize.enable helm.enable jsonnet.enable helm.valuesFileSchemes
    application.instanceLabelKey application.resourceTrackingMethod application.allowedNodeLabels application.links
    application.sync.impersonation.enabled installationID project.links globalProjects admin.enabled ui.cssurl ui.bannercontent
    ui.bannerurl ui.bannerpermanent ui.bannerposition timeout.reconciliation timeout.hard.reconciliation
    timeout.reconciliation.jitter cluster.inClusterEnabled server.maxPodLogsToRender exec.enabled exec.shells extension.config
    server.rbac.disableApplicationFineGrainedRBACInheritance webhook.maxPayloadSizeMB sourceHydrator.commitMessageTemplate
    server.rbac.log.enforce.enable server.secretkey webhook.github.secret webhook.gitlab.secret webhook.bitbucket.uuid
    webhook.bitbucketserver.secret webhook.gogs.secret`),
  'argocd-cmd-params-cm': [
    ...words(
      'application.namespaces commit.server hydrator.enabled log.format.timestamp repo.server redis.server redis.db redis.compression',
    ),
    ...below('otlp', 'address attrs headers insecure'),
    ...below(
      'applicationsetcontroller',
      `allowed.scm.providers concurrent.reconciliations.max debug dryrun enable.git.submodule enable.github.api.metrics
       enable.leader.election enable.new.git.file.globbing enable.policy.override enable.progressive.syncs enable.scm.providers
       enable.tokenref.strict.mode global.preserved.annotations global.preserved.labels log.format log.level namespaces policy
       profile.enabled repo.server.plaintext repo.server.strict.tls repo.server.timeout.seconds requeue.after scm.root.ca.path
       status.max.resources.count webhook.parallelism.limit`,
    ),
    ...below('commitserver', 'listen.address log.format log.level metrics.listen.address'),
    ...below(
      'controller',
      `app.state.cache.expiration cluster.cache.batch.events.processing cluster.cache.events.processing.interval
       default.cache.expiration diff.server.side ignore.normalizer.jq.timeout k8sclient.retry.base.backoff k8sclient.retry.max
       kubectl.parallelism.limit log.format log.level metrics.cache.expiration operation.processors profile.enabled
       repo.error.grace.period.seconds repo.server.plaintext repo.server.strict.tls repo.server.timeout.seconds
       resource.health.persist self.heal.backoff.cap.seconds self.heal.backoff.cooldown.seconds self.heal.backoff.factor
       self.heal.backoff.timeout.seconds self.heal.timeout.seconds sharding.algorithm status.processors sync.timeout.seconds
       sync.wave.delay.seconds`,
    ),
    ...below('dexserver', 'disable.tls log.format log.level'),
    ...below('notificationscontroller', 'log.format log.level repo.server.plaintext selfservice.enabled'),
    ...below(
      'reposerver',
      `allow.oob.symlinks default.cache.expiration disable.helm.manifest.max.extracted.size
       disable.oci.manifest.max.extracted.size disable.tls enable.builtin.git.config enable.git.submodule
       git.lsremote.parallelism.limit git.request.timeout grpc.max.size helm.manifest.max.extracted.size
       include.hidden.directories listen.address log.format log.level max.combined.directory.manifests.size
       metrics.listen.address oci.layer.media.types oci.manifest.max.extracted.size parallelism.limit plugin.tar.exclusions
       plugin.use.manifest.generate.paths profile.enabled repo.cache.expiration revision.cache.lock.timeout
       streamed.manifest.max.extracted.size streamed.manifest.max.tar.size tls.ciphers tls.maxversion tls.minversion`,
    ),
    ...below(
      'server',
      `api.content.types app.state.cache.expiration basehref connection.status.cache.expiration content.security.policy
       default.cache.expiration dex.server dex.server.plaintext dex.server.strict.tls disable.auth enable.gzip
       enable.proxy.extension glob.cache.size http.cookie.maxnumber insecure k8sclient.retry.base.backoff k8sclient.retry.max
       listen.address log.format log.level metrics.listen.address oidc.cache.expiration profile.enabled repo.server.plaintext
       repo.server.strict.tls repo.server.timeout.seconds rootpath staticassets sync.replace.allowed tls.ciphers
       tls.maxversion tls.minversion webhook.parallelism.limit x.frame.options`,
    ),
  ],
  'argocd-rbac-cm': words('policy.csv policy.default policy.matchMode scopes'),
  'argocd-notifications-cm': words('context subscriptions defaultTriggers config.yaml'),
};

/** Keys that have a name of somebody's choice in them. */
const open: Readonly<Record<SettingsMap, RegExp>> = {
  'argocd-cm':
    /^(?:accounts\.|help\.download\.|kustomize\.(?:version|path|buildOptions)\.|extension\.config\.|resource\.customizations\.(?:health|actions|ignoreDifferences|ignoreResourceUpdates|knownTypeFields|useOpenLibs)\.)/,
  'argocd-cmd-params-cm': /^$/,
  'argocd-rbac-cm': /^policy\.[^.]+\.csv$/,
  'argocd-notifications-cm': /^(?:template|trigger|service|defaultTriggers)\./,
};

/** Names that people remember, and what they are called. */
const remembered: Readonly<Record<string, string>> = {
  'repositories.cache.expiration': 'reposerver.repo.cache.expiration',
  'server.config.repositories.cache.expiration': 'reposerver.repo.cache.expiration',
  'repo.cache.expiration': 'reposerver.repo.cache.expiration',
  'kustomize.enabled': 'kustomize.enable',
  'helm.enabled': 'helm.enable',
  'jsonnet.enabled': 'jsonnet.enable',
  'resource.health.persist': 'controller.resource.health.persist',
};

/** Whether a ConfigMap of Argo CD has a setting of this name. */
export function isSetting(map: SettingsMap, key: string): boolean {
  return keysByMap[map].includes(key) || open[map].test(key);
}

/** What somebody may have meant by a key, and where it belongs. */
export function likelySetting(
  map: SettingsMap,
  key: string,
): { readonly key: string; readonly map: string } | undefined {
  const maps: readonly SettingsMap[] = [
    'argocd-cm',
    'argocd-cmd-params-cm',
    'argocd-rbac-cm',
    'argocd-notifications-cm',
  ];
  const elsewhere = maps.find((other) => other !== map && isSetting(other, key));
  if (elsewhere !== undefined) return { key, map: elsewhere };
  const known = remembered[key] ?? nearest(key, keysByMap[map]);
  const home = maps.find((other) => known !== undefined && keysByMap[other].includes(known));
  return known === undefined || home === undefined ? undefined : { key: known, map: home };
}

/** Whether a ConfigMap of this name is one of Argo CD's. */
export function isSettingsMap(name: string): name is SettingsMap {
  return Object.hasOwn(keysByMap, name);
}
