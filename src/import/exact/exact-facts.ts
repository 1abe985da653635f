import { isMapping, listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import type { Convention } from '../../model/convention';
import type { ManifestObject } from '../../manifests/manifest';
import { hasRegistry, partsOfImage } from '../../model/image-reference';
import { latestVersion, placeholderVersion } from '../../model/overlay';
import { Release } from '../../model/overlay';
import { PreStop } from '../../model/pre-stop';
import { Pull } from '../../model/pull';
import { Scheduling } from '../../model/scheduling';
import { besideSettings } from '../beside-containers';
import { securityOfContainer } from '../container-data';
import { resourcesAsSaid } from '../container-settings';
import { envFromOfContainer, envOfContainer } from '../container-variables';
import type { Facts } from '../facts';
import { membersOfKind } from '../group';
import { accountAnnotations, metadataSettings, saysOurLabels, withoutOurs } from '../metadata-settings';
import { withReload } from '../reload-settings';
import { releaseServicesOf } from '../release-services';
import { ownServiceOf, serviceSettings } from '../service-settings';
import { writtenImage } from '../image';
import type { Data } from '../note';
import { isOwn } from '../own';
import { mainContainerOf, podTemplateIn } from '../pod';
import { memberSettings, volumeSettings } from '../pod-volumes';
import { portsOfGroup } from '../ports';
import { configMapsOf } from '../variables';
import { nodeRollout } from '../workload-settings';
import { Everywhere } from './everywhere';
import { isJob, jobSettings } from './exact-job';

/** Settings that are read as they are meant; others would add objects, or call them otherwise. */
const exactSettings = [
  'probes',
  'rollout',
  'terminationGracePeriodSeconds',
  'revisionHistoryLimit',
  'progressDeadlineSeconds',
  'minReadySeconds',
] as const;

/** What of the facts of every service in every environment can be said so that the same is rendered. */
export function exactFacts(all: readonly Facts[]): readonly Facts[] {
  const everywhere = new Everywhere(all);
  return all.map((facts) => exactly(facts, everywhere));
}

function exactly(facts: Facts, everywhere: Everywhere): Facts {
  const { group, settings, wants, service } = facts;
  // Applications of systems and of services are called alike, and its label is said with the others.
  const system = everywhere.isService(facts.system) ? undefined : facts.system;
  const account = everywhere.otherAccountOf(facts);
  if (isJob(group.workload)) return exactJobFacts({ ...facts, system }, account);
  // Who reaches whom is in policies, which are manifests.
  const { public: _, backup: __, storage: ___, podManagement: ____, peers: _____, ...others } = wants;
  const ports = portsOfGroup(group, true);
  const isDaemonSet = group.workload.kind === 'DaemonSet';
  const beside = besideSettings(group.workload);
  const kept = Object.fromEntries(
    exactSettings.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]])),
  );
  const autoscaler = membersOfKind(group, 'HorizontalPodAutoscaler', 'ScaledObject').find(
    ({ name }) => name === service,
  );
  const replicas = valueAt(group.workload.value, ['spec', 'replicas']);
  const exposed = everywhere.exposureOf(facts);
  const hasConfig = isConfigSayable(facts);
  const metadata = metadataSettings(group, service, { hasConfig, hasMonitor: false, route: exposed?.words });
  const budget = membersOfKind(group, 'PodDisruptionBudget').find(({ name }) => name === service);
  return {
    ...facts,
    system,
    ...releasedBy(group.workload),
    ports,
    wants: {
      ...others,
      ports: ports.ports,
      ...memberSettings(group.workload),
      ...(isDaemonSet ? { runs: 'everywhere' } : {}),
      ...(exposed === undefined ? {} : { public: true }),
    },
    settings: withReload({
      ...kept,
      ...(exposed === undefined ? {} : { exposure: exposed.exposure }),
      // Without room for folders that no container says.
      ...resourcesAsSaid(group),
      ...(isDaemonSet
        ? { rollout: nodeRollout(group.workload) }
        : { scale: autoscaler === undefined ? { owner: 'fixed', replicas: replicas ?? 1 } : settings['scale'] }),
      ...(kept['rollout'] === undefined && group.workload.kind === 'Deployment'
        ? { rollout: { strategy: 'rolling', maxSurge: '25%', maxUnavailable: '25%' } }
        : {}),
      ...(budget === undefined || settings['disruption'] === undefined ? {} : { disruption: settings['disruption'] }),
      ...beside,
      ...volumeSettings(group.workload, namesOf(beside)),
      ...variablesOf(facts, hasConfig && isLastSource(facts)),
      ...nodeSettings(group.workload),
      ...pullSettings(group, account, everywhere.otherRepositoryOf(facts)),
      ...exactSecurity(group.workload),
      ...(hasConfig ? { config: configOf(facts) } : {}),
      ...preStopSettings(group.workload),
      ...servedBy(serviceSettings({ ...facts, ports }), exposed !== undefined),
      ...(isOwn(group.workload) ? withoutOurs(metadata) : withoutAccount(metadata, account)),
      ...(account === undefined ? accountAnnotations(group) : { identity: { account } }),
      scratch: { '/tmp': null },
      monitoring: { scrape: false },
    }),
    exposure: undefined,
    notes: [],
  };
}

