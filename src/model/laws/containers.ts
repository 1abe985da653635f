import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { partsOfImage } from '../image-reference';
import { didYouMean } from '../nearest';
import { latestVersion, notPinned } from '../overlay';
import {
  containerMounts,
  containerSettings,
  containersBeside,
  portsOfContainer,
  programsOf,
} from '../place-containers';
import type { BesideContainer, Program } from '../place-containers';
import type { Resolved } from '../resolve';
import { foldersOf } from './folders';
import { nameOf, placeOf } from './place-of';

/** Containers besides that of the service have names and images of their own, and see what is there. */
export function* checkContainers(resolved: Resolved): Iterable<Breach> {
  const all = containersBeside(resolved);
  for (const [index, one] of all.entries()) {
    yield* checkName(resolved, one, all.slice(0, index));
    yield* checkEnd(resolved, one);
    yield* checkMounts(resolved, one);
    yield* checkProbePorts(resolved, one);
    yield* checkNative(resolved, one);
  }
  for (const one of programsOf(resolved)) yield* checkPinned(resolved, one);
  yield* checkListeners(resolved);
}

function* checkName(resolved: Resolved, one: BesideContainer, others: readonly BesideContainer[]): Iterable<Breach> {
  const path = [one.key, one.name];
  const twin = others.find(({ name }) => name === one.name);
  if (twin === undefined && one.name !== resolved.service) return;
  const owner = twin === undefined ? 'the container of the service' : `one of ${twin.key}`;
  yield {
    ...placeOf(resolved, path),
    message: `${nameOf(resolved, path)} has two containers called "${one.name}": this one, and ${owner}`,
    hint: 'give each of them a name of its own',
  };
}

function* checkEnd(resolved: Resolved, { key, name, wants }: BesideContainer): Iterable<Breach> {
  const { image, command, args } = wants;
  if (key === 'sidecars' || (image ?? command ?? args) !== undefined) return;
  const path = [key, name];
  yield {
    ...placeOf(resolved, path),
    message: `the init container "${name}" of ${nameOf(resolved, path)} runs what the service runs, which does not end`,
    hint: 'add a command, or an image of its own',
  };
}

function* checkPinned(resolved: Resolved, { key, name, wants }: Program): Iterable<Breach> {
  if (wants.image === undefined) return;
  const { tag, digest } = partsOfImage(wants.image);
  const unadopted = new Set(resolved.wants.unadopted);
  const isPinned = digest !== undefined || (tag !== undefined && tag !== latestVersion);
  if (isPinned || unadopted.has('pinned-version')) return;
  yield {
    ...placeOf(resolved, [key, name, 'image']),
    message: tag === undefined ? `"${wants.image}" names no version and no digest` : `"${wants.image}" ${notPinned}`,
    hint: 'write the version that runs, best with its digest',
  };
}

function* checkMounts(resolved: Resolved, { key, name, wants }: BesideContainer): Iterable<Breach> {
  const known = foldersOf(resolved).map(({ folder }) => folder);
  for (const { path, folder } of containerMounts(resolved, wants)) {
    if (known.includes(folder)) continue;
    const at = [key, name, 'mounts', path];
    yield {
      ...placeOf(resolved, at),
      message: `the container "${name}" of ${nameOf(resolved, at)} looks at "${folder}", where the service has no volume`,
      hint: known.length === 0 ? 'add the folder to scratch' : didYouMean(folder, known),
    };
  }
}

function* checkProbePorts(resolved: Resolved, { key, name, wants }: BesideContainer): Iterable<Breach> {
  const names = portsOfContainer(resolved, name).map((port) => port.name);
  const { probes } = containerSettings(resolved, name, wants);
  for (const use of ['liveness', 'readiness', 'startup'] as const) {
    const probe = probes[use];
    if (probe === undefined || probe.protocol === 'none' || probe.protocol === 'exec') continue;
    if (names.includes(probe.port)) continue;
    const path = [key, name, 'probes', use, 'port'];
    yield {
      ...placeOf(resolved, path, [key, name, 'probes', use]),
      message:
        names.length === 0
          ? `the container "${name}" of ${nameOf(resolved, path)} listens on nothing that its ${use} probe could ask`
          : `the container "${name}" of ${nameOf(resolved, path)} has no port "${probe.port}"`,
      hint:
        names.length === 0
          ? `add the port to ports, with "container: ${name}", or ask by a command`
          : didYouMean(probe.port, names),
    };
  }
}

/** Since 1.29 the kubelet knows init containers that go on (Kubernetes, "Sidecar Containers"). */
const firstWithNative = 29;

function* checkNative(resolved: Resolved, { key, name, wants }: BesideContainer): Iterable<Breach> {
  const version = resolved.where.cluster.kubernetesVersion;
  const isNative = key === 'sidecars' && (!('native' in wants) || wants.native !== false);
  if (!isNative || Number(version.split('.')[1]) >= firstWithNative) return;
  const path = [key, name, 'native'];
  yield {
    ...placeOf(resolved, path, [key, name]),
    message: `the sidecar "${name}" of ${nameOf(resolved, [key, name])} starts before the service, which needs Kubernetes 1.${firstWithNative}, and "${resolved.environment}" has ${version}`,
    hint: `write "native: false", and it starts with the service; the version is in catalog/${documents.environment(resolved.environment)}`,
  };
}

function* checkListeners({ settings, wants, service, environment }: Resolved): Iterable<Breach> {
  const sidecars = Object.keys(settings.sidecars);
  for (const [index, { name, container }] of wants.ports.entries()) {
    if (container === undefined || sidecars.includes(container)) continue;
    yield {
      document: documents.service(service),
      path: ['ports', index, 'container'],
      message: `port "${name}" is one of the sidecar "${container}", which service "${service}" has not in "${environment}"`,
      hint: sidecars.length === 0 ? 'add it to sidecars, or remove "container"' : didYouMean(container, sidecars),
    };
  }
}
