import { listAt, mappingAt, textAt } from '../manifests/value-at';
import { DnsLabel } from '../model/names';
import { Service } from '../model/service';
import { callsOf, type WorkloadCalls } from './calls';
import {
  lifeSettings,
  probeSettings,
  resourceSettings,
  roomForScratch,
  scratchSettings,
  securitySettings,
} from './container-settings';
import { groupServices, type Group } from './group';
import { imageOfWorkload } from './image';
import { ingressInWords } from './ingress-settings';
import type { SaidExposure } from './ingress-settings';
import { accountAnnotations, metadataSettings, withoutOurs } from './metadata-settings';
import { withPlaceholders } from './names';
import type { Data, Note } from './note';
import { backupOf, meshSettings, withoutImplied, withTracing } from './own-objects';
import { mainContainerOf, podTemplateIn } from './pod';
import { otherVolumes } from './pod-volumes';
import { portsOfGroup, type Ports } from './ports';
import { withReload } from './reload-settings';
import { secretSettings } from './secrets';
import { serviceSettings } from './service-settings';
import { exposureOf, metricsSettings, type ImportedExposure } from './traffic-settings';
import type { TreeEnvironment } from './tree';
import { configSettings, safeWords, variableSettings } from './variables';
import { disruptionSettings, rolloutSettings, scaleSettings, storageOf } from './workload-settings';

/** What the manifests of one environment say of one service. */
export interface Facts {
  readonly service: string;
  readonly environment: string;
  readonly group: Group;
  readonly ports: Ports;
  /** What a service is in every environment: keys of `service.yaml` besides settings. */
  readonly wants: Data;
  readonly calls: WorkloadCalls;
  readonly settings: Data;
  readonly release: Data;
  /** With the registry. */
  readonly repository: string;
  readonly exposure: ImportedExposure | undefined;
  readonly team: string | undefined;
  readonly system: string | undefined;
  readonly namespace: string | undefined;
  readonly notes: readonly Note[];
}

/**
 * Reads what the manifests of an environment say of each service.
 *
 * @param more kinds that become services, besides workloads that go on
 */
export function factsOf(
  { name: environment, objects }: TreeEnvironment,
  more: readonly string[] = [],
): readonly Facts[] {
  const neighbours = groupServices(objects, environment, more).groups.map((group) => ({
    group,
    ports: portsOfGroup(group),
  }));
  return neighbours.map((one) => factsOfOne(one.group, one.ports, callsOf(one, neighbours, environment), environment));
}

function factsOfOne(group: Group, ports: Ports, calls: WorkloadCalls, environment: string): Facts {
  const { workload } = group;
  const labels = {
    ...mappingAt(podTemplateIn(workload), ['metadata', 'labels']),
    ...mappingAt(workload.value, ['metadata', 'labels']),
  };
  const team = labelOf(labels, ['team', 'app.kubernetes.io/team', 'owner']);
  const partOf = labelOf(labels, ['app.kubernetes.io/part-of']);
  const tier = Service.shape.tier.safeParse(labels['tier'] ?? labels['app.kubernetes.io/component']);
  const image = imageOfWorkload(workload);
  const ingress = ingressInWords(group, group.name);
  const exposure = withWords(exposureOf(group, ports), ingress);
  const storage = storageOf(group);
  // Nobody counts nodes.
  const isCounted = workload.kind !== 'DaemonSet';
  const parts = [
    ...(isCounted ? [scaleSettings(group)] : []),
    resourceSettings(group),
    variableSettings(group),
    configSettings(group),
    secretSettings(group, environment, team ?? ''),
    rolloutSettings(group),
    ...(isCounted ? [disruptionSettings(group)] : []),
    scratchSettings(group),
  ];
  const { container } = mainContainerOf(workload);
  const plain = [
    probeSettings(group, ports),
    securitySettings(group),
    metricsSettings(group, ports),
    exposure?.settings ?? {},
    serviceSettings({ group, service: group.name, ports }, true),
    withoutOurs(metadataSettings(group, group.name, { hasConfig: false, hasMonitor: true, route: ingress?.words })),
    accountAnnotations(group),
    lifeSettings(group),
    meshSettings(group),
  ];
  const all: Data = Object.assign({}, ...parts.map(({ settings }) => settings), ...plain);
  const sized = roomForScratch(group, { ...all, ...otherVolumes(group, all) });
  const settings = withReload(withTracing(sized.settings, group.name, environment), true);
  const backup = backupOf(group);
  return {
    service: group.name,
    environment,
    group,
    ports,
    wants: {
      ...(tier.success && (labels['tier'] ?? labels['app.kubernetes.io/component']) !== undefined
        ? { tier: tier.data }
        : {}),
      ...textsOf(container, 'command'),
      ...textsOf(container, 'args'),
      ports: ports.ports,
      ...(isCounted ? {} : { runs: 'everywhere' }),
      ...(exposure === undefined ? {} : { public: true }),
      ...(calls.peers.length === 0 ? {} : { peers: calls.peers }),
      ...storage.wants,
      ...(backup === undefined ? {} : { backup }),
    },
    calls: { ...calls, egress: withoutImplied(calls.egress, settings) },
    settings,
    release: image.release,
    repository: image.repository,
    exposure,
    team,
    system: partOf === group.name ? undefined : partOf,
    namespace: workload.namespace,
    notes: [
      ...image.notes,
      ...ports.notes,
      ...calls.notes,
      ...storage.notes,
      ...(hasAccount(group) ? [] : [missingAccount(group)]),
      ...parts.flatMap(({ notes }) => notes),
      ...sized.notes,
    ],
  };
}

/** With all that its Ingress says, where it can be said. Without TLS there is none: that it is there is a convention. */
function withWords(
  exposure: ImportedExposure | undefined,
  ingress: SaidExposure | undefined,
): ImportedExposure | undefined {
  if (exposure === undefined || ingress === undefined) return exposure;
  const { cleartext: _, hosts, ...said } = ingress.exposure;
  return { ...exposure, settings: { exposure: { ...said, ...(listAt(hosts, []).length === 0 ? {} : { hosts }) } } };
}

function labelOf(labels: Data, names: readonly string[]): string | undefined {
  const value = names.map((name) => labels[name]).find((one) => one !== undefined);
  const label = DnsLabel.safeParse(value);
  return label.success ? label.data : undefined;
}

function textsOf(container: Data, key: 'command' | 'args'): Data {
  const texts = container[key];
  return Array.isArray(texts) && texts.length > 0 ? { [key]: safeWords(texts.map(String)).words } : {};
}

function hasAccount({ workload, members }: Group): boolean {
  const name = textAt(podTemplateIn(workload), ['spec', 'serviceAccountName']);
  return name === undefined || name === 'default' || members.some(({ kind }) => kind === 'ServiceAccount');
}

function missingAccount({ workload }: Group): Note {
  const path = ['spec', 'template', 'spec', 'serviceAccountName'];
  const name = textAt(workload.value, path);
  const text = `ServiceAccount "${name}" is in no file, and without it no pod is made; the catalog makes one`;
  return { kind: 'corrected', key: 'team', text, object: workload, path };
}

/** The namespace of a service as a pattern that may serve several environments. */
export function namespacePattern({ namespace, environment, service }: Facts): string {
  return namespace === undefined ? '{environment}' : withPlaceholders(namespace, { environment, service });
}