/** The facts of what is nothing but a job. */
function exactJobFacts(facts: Facts, account: string | undefined): Facts {
  const { group, settings, service } = facts;
  const { command: _, args: __, tier, ports: ___ } = facts.wants;
  return {
    ...facts,
    ...releasedBy(group.workload),
    ports: portsOfGroup({ ...group, members: [] }, true),
    wants: { ...(tier === undefined ? {} : { tier }), ports: [], runs: 'jobs' },
    settings: {
      ...(account === undefined ? accountLabels(group, service) : { identity: { account } }),
      ...jobSettings(group.workload, service),
      ...volumeSettings(group.workload, []),
      ...exactSecurity(group.workload),
      ...nodeSettings(group.workload),
      ...pullSettings(group, account),
      ...(settings['terminationGracePeriodSeconds'] === undefined
        ? {}
        : { terminationGracePeriodSeconds: settings['terminationGracePeriodSeconds'] }),
      scratch: { '/tmp': null },
      monitoring: { scrape: false },
    },
    exposure: undefined,
    notes: [],
  };
}

/** Labels of the account of a job; those of the job itself are no words of the catalog. */
function accountLabels(group: Facts['group'], service: string): Data {
  const { metadata } = metadataSettings(group, service, { hasConfig: false, hasMonitor: false });
  const { account } = mappingAt(metadata, []);
  return account === undefined ? {} : { metadata: { account } };
}

/** Labels of an account are said where it is made. */
function withoutAccount(settings: Data, account: string | undefined): Data {
  if (account === undefined || settings['metadata'] === undefined) return settings;
  const { account: _, ...metadata } = mappingAt(settings, ['metadata']);
  return Object.keys(metadata).length === 0 ? {} : { metadata };
}

function releasedBy(workload: ManifestObject): Pick<Facts, 'repository' | 'release'> {
  const image = writtenImage(textAt(mainContainerOf(workload).container, ['image']) ?? '');
  const digest = image.digest === undefined ? {} : { digest: image.digest };
  return { repository: image.repository, release: { version: versionOf(image.tag), ...digest } };
}

/** Conventions that the image and the ports leave no choice about. */
export function forcedConventions({ group, ports, settings, service }: Facts): readonly Convention[] {
  const { repository, tag } = writtenImage(textAt(mainContainerOf(group.workload).container, ['image']) ?? '');
  const beside = Object.values(besideSettings(group.workload))
    .flatMap((all) => Object.values(mappingAt(all, [])))
    .map((one) => partsOfImage(textAt(one, ['image']) ?? ''));
  const isUnpinned = tag === undefined || tag === latestVersion;
  return [
    ...([repository, ...beside.map((one) => one.repository)].every(hasRegistry) ? [] : (['image-registry'] as const)),
    ...(tag === undefined ? (['image-tag'] as const) : []),
    ...(saysOurLabels(settings) ? (['labels'] as const) : []),
    ...(isUnpinned || beside.some((one) => (one.tag ?? latestVersion) === latestVersion && one.digest === undefined)
      ? (['pinned-version'] as const)
      : []),
    ...(ports.ports.some(({ containerPort }) => containerPort < 1024) ? (['low-ports'] as const) : []),
    ...(isReachedByReleases(group, service) ? (['service'] as const) : []),
    ...(ports.ports.length === 0 && !isJob(group.workload)
      ? [
          ...(['liveness-probe', 'readiness-probe'] as const).filter((one) => !asksByCommand(settings, one)),
          'service' as const,
        ]
      : []),
  ];
}

/** Whether a probe runs a command: that needs no port. */
function asksByCommand(settings: Data, convention: 'liveness-probe' | 'readiness-probe'): boolean {
  const probe = convention === 'liveness-probe' ? 'liveness' : 'readiness';
  return textAt(settings, ['probes', probe, 'protocol']) === 'exec';
}

/** Whether nothing but the Services of single releases leads to it. */
function isReachedByReleases(group: Facts['group'], service: string): boolean {
  return releaseServicesOf(group.workload).split !== undefined && ownServiceOf({ group, service }) === undefined;
}

/** On which nodes the pods run, as far as names say it. */
function nodeSettings(workload: ManifestObject): Data {
  const pod = mappingAt(podTemplateIn(workload), ['spec']);
  const scheduling = {
    ...(pod['nodeSelector'] === undefined ? {} : { nodeSelector: pod['nodeSelector'] }),
    ...(pod['tolerations'] === undefined ? {} : { tolerations: pod['tolerations'] }),
    ...(pod['priorityClassName'] === undefined ? {} : { priorityClass: pod['priorityClassName'] }),
    ...(pod['runtimeClassName'] === undefined ? {} : { runtimeClass: pod['runtimeClassName'] }),
  };
  return Object.keys(scheduling).length > 0 && Scheduling.safeParse(scheduling).success ? { scheduling } : {};
}

