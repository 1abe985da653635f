/**
 * Writes the charts of `stacks/charts/`, from pinned Go modules: kinds that nobody publishes as a chart which Helm can install.
 *
 *     npm run own-charts
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ownCharts } from '../stacks/versions';
import { goModuleFolder } from './imports/go-module';

const { 'gateway-api': gatewayApi } = ownCharts;
const target = join(__dirname, '..', 'stacks', 'charts', 'gateway-api');
const source = join(goModuleFolder('sigs.k8s.io/gateway-api', `v${gatewayApi}`), 'config', 'crd', 'standard');

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'templates'), { recursive: true });
writeFileSync(
  join(target, 'Chart.yaml'),
  [
    `# Written by "npm run own-charts" from sigs.k8s.io/gateway-api v${gatewayApi}; do not edit.`,
    'apiVersion: v2',
    'name: gateway-api',
    'description: Kinds of the Gateway API, of its standard channel.',
    `version: ${gatewayApi}`,
    `appVersion: v${gatewayApi}`,
    '',
  ].join('\n'),
);
for (const file of readdirSync(source)) {
  const text = readFileSync(join(source, file), 'utf8');
  if (text.includes('{{')) throw new Error(`${file} has "{{", which Helm would take for a template of its own`);
  writeFileSync(join(target, 'templates', file), text.replaceAll(/^ {2}annotations:$/gm, keepBelow));
}

// Removing a kind would delete every route of the cluster, also by "helm uninstall" by hand.
function keepBelow(annotations: string): string {
  return `${annotations}\n    helm.sh/resource-policy: keep`;
}
