import { documents, inOrderOfNames } from '../catalog';
import type { Breach, Catalog } from '../catalog';
import type { Resolved } from '../resolve';
import type { Service } from '../service';
import type { SettingsLayer } from '../settings';
import { chartName, isSoftware } from '../software';
import { unheardKeys } from './unheard-keys';

/** What Slipway renders of a service that Helm or kustomize makes: how it is reached, and by whom. */
const heard: ReadonlySet<string> = new Set(['exposure', 'metrics', 'monitoring'] satisfies (keyof SettingsLayer)[]);

/** Keys of a service about pods that Slipway makes. */
const ofPods = [
  'image',
  'command',
  'args',
  'storage',
  'podManagement',
  'peers',
  'backup',
  'database',
  'redis',
] as const satisfies readonly (keyof Service)[];

/** What a service says that is a chart or a kustomization has to be heard by somebody. */
export function* checkSoftware(resolved: Resolved): Iterable<Breach> {
  const { service, environment, wants, overlay } = resolved;
  const isOfChart = wants.chart !== undefined;
  const sources: readonly (readonly [document: string, said: object])[] = [
    [documents.service(service), wants],
    [documents.overlay(service, environment), overlay],
  ];
  for (const [document, said] of sources) {
    if (!isSoftware(wants)) {
      if ('values' in said && said.values !== undefined)
        yield {
          document,
          path: ['values'],
          message: `service "${service}" has values, and is no chart`,
          hint: 'add "chart" to the service, or remove them',
        };
      continue;
    }
    const maker = isOfChart ? 'its chart makes the pods' : 'its kustomization makes the pods';
    for (const key of unheardKeys(said, heard, ofPods))
      yield {
        document,
        path: [key],
        message: `"${key}" of service "${service}" changes nothing: ${maker}`,
        hint: isOfChart ? 'say it in values, as the chart calls it, or in patches' : 'say it there, or in patches',
      };
  }
  if (!isSoftware(wants)) return;
  yield* checkKinds(resolved);
  yield* checkFiles(resolved);
}

function* checkKinds({ service, wants }: Resolved): Iterable<Breach> {
  const document = documents.service(service);
  const { chart, kustomization, values, runs, selector, ports, dependsOn, egress } = wants;
  if (chart !== undefined && kustomization !== undefined)
    yield {
      document,
      path: ['kustomization'],
      message: `service "${service}" is a chart and a kustomization`,
      hint: 'leave one of them',
    };
  if (chart === undefined && values !== undefined)
    yield { document, path: ['values'], message: 'a kustomization has no values', hint: 'write what they say there' };
  const calls = ports.length + dependsOn.length + egress.length;
  if (kustomization !== undefined && selector === undefined && calls > 0)
    yield {
      document,
      path: ['kustomization'],
      message: `service "${service}" has ports or calls others, and nobody knows by which labels its pods are found`,
      hint: 'add "selector": labels that all its pods have',
    };
  if (runs !== 'pods')
    yield {
      document,
      path: ['runs'],
      message: `service "${service}" would be ${otherwise[runs]}, and others make what it is`,
      hint: 'remove it',
    };
}

const otherwise = {
  members: 'pods that keep their names',
  jobs: 'nothing but jobs',
  everywhere: 'a pod on each node',
  variants: 'a Service that leads to its variants',
  manifests: 'nothing but its manifests',
} as const satisfies Record<Exclude<Service['runs'], 'pods'>, string>;

/** What is not in the repository cannot be rendered from it: nothing is fetched while rendering. */
function* checkFiles({ service, environment, wants, overlay, software }: Resolved): Iterable<Breach> {
  const { chart } = wants;
  const packed = chart === undefined ? undefined : chartName(chart);
  if (packed === undefined) {
    if (software.length > 0) return;
    const kind = chart === undefined ? 'kustomization' : 'chart';
    yield {
      document: documents.service(service),
      path: [kind],
      message: `there is no file below catalog/${documents.softwareFolder(service, kind)}/`,
      hint:
        kind === 'chart' ? 'put the chart there, or name a repository as its source' : 'put the kustomization there',
    };
    return;
  }
  const document = documents.overlay(service, environment);
  const { version, digest } = overlay.release;
  const [archive] = software;
  if (archive === undefined)
    yield {
      document,
      path: ['release', 'version'],
      message: `the archive catalog/${documents.archive(packed, version)} of the chart is not there`,
      hint: `run "slipway charts fetch ${service}", or put it there yourself`,
    };
  else if (digest === undefined)
    yield {
      document,
      path: ['release'],
      message: `the release names no digest of the archive catalog/${archive.document}`,
      hint: `add "digest: ${archive.digest}" if that is the one that you mean`,
    };
  else if (digest !== archive.digest)
    yield {
      document,
      path: ['release', 'digest'],
      message: `the archive catalog/${archive.document} is ${archive.digest}, and the release says another digest`,
      hint: 'find out where each is from before you change one of them',
    };
}

/** An archive that no release names is a mistake, or forgotten. */
export function* checkArchives({ services, archives }: Catalog): Iterable<Breach> {
  if (archives === undefined) return;
  const named = new Set(
    [...services.values()].flatMap(({ service: { chart }, overlays }) => {
      const name = chart === undefined ? undefined : chartName(chart);
      return name === undefined
        ? []
        : [...overlays.values()].map(({ release }) => documents.archive(name, release.version));
    }),
  );
  for (const [document] of inOrderOfNames(archives))
    if (!named.has(document))
      yield { document, path: [], message: 'no release names this archive', hint: 'remove it, or correct its name' };
}

/** Files of a chart or a kustomization that the service is not would be read by nobody. */
export function* checkSoftwareFolders({ services }: Catalog): Iterable<Breach> {
  for (const [name, { service, software }] of inOrderOfNames(services))
    for (const kind of ['chart', 'kustomization'] as const) {
      const folder = `${documents.softwareFolder(name, kind)}/`;
      const [first] = [...(software?.keys() ?? [])].filter((document) => document.startsWith(folder)).sort();
      const isRead =
        service[kind] !== undefined && (service.chart === undefined || chartName(service.chart) === undefined);
      if (first === undefined || isRead) continue;
      yield {
        document: documents.service(name),
        path: [],
        message: `nobody reads the folder catalog/${folder}`,
        hint:
          kind === 'chart' ? 'add "chart: { source: folder }", or remove it' : 'add "kustomization: {}", or remove it',
      };
    }
}
