/**
 * Writes the charts of `stacks/charts/`, from pinned Go modules: kinds that nobody publishes as a chart which Helm can install.
 *
 *     npm run own-charts
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, stringify } from 'yaml';

import { ownCharts } from '../stacks/versions';
import type { OwnChart } from '../stacks/versions';
import { goModuleFolder } from './imports/go-module';

/** Where the definitions of a chart are, and what becomes of their text. */
interface Definitions {
  readonly description: string;
  readonly module: string;
  readonly folder: readonly string[];
  readonly change: (text: string) => string;
}

const sources: Readonly<Record<OwnChart, Definitions>> = {
  'gateway-api': {
    description: 'Kinds of the Gateway API, of its standard channel.',
    module: 'sigs.k8s.io/gateway-api',
    folder: ['config', 'crd', 'standard'],
    change: (text) => text,
  },
  'envoy-gateway-kinds': {
    description: 'Kinds of Envoy Gateway besides those of the Gateway API, without the texts that describe each field.',
    module: 'github.com/envoyproxy/gateway',
    folder: ['charts', 'gateway-helm', 'charts', 'crds', 'crds', 'generated'],
    change: (text) => stringify(withoutDescriptions(parse(text)), { lineWidth: 0 }),
  },
};

write('gateway-api');
write('envoy-gateway-kinds');

function write(chart: OwnChart): void {
  const version = ownCharts[chart];
  const { description, module, folder, change } = sources[chart];
  const target = join(__dirname, '..', 'stacks', 'charts', chart);
  const source = join(goModuleFolder(module, `v${version}`), ...folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'templates'), { recursive: true });
  writeFileSync(
    join(target, 'Chart.yaml'),
    [
      `# Written by "npm run own-charts" from ${module} v${version}; do not edit.`,
      'apiVersion: v2',
      `name: ${chart}`,
      `description: ${description}`,
      `version: ${version}`,
      `appVersion: v${version}`,
      '',
    ].join('\n'),
  );
  for (const file of readdirSync(source)) {
    const text = change(readFileSync(join(source, file), 'utf8'));
    if (text.includes('{{')) throw new Error(`${file} has "{{", which Helm would take for a template of its own`);
    writeFileSync(join(target, 'templates', file), text.replaceAll(/^ {2}annotations:$/gm, keepBelow));
  }
}

// Removing a kind would delete every object of it, also by "helm uninstall" by hand.
function keepBelow(annotations: string): string {
  return `${annotations}\n    helm.sh/resource-policy: keep`;
}

// They are two thirds of the text, and a release of Helm has an end. A field of that name is a mapping, and stays.
function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'description' && typeof inner === 'string' ? [] : [[key, withoutDescriptions(inner)]],
    ),
  );
}
