import { createHash } from 'node:crypto';

import type { RenderTools } from '../catalog/render-tools';
import { CustomizationError } from '../customize/customization-error';
import { secretWayFaults } from '../customize/secret-way-faults';
import { storeKeyFaults } from '../customize/store-keys';
import { listAt, mappingAt, textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { documents } from '../model/catalog';
import type { PlacedSoftware } from '../model/placed-software';
import type { Placement } from '../model/placement';
import { softwareFilesIn } from './chart-files';
import { complete, withRelease } from './complete';
import { nameOfObject } from '../manifests/first-differences';
import { translateHooks } from './hooks';
import type { Translated } from './hooks';
import { objectsIn, renderChart } from './render-chart';
import { renderKustomization } from './render-kustomization';
import { nameFaults } from './name-faults';
import { SoftwareFaults } from './software-fault';
import { ArchiveFault } from './unpack';
import { chartValuesOf } from './chart-values';

/** Part of the name of what is kept: another one when it is made or proved in another way. */
const way = 'software 1';

/**
 * The objects that Helm or kustomize makes for a placement: in its namespace, with its labels, with hooks that Argo CD knows.
 *
 * @param tools undefined where nobody may be asked
 * @throws CustomizationError with everything that is wrong, each with its place in a document
 */
export function madeObjects(
  placement: Placement,
  software: PlacedSoftware,
  tools: RenderTools | undefined,
): readonly Mapping[] {
  const document = documents.service(placement.service);
  try {
    const { objects, leftOut } = translated(outputOf(placement, software, tools), tools);
    for (const one of leftOut) tools?.say?.(`${placement.service} in ${placement.environment}: ${one}`);
    const { image } = software.kustomization ?? {};
    const released = image === undefined ? objects : withRelease(objects, image, software.release);
    const completed = complete(released, placement);
    checkObjects(completed, placement, software);
    return completed;
  } catch (error) {
    if (!(error instanceof SoftwareFaults)) throw error;
    throw new CustomizationError(error.faults.map((fault) => ({ document, ...fault })));
  }
}

/** Objects of texts that were read before: the AppProject of an environment asks again for what its placements have asked. */
const read = new WeakMap<RenderTools, Map<string, Translated>>();

function translated(output: string, tools: RenderTools | undefined): Translated {
  const known = tools === undefined ? undefined : (read.get(tools) ?? new Map<string, Translated>());
  const before = known?.get(output);
  if (before !== undefined) return before;
  const made = translateHooks(objectsIn(output));
  known?.set(output, made);
  if (tools !== undefined && known !== undefined) read.set(tools, known);
  return made;
}

/** The text that the program has made: now, or before of the same. */
function outputOf(placement: Placement, software: PlacedSoftware, tools: RenderTools | undefined): string {
  if (tools === undefined)
    throw new SoftwareFaults([
      {
        path: [software.kind],
        message: `the service is a ${software.kind}, and no program is run here`,
        hint: 'run "slipway synth" where Helm and kustomize are installed',
      },
    ]);
  const { programs, kept } = tools;
  const program = software.kind === 'chart' ? 'helm' : 'kustomize';
  const name = nameOf(software, placement.namespace, programs.identityOf?.(program) ?? '');
  const known = kept.get(name);
  if (known !== undefined) return known;
  const files = unpacked(software);
  const output =
    software.kind === 'chart'
      ? renderChart(files, software, placement.namespace, programs)
      : renderKustomization(files, software, programs);
  kept.put(name, output);
  return output;
}

function unpacked(software: PlacedSoftware): ReturnType<typeof softwareFilesIn> {
  try {
    return softwareFilesIn(software);
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw error;
    const [file] = software.files;
    throw new SoftwareFaults([
      { path: [software.kind], message: `catalog/${file?.document}: ${error.message}`, hint: 'make the archive again' },
    ]);
  }
}

/** A name of all that a program is told. */
function nameOf(software: PlacedSoftware, namespace: string, program: string): string {
  const { files, releaseName, built, kubernetesVersion, apiVersions, chart, kind, release } = software;
  const told = {
    way,
    program,
    kind,
    files: files.map(({ document, digest }) => [document, digest]),
    releaseName,
    built,
    namespace,
    kubernetesVersion,
    apiVersions,
    version: kind === 'chart' ? release.version : '',
    lookup: chart?.lookup ?? '',
    values: chartValuesOf(software),
  };
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}

/** What Slipway relies on: names, and labels by which a policy finds the pods. */
function checkObjects(objects: readonly Mapping[], placement: Placement, software: PlacedSoftware): void {
  const { selector } = placement;
  const say = (message: string, hint: string): never => {
    throw new SoftwareFaults([{ path: [software.kind], message, hint }]);
  };
  if (objects.length === 0) say('it makes no object at all', 'correct its values, or retire the service');
  const nameless = objects.find((object) => textAt(object, ['metadata', 'name']) === undefined);
  if (nameless !== undefined)
    say(`a ${String(nameless['kind'])} has no name`, 'give it one: it is applied again and again');
  const [wrong] = objects.flatMap(nameFaults);
  if (wrong !== undefined) say(wrong, 'correct its values or its templates');
  const [taken] = objects.flatMap((object) => [
    ...storeKeyFaults(object, placement),
    ...secretWayFaults(object, placement),
  ]);
  if (taken !== undefined) say(`${taken.message}, in what the ${software.kind} makes`, taken.hint);
  if (!software.isFound) return;
  const pods = objects.map(labelsOfPods).filter((labels) => labels !== undefined);
  const isFound = pods.some((labels) => Object.entries(selector).every(([key, value]) => labels[key] === value));
  if (pods.length === 0 || isFound) return;
  const first = objects.find((object) => labelsOfPods(object) !== undefined);
  const whose = first === undefined ? '' : ` of ${nameOfObject(first)}: ${shown(pods[0] ?? {})}`;
  say(
    `no pod has the labels "${shown(selector)}", by which network policies find it`,
    `add "selector" to the service, with labels of the pods${whose}`,
  );
}

function shown(labels: Mapping): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(', ');
}

/** Labels of the pods that a workload makes; undefined of what makes none. */
function labelsOfPods(object: Mapping): Mapping | undefined {
  const path = object['kind'] === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
  if (listAt(object, [...path, 'spec', 'containers']).length === 0) return undefined;
  return mappingAt(object, [...path, 'metadata', 'labels']);
}
