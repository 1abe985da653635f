import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { ManifestObject } from '../manifests/manifest';
import { ContainerName, InitContainer, Sidecar } from '../model/container';
import { ImageReference } from '../model/image-reference';
import { probesOfContainer, resourcesOfContainer, securityOfContainer } from './container-data';
import { envFromOfContainer, envOfContainer } from './container-variables';
import type { Data } from './note';
import { mainContainerOf, podTemplateIn } from './pod';

/** The containers of a pod besides that of the service, as settings say them; what they leave out is left to a patch. */
export function besideSettings(workload: ManifestObject): Data {
  const pod = mappingAt(podTemplateIn(workload), ['spec']);
  const { index } = mainContainerOf(workload);
  const initContainers: Record<string, Data> = {};
  const sidecars: Record<string, Data> = {};
  for (const container of listAt(pod, ['initContainers']).map((one) => mappingAt(one, []))) {
    const isNative = container['restartPolicy'] === 'Always';
    put(isNative ? sidecars : initContainers, container, isNative ? sidecarOf(container) : programOf(container));
  }
  for (const [place, container] of listAt(pod, ['containers']).entries()) {
    if (place !== index) put(sidecars, mappingAt(container, []), { ...sidecarOf(container), native: false });
  }
  return {
    ...(Object.keys(initContainers).length === 0 ? {} : { initContainers: sayable(initContainers, InitContainer) }),
    ...(Object.keys(sidecars).length === 0 ? {} : { sidecars: sayable(sidecars, Sidecar) }),
  };
}

function put(into: Record<string, Data>, container: Mapping, settings: Data): void {
  const name = ContainerName.safeParse(container['name']);
  if (name.success && ImageReference.safeParse(container['image']).success) into[name.data] = settings;
}

/** Those that a schema takes; others are added by a patch. */
function sayable(all: Readonly<Record<string, Data>>, schema: typeof InitContainer | typeof Sidecar): Data {
  return Object.fromEntries(Object.entries(all).filter(([, one]) => schema.safeParse(one).success));
}

function sidecarOf(container: unknown): Data {
  const own = mappingAt(container, []);
  const ports = listAt(own, ['ports']);
  const probes = probesOfContainer(own, (reference) =>
    typeof reference === 'string'
      ? reference
      : textAt(
          ports.find((port) => valueAt(port, ['containerPort']) === reference),
          ['name'],
        ),
  );
  return { ...programOf(own), ...(Object.keys(probes).length === 0 ? {} : { probes }) };
}

/** What a container runs, as the catalog says it. */
export function programOf(container: Mapping): Data {
  const env = envOfContainer(container);
  const resources = resourcesOfContainer(container);
  const security = securityOfContainer(container);
  return {
    image: container['image'],
    ...textsOf(container, 'command'),
    ...textsOf(container, 'args'),
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...envFromOfContainer(container),
    ...(Object.keys(resources).length === 0 ? {} : { resources }),
    ...(Object.keys(security).length === 0 ? {} : { security }),
  };
}

function textsOf(container: Mapping, key: 'command' | 'args'): Data {
  const texts = listAt(container, [key]);
  return texts.length === 0 ? {} : { [key]: texts.map(String) };
}
