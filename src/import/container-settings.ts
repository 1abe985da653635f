import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import { formatBytes, noLimit, quantityValue } from '../model/quantity';
import { WritableFolder } from '../model/names';
import { defaultSettings } from '../model/presets';
import { amountAt, probesOfContainer, resourceNames, resourcesOfContainer } from './container-data';
import type { Group } from './group';
import type { Data, Imported, Note } from './note';
import { mainContainerOf, mountedVolumes, podTemplateIn } from './pod';
import type { Ports } from './ports';

/** Reads probes. What a probe leaves out is what the API server fills in (Kubernetes, Probe v1 core). */
export function probeSettings({ workload }: Group, { nameOf }: Ports): Data {
  const probes = probesOfContainer(mainContainerOf(workload).container, nameOf);
  return Object.keys(probes).length === 0 ? {} : { probes };
}

/** Reads requests and limits. A limit without a request is the request, too: so the API server reads it. */
export function resourceSettings({ workload }: Group): Imported {
  const { container, index } = mainContainerOf(workload);
  const defaults = defaultSettings({ ports: [] }).resources;
  const notes: Note[] = [];
  const requests: Record<string, string> = {};
  const limits: Record<string, string> = {};
  for (const [name, key] of resourceNames) {
    const limit = amountAt(container, 'limits', name);
    const request = amountAt(container, 'requests', name) ?? limit;
    if (request !== undefined) requests[key] = request;
    if (limit !== undefined) limits[key] = limit;
    if (limit !== undefined || request === undefined || valueOf(request) <= valueOf(defaults.limits[key])) continue;
    limits[key] = request;
    const text = `limits.${key}: there was none, the usual ${defaults.limits[key]} is below the request, so it is the request`;
    const path = ['spec', 'template', 'spec', 'containers', index, 'resources'];
    notes.push({ kind: 'assumed', key: 'resources', text, object: workload, path });
  }
  const resources = {
    ...(Object.keys(requests).length === 0 ? {} : { requests }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
  return { settings: Object.keys(resources).length === 0 ? {} : { resources }, notes };
}

/** The same, where nobody gives a container more than it says: with a limit of memory alone there is none of CPU. */
export function resourcesAsSaid(group: Group): Data {
  const { settings } = resourceSettings(group);
  const said = resourcesOfContainer(mainContainerOf(group.workload).container);
  if (valueAt(said, ['limits', 'cpu']) !== noLimit) return settings;
  const resources = mappingAt(settings, ['resources']);
  return { resources: { ...resources, limits: { ...mappingAt(resources, ['limits']), cpu: noLimit } } };
}

function valueOf(quantity: string): number {
  return quantityValue(quantity) ?? 0;
}

/** Reads user and groups; those of the container win. Root is not sayable. */
export function securitySettings({ workload }: Group): Data {
  const pod = mappingAt(podTemplateIn(workload), ['spec', 'securityContext']);
  const own = mappingAt(mainContainerOf(workload).container, ['securityContext']);
  const security = Object.fromEntries(
    (['runAsUser', 'runAsGroup', 'fsGroup'] as const)
      .map((key) => [key, own[key] ?? pod[key]] as const)
      .filter(([, value]) => typeof value === 'number' && value > 0),
  );
  return Object.keys(security).length === 0 ? {} : { security };
}

/** Reads folders that die with the pod. */
export function scratchSettings({ workload }: Group): Imported {
  const notes: Note[] = [];
  const usual = defaultSettings({ ports: [] }).scratch;
  const scratch: Record<string, string | null> = {};
  for (const { name, volume, mountPath, mount } of mountedVolumes(workload)) {
    if (volume['emptyDir'] === undefined || mount['subPath'] !== undefined) continue;
    // What the catalog would refuse is left to a patch: it is there, and may be meant.
    if (!WritableFolder.safeParse(mountPath).success) continue;
    const size = valueAt(volume, ['emptyDir', 'sizeLimit']);
    scratch[mountPath] = typeof size === 'string' || typeof size === 'number' ? String(size) : assumedSize;
    if (size !== undefined) continue;
    const text = `${mountPath}: no size was said, ${assumedSize} is assumed; a pod that writes more is evicted`;
    const index = listAt(podTemplateIn(workload), ['spec', 'volumes']).findIndex(
      (one) => textAt(one, ['name']) === name,
    );
    const path = ['spec', 'template', 'spec', 'volumes', index];
    notes.push({ kind: 'assumed', key: 'scratch', text, object: workload, path });
  }
  // A disk that is read-only already needs no more folders than it has; one that becomes so needs the usual ones.
  const isReadOnly =
    valueAt(mainContainerOf(workload).container, ['securityContext', 'readOnlyRootFilesystem']) === true;
  if (isReadOnly) for (const path of Object.keys(usual)) scratch[path] ??= null;
  return { settings: Object.keys(scratch).length === 0 ? {} : { scratch }, notes };
}

const assumedSize = '1Gi';

/** Raises the limit of scratch disk where the folders alone are above the usual one: the catalog refuses what would be evicted. */
export function roomForScratch({ workload }: Group, settings: Data): Imported {
  const usual = defaultSettings({ ports: [] });
  const folders = { ...usual.scratch, ...mappingAt(settings, ['scratch']) };
  const total = Object.values(folders).reduce(
    (sum: number, size) => sum + (typeof size === 'string' ? valueOf(size) : 0),
    0,
  );
  const said = valueAt(settings, ['resources', 'limits', 'ephemeralStorage']);
  if (said !== undefined || total <= valueOf(usual.resources.limits.ephemeralStorage)) return { settings, notes: [] };
  const resources = mappingAt(settings, ['resources']);
  const limits = { ...mappingAt(resources, ['limits']), ephemeralStorage: formatBytes(total) };
  const text = `limits.ephemeralStorage: there was none; it is the sum of the folders in scratch`;
  const note: Note = { kind: 'assumed', key: 'resources', text, object: workload, path: ['spec', 'template', 'spec'] };
  return { settings: { ...settings, resources: { ...resources, limits } }, notes: [note] };
}

/** Reads what a pod says of its end and of its former versions. */
export function lifeSettings({ workload }: Group): Data {
  const grace = valueAt(podTemplateIn(workload), ['spec', 'terminationGracePeriodSeconds']);
  const history = valueAt(workload.value, ['spec', 'revisionHistoryLimit']);
  const deadline = valueAt(workload.value, ['spec', 'progressDeadlineSeconds']);
  const readySeconds = valueAt(workload.value, ['spec', 'minReadySeconds']);
  return {
    // A StatefulSet of the catalog has more time than Kubernetes gives to what says nothing.
    ...(typeof grace === 'number' || workload.kind === 'StatefulSet'
      ? { terminationGracePeriodSeconds: grace ?? 30 }
      : {}),
    ...(typeof readySeconds === 'number' && readySeconds > 0 ? { minReadySeconds: readySeconds } : {}),
    ...(typeof history === 'number' ? { revisionHistoryLimit: history } : {}),
    ...(typeof deadline === 'number' && workload.kind !== 'StatefulSet' ? { progressDeadlineSeconds: deadline } : {}),
  };
}
