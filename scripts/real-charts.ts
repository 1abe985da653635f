/**
 * Puts the charts of `stacks/versions.ts` together from clones of their public repositories, for `npm run test:charts`, and the
 * manifests of Argo CD, for `npm run test:platform`. Nothing of them belongs into the checkout.
 *
 *     npm run real-charts -- FOLDER_OF_CLONES TARGET
 *
 * Exit codes: 0 everything is there, 1 some are not, 2 wrong usage.
 */
import { join, resolve } from 'node:path';

import { chartNames } from '../stacks/versions';
import { argocdManifests, chartText } from './real-charts/chart-sources';
import { clonesIn } from './real-charts/clones';
import { takeChart, takeFolder } from './real-charts/take-chart';

const [from, to, ...rest] = process.argv.slice(2);
const usage = 'usage: npm run real-charts -- FOLDER_OF_CLONES TARGET\n';

if (from === undefined || to === undefined || rest.length > 0) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else if (`${resolve(to)}/`.startsWith(`${join(__dirname, '..')}/`)) {
  process.stderr.write(`✗ "${to}" is in the checkout, which no chart of somebody else belongs into\n${usage}`);
  process.exitCode = 2;
} else {
  takeAll(clonesIn(resolve(from)), resolve(to));
}

function takeAll(clones: readonly string[], target: string): void {
  for (const chart of chartNames) {
    const source = chartText(chart);
    const { trees, missing } = takeChart(clones, source, join(target, chart));
    for (const reason of missing) process.stdout.write(`✗ ${chart}: ${reason}\n`);
    for (const [place, tree] of Object.entries(trees)) {
      const { repository, tag } = place === '.' ? source : (source.dependencies?.[place.slice(7)] ?? source);
      process.stdout.write(`✓ ${chart}/${place}: ${repository} ${tag}, ${tree}\n`);
    }
    if (missing.length > 0) process.exitCode = 1;
  }
  const { repository, tag, tree } = argocdManifests;
  const reason = takeFolder(clones, argocdManifests, join(target, 'argo-cd-manifests'));
  process.stdout.write(
    `${reason === undefined ? '✓' : '✗'} argo-cd-manifests: ${reason ?? `${repository} ${tag}, ${tree}`}\n`,
  );
  if (reason !== undefined) process.exitCode = 1;
}
