import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { missingDependencies } from '../manifests/missing-dependencies';
import type { Programs } from '../manifests/programs';
import { readManifestText } from '../manifests/read-text';
import type { Mapping } from '../manifests/value-at';
import { textAt } from '../manifests/value-at';
import type { PlacedSoftware } from '../model/placed-software';
import { checkValues, mappingIn, refersElsewhere, chartValuesOf } from './chart-values';
import { firstDifferences } from '../manifests/first-differences';
import { inFolder } from './in-folder';
import { underOtherConditions } from './other-conditions';
import type { Conditions } from './other-conditions';
import { SoftwareFaults } from './software-fault';
import type { SoftwareFiles } from './unpack';

/** What is said of one chart at most: what is random is so in many objects. */
const saidAtMost = 5;

/**
 * Renders a chart by Helm, and proves that it is made of nothing but its files and values: rendered again at another time and on
 * another cluster, it is the same.
 *
 * @returns the text that Helm writes
 * @throws SoftwareFaults for what is wrong with the chart, or with what the catalog says to it
 */
export function renderChart(
  files: SoftwareFiles,
  software: PlacedSoftware,
  namespace: string,
  programs: Programs,
): string {
  checkVersion(files, software);
  checkValues(files, software);
  const run = (conditions: Conditions): string | SoftwareFaults =>
    runHelm(underOtherConditions(files, conditions), files, software, namespace, programs);
  const usual = { isOtherTime: false, isFound: false };
  const output = run(usual);
  if (typeof output !== 'string') throw output;
  const isLookedUp = software.chart?.lookup !== 'empty';
  if (isSame(output, run({ isOtherTime: true, isFound: isLookedUp }))) return output;
  const again = run(usual);
  if (!isSame(output, again)) throw differing(output, again, 'is another one each time', isRandom);
  const later = run({ isOtherTime: true, isFound: false });
  if (!isSame(output, later)) throw differing(output, later, 'depends on the time of day', isOfTime);
  throw differing(
    output,
    run({ isOtherTime: false, isFound: true }),
    'depends on what a cluster has (lookup)',
    isOfCluster,
  );
}

const isRandom = 'say what it is in values, or take it from the secret store and name that Secret in values';
const isOfTime = 'say in values what it is to be, or turn it off there';
const isOfCluster =
  'say in values what it would find there, or set chart.lookup to "empty" if nothing found is what you mean';

/** A release names what runs: the chart, or the version that the values are given. */
function checkVersion(files: SoftwareFiles, { chart, release, folder }: PlacedSoftware): void {
  const description = mappingIn(files.get('Chart.yaml'));
  const version = textAt(description, ['version']);
  if (version === undefined)
    throw fault('the chart has no Chart.yaml that says its version', 'it is no chart: look at what is there');
  if (textAt(description, ['type']) === 'library')
    throw fault('the chart is a library, which renders nothing', 'name one that uses it');
  if (chart?.versionAt !== undefined || version.replaceAll('+', '_') === release.version) return;
  const which = folder === undefined ? 'the chart in the archive' : 'the chart';
  throw fault(
    `${which} is version "${version}", and a release names "${release.version}"`,
    folder === undefined
      ? 'the archive is another one than its name says'
      : 'name that version, or say with chart.versionAt where in the values a release goes',
  );
}

function runHelm(
  files: SoftwareFiles,
  unchanged: SoftwareFiles,
  software: PlacedSoftware,
  namespace: string,
  programs: Programs,
): string | SoftwareFaults {
  const { releaseName, kubernetesVersion, apiVersions } = software;
  return inFolder(files, (folder) => {
    const missing = missingDependencies(folder);
    if (missing.length > 0)
      return fault(
        `${missing.map((one) => `"${one}"`).join(', ')} that the chart depends on is not in its charts/`,
        'run "helm dependency build" in its folder, and commit what that brings',
      );
    const values = join(dirname(folder), 'values.json');
    writeFileSync(values, JSON.stringify(chartValuesOf(software)));
    const result = programs.helm(folder, {
      releaseName,
      namespace,
      kubernetesVersion,
      apiVersions,
      values,
      checksSchemas: !refersElsewhere(unchanged),
    });
    if (result === 'not installed')
      return fault(
        'helm is not installed, and the service is a chart',
        'install helm 3 or 4, so that it is on the PATH',
      );
    if ('output' in result) return result.output;
    return fault(
      `helm cannot render the chart: ${result.failure.replaceAll(folder, 'chart')}`,
      'correct the values or the chart; "helm template" says more',
    );
  });
}

function fault(message: string, hint: string): SoftwareFaults {
  return new SoftwareFaults([{ path: ['chart'], message, hint }]);
}

/** Objects of a text of Helm. */
export function objectsIn(output: string): readonly Mapping[] {
  const { objects, unreadable } = readManifestText(output, 'chart');
  const [first] = unreadable;
  if (first !== undefined)
    throw fault(`the chart makes what is no object of a cluster: ${first.message}`, 'correct the values or the chart');
  return objects.map(({ value }) => value);
}

function isSame(output: string, other: string | SoftwareFaults): boolean {
  return (
    output === other ||
    (typeof other === 'string' && firstDifferences(objectsIn(output), objectsIn(other)).length === 0)
  );
}

function differing(output: string, other: string | SoftwareFaults, what: string, hint: string): SoftwareFaults {
  // What fails where something is found, or at another time, depends on it as well.
  if (typeof other !== 'string') return fault(`what the chart makes ${what}`, hint);
  const found = firstDifferences(objectsIn(output), objectsIn(other));
  return new SoftwareFaults(
    found.slice(0, saidAtMost).map(({ object, field }) => ({
      path: ['chart'],
      message: `${field === '' ? '' : `"${field}" of `}${object} ${what}`,
      hint,
    })),
  );
}
