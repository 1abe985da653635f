import { isMapping, listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import type { Convention } from '../../model/convention';
import type { ManifestObject } from '../../manifests/manifest';
import { hasRegistry, partsOfImage } from '../../model/image-reference';
import { latestVersion, placeholderVersion } from '../../model/overlay';
import { Release } from '../../model/overlay';
import { Pull } from '../../model/pull';
import { Scheduling } from '../../model/scheduling';
import { besideSettings } from '../beside-containers';
import { securityOfContainer } from '../container-data';
import { resourceSettings } from '../container-settings';
import { envFromOfContainer, envOfContainer } from '../container-variables';
import type { Facts } from '../facts';
import { membersOfKind } from '../group';
import { ingressInWords } from '../ingress-settings';
import type { SaidExposure } from '../ingress-settings';
import { accountAnnotations, metadataSettings, saysOurLabels, withoutOurs } from '../metadata-settings';
import { serviceSettings } from '../service-settings';
import { writtenImage } from '../image';
import type { Data } from '../note';
import { isOwn } from '../own';
import { mainContainerOf, podTemplateIn } from '../pod';
import { storageSettings, volumeSettings } from '../pod-volumes';
import { portsOfGroup } from '../ports';
import { configMapsOf } from '../variables';
import { nodeRollout } from '../workload-settings';
import { isJob, jobSettings } from './exact-job';

/** Settings that are read as they are meant; others would add objects, or call them otherwise. */
const exactSettings = [
  'probes',
  'rollout',
  'terminationGracePeriodSeconds',
  'revisionHistoryLimit',
  'progressDeadlineSeconds',
] as const;

/**
 * What of the facts can be said so that the same is rendered.
 *
 * @param all the facts of every service in every environment
 */
export function exactFacts(facts: Facts, all: readonly Facts[]): Facts {
  const { group, settings, wants, service } = facts;
  if (isJob(group.workload)) return exactJobFacts(facts);
  const { public: _, backup: __, storage: ___, ...others } = wants;
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
  const exposed = saidExposure(facts, all);
  const hasConfig = isConfigSayable(facts);
  const metadata = metadataSettings(group, service, { hasConfig, hasMonitor: false, route: exposed?.words });
  const budget = membersOfKind(group, 'PodDisruptionBudget').find(({ name }) => name === service);
  return {
    ...facts,
    ...releasedBy(group.workload),
    ports,
    wants: {
      ...others,
      ports: ports.ports,
      ...storageSettings(group.workload),
      ...(isDaemonSet ? { runs: 'everywhere' } : {}),
      ...(exposed === undefined ? {} : { public: true }),
    },
    settings: {
      ...kept,
      ...(exposed === undefined ? {} : { exposure: exposed.exposure }),
      // Without room for folders that no container says.
      ...resourceSettings(group).settings,
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
      ...pullSettings(group.workload),
      ...exactSecurity(group.workload),
      ...(hasConfig ? { config: configOf(facts) } : {}),
      ...serviceSettings({ ...facts, ports }),
      ...(isOwn(group.workload) ? withoutOurs(metadata) : metadata),
      ...accountAnnotations(group),
      scratch: { '/tmp': null },
      monitoring: { scrape: false },
    },
    exposure: undefined,
    notes: [],
  };
}

/** The Ingress of a service in words, where each of its environments has one that can be said, of the same name. */
function saidExposure({ group, service }: Facts, all: readonly Facts[]): SaidExposure | undefined {
  const everywhere = all.filter((one) => one.service === service).map((one) => ingressInWords(one.group, service));
  const names = new Set(everywhere.map((said) => said?.name));
  return everywhere.includes(undefined) || names.size > 1 ? undefined : ingressInWords(group, service);
}

/** The facts of what is nothing but a job. */
function exactJobFacts(facts: Facts): Facts {
  const { group, settings, service } = facts;
  const { command: _, args: __, tier, ports: ___ } = facts.wants;
  return {
    ...facts,
    ...releasedBy(group.workload),
    ports: portsOfGroup({ ...group, members: [] }, true),
    wants: { ...(tier === undefined ? {} : { tier }), ports: [], runs: 'jobs' },
    settings: {
      ...jobSettings(group.workload, service),
      ...volumeSettings(group.workload, []),
      ...exactSecurity(group.workload),
      ...nodeSettings(group.workload),
      ...pullSettings(group.workload),
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

function releasedBy(workload: ManifestObject): Pick<Facts, 'repository' | 'release'> {
  const image = writtenImage(textAt(mainContainerOf(workload).container, ['image']) ?? '');
  const digest = image.digest === undefined ? {} : { digest: image.digest };
  return { repository: image.repository, release: { version: versionOf(image.tag), ...digest } };
}

/** Conventions that the image and the ports leave no choice about. */
export function forcedConventions({ group, ports, settings }: Facts): readonly Convention[] {
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
    ...(ports.ports.length === 0 && !isJob(group.workload)
      ? (['liveness-probe', 'readiness-probe', 'service'] as const)
      : []),
  ];
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

/** When the registry is asked, where it is said. Secrets are of the account in the catalog, and of the pods in a tree. */
function pullSettings(workload: ManifestObject): Data {
  const policy = mainContainerOf(workload).container['imagePullPolicy'];
  return policy !== undefined && Pull.safeParse({ policy }).success ? { pull: { policy } } : {};
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