/** Names of the containers that are said besides that of the service. */
function namesOf(beside: Data): readonly string[] {
  return Object.values(beside).flatMap((all) => Object.keys(mappingAt(all, [])));
}

/** @param isConfigSaid whether the ConfigMap of the service gives variables as `config` says it */
function variablesOf({ group }: Facts, isConfigSaid: boolean): Data {
  const { container } = mainContainerOf(group.workload);
  const env = envOfContainer(container);
  const left = isConfigSaid ? configMapsOf(group).maps[0]?.name : undefined;
  return {
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...envFromOfContainer(container, left),
  };
}

/** Whether variables of the ConfigMap of a service win over all others of their kind, as those of the catalog do. */
function isLastSource({ group }: Facts): boolean {
  const name = configMapsOf(group).maps[0]?.name;
  const sources = listAt(mainContainerOf(group.workload).container, ['envFrom']);
  const own = sources.filter((one) => textAt(one, ['configMapRef', 'name']) === name);
  const isPlain = own.every(
    (one) => Object.keys(mappingAt(one, [])).length === 1 && textAt(one, ['configMapRef', 'optional']) === undefined,
  );
  return own.length === 1 && own[0] === sources.at(-1) && isPlain;
}

/** The ConfigMap of a service; where it is a folder is said with the volumes. */
function configOf(facts: Facts): Data {
  const { mountPath: _, ...config } = mappingAt(facts.settings, ['config']);
  return { ...config, asEnvironment: isLastSource(facts) };
}

/** When the registry is asked, where it is said, and with what. Pods of an account of their own get their secrets by that one. */
function pullSettings(group: Facts['group'], account: string | undefined, repository?: string): Data {
  const policy = mainContainerOf(group.workload).container['imagePullPolicy'];
  const named = listAt(podTemplateIn(group.workload), ['spec', 'imagePullSecrets']);
  const hasOwn = account === undefined && membersOfKind(group, 'ServiceAccount').length > 0;
  const secrets = hasOwn ? [] : named.map((one) => textAt(one, ['name']));
  const pull = {
    ...(secrets.length === 0 ? {} : { secrets }),
    ...(policy === undefined ? {} : { policy }),
    ...(repository === undefined ? {} : { repository }),
  };
  return Object.keys(pull).length > 0 && Pull.safeParse(pull).success ? { pull } : {};
}

/** What leads to a service from outside leads to a port of the service, by its name and its number. */
function servedBy(settings: Data, isExposed: boolean): Data {
  const { ports, ...others } = mappingAt(settings, ['service']);
  if (!isExposed || ports === undefined) return settings;
  const { service: _, ...more } = settings;
  return Object.keys(others).length === 0 ? more : { ...more, service: others };
}

/** What the container of the service does before it is told to end; a sleep only as long as a pod has. */
function preStopSettings(workload: ManifestObject): Data {
  const { container } = mainContainerOf(workload);
  const command = valueAt(container, ['lifecycle', 'preStop', 'exec', 'command']);
  const sleepSeconds = valueAt(container, ['lifecycle', 'preStop', 'sleep', 'seconds']);
  const grace = valueAt(podTemplateIn(workload), ['spec', 'terminationGracePeriodSeconds']);
  const preStop = command === undefined ? { sleepSeconds } : { command };
  if (!PreStop.safeParse(preStop).success) return {};
  return typeof sleepSeconds === 'number' && sleepSeconds >= Number(grace ?? 30) ? {} : { preStop };
}

/** Security of the container of the service, with that of its pod. */
function exactSecurity(workload: ManifestObject): Data {
  const pod = mappingAt(podTemplateIn(workload), ['spec', 'securityContext']);
  const { runAsUser, runAsGroup, fsGroup } = pod;
  const { container } = mainContainerOf(workload);
  const shared = Object.fromEntries(
    Object.entries({ runAsUser, runAsGroup }).filter(([, value]) => value !== undefined),
  );
  const own = { ...container, securityContext: { ...shared, ...mappingAt(container, ['securityContext']) } };
  const security = securityOfContainer(own);
  if (Object.keys({ ...security, ...pod }).length === 0) return {};
  return { security: { ...security, fsGroup: fsGroup ?? 'none' } };
}

function versionOf(tag: string | undefined): string {
  if (tag === undefined) return latestVersion;
  return Release.shape.version.safeParse(tag).success ? tag : placeholderVersion;
}

/** Whether the one ConfigMap of a service becomes the one that it has, with all that is in it. */
function isConfigSayable({ group, settings }: Facts): boolean {
  const { maps } = configMapsOf(group);
  const [map] = maps;
  const values = mappingAt(settings, ['config', 'values']);
  if (map === undefined || membersOfKind(group, 'ConfigMap').length > 1 || !isMapping(settings['config'])) return false;
  const isWhole = Object.keys(mappingAt(map.value, ['data'])).every((key) => key in values);
  return isWhole && map.value['binaryData'] === undefined && listAt(map.value, ['immutable']).length === 0;
}
