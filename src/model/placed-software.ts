import { documents } from './catalog';
import type { DocumentName } from './catalog';
import { layData } from './layered-data';
import type { LayeredData } from './layered-data';
import { fill } from './names';
import type { Overlay } from './overlay';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';
import { chartName } from './software';
import type { Chart, ServiceKustomization } from './software';
import type { PlacedFile } from './software-files';

/** What a service needs of Helm or kustomize in an environment: all that its objects are made of. */
export interface PlacedSoftware {
  readonly kind: 'chart' | 'kustomization';
  readonly files: readonly PlacedFile[];
  /** Folder of the files in the catalog; undefined when the only one is an archive. */
  readonly folder: string | undefined;
  readonly chart: Chart | undefined;
  readonly kustomization: ServiceKustomization | undefined;
  /** Whether it is known by which labels its pods are found. */
  readonly isFound: boolean;
  /** Name of the release of Helm. */
  readonly releaseName: string;
  /** Folder below that of the files which is built. */
  readonly built: string;
  /** Minor version of Kubernetes: `1.36`. */
  readonly kubernetesVersion: string;
  /** What the cluster serves besides what Kubernetes does. */
  readonly apiVersions: readonly string[];
  readonly release: Overlay['release'];
  /** All layers, the last one last. */
  readonly values: LayeredData;
  /** Where values are written, the strongest first. */
  readonly saidIn: readonly { readonly document: DocumentName; readonly values: LayeredData }[];
}

/** What Helm or kustomize has to make in an environment; undefined for a service that Slipway makes itself. */
export function placeSoftware(resolved: Resolved): PlacedSoftware | undefined {
  const { service, environment, wants, overlay, where, software: files } = resolved;
  const { chart, kustomization } = wants;
  if (chart === undefined && kustomization === undefined) return undefined;
  const kind = chart === undefined ? 'kustomization' : 'chart';
  return {
    kind,
    files,
    folder: chart !== undefined && chartName(chart) !== undefined ? undefined : documents.softwareFolder(service, kind),
    chart,
    kustomization,
    isFound: chart !== undefined || wants.selector !== undefined,
    releaseName: releaseNameOf(resolved),
    built: kustomization === undefined ? '.' : fill(kustomization.folder, placeholders(resolved)),
    kubernetesVersion: where.cluster.kubernetesVersion,
    apiVersions: where.cluster.apiVersions,
    release: overlay.release,
    values: layData(wants.values, overlay.values),
    saidIn: [
      ...(overlay.values === undefined
        ? []
        : [{ document: documents.overlay(service, environment), values: overlay.values }]),
      ...(wants.values === undefined ? [] : [{ document: documents.service(service), values: wants.values }]),
    ],
  };
}

/** Name of the release of Helm: charts call their objects after it. */
export function releaseNameOf({ service, wants }: Pick<Resolved, 'service' | 'wants'>): string {
  return wants.chart?.releaseName ?? service;
}
