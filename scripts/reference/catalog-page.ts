import { defaultSettings, presets } from '../../src/model/presets';
import { SettingsLayer } from '../../src/model/settings';
import { catalogSchemas, jsonSchemaOf } from '../schemas/catalog-schemas';
import type { CatalogSchema } from '../schemas/catalog-schemas';
import { rowsOf, schemaOf } from './schema-rows';
import type { Row } from './schema-rows';
import { codeCell, proseCell, table } from './table';

/** docs/reference/catalog.md: every key of every file of the catalog. */
export function catalogPage(): string {
  const settings = schemaOf(
    jsonSchemaOf({ name: 'service', title: 'Settings', description: '', schema: SettingsLayer }),
  );
  const settingsKeys = new Set(Object.keys(settings.properties ?? {}));
  const files = catalogSchemas.map(({ name, ...rest }) => {
    const schema = schemaOf(jsonSchemaOf({ name, ...rest }));
    const rows = rowsOf(schema).filter(({ path }) => !isSetting(name, path, settingsKeys));
    const place = settingsPlace[name];
    const more = place === undefined ? [] : [`${place} [settings](#settings).`];
    return [`## ${heading(name)}`, proseCell(rest.description), ...more, tableOf(rows)].join('\n\n');
  });
  return [
    '# Catalog',
    'Every key of every file below `catalog/`. An unknown key is an error. `<key>` stands for a name of your own, `[]` for each item of a list. ' +
      'Editors complete all of it from the JSON Schemas in `schemas/`.',
    ...files,
    '## Settings',
    'What may be set as a default of an environment, for a service, or for a service in one environment. A later layer wins: default, preset, ' +
      'environment, service, overlay. Objects merge key by key; lists, `scale`, `rollout` and `preStop` are replaced as a whole, and so is each entry of `env` and `volumes`; in `env`, ' +
      '`config.values` and `scratch`, `null` removes a key. `slipway explain <service> <environment>` shows each value and which layer says so.',
    'Defaults are those of a service with one port, called `http`, without a preset. The default of `scale` is Git as its owner and two pods; that ' +
      'of `rollout` is `rolling`. What [presets](#presets) set comes next.',
    tableOf(rowsOf(settings, defaultSettings({ ports: [{ name: 'http', containerPort: 8080, protocol: 'http' }] }))),
    '### Presets',
    'What a word of a service sets at once. Where two set the same, the later row wins; the environment, the service and the overlay win over both. Besides, ' +
      '`framework: spring-boot` gets `LOGGING_STRUCTURED_FORMAT_CONSOLE` where others get `LOG_FORMAT` (`monitoring.logs: json`), and, where alerts or ' +
      'a dashboard look at latency, `MANAGEMENT_METRICS_DISTRIBUTION_PERCENTILESHISTOGRAM_HTTP_SERVER_REQUESTS`.',
    table(
      ['said', 'sets', 'to'],
      presets.flatMap(({ when, preset }) =>
        leavesOf(preset.settings).map(([path, value]) => [proseCell(when), codeCell(path), codeCell(value)]),
      ),
    ),
  ].join('\n\n');
}

/** Where settings are in a file that may have them. */
const settingsPlace: Partial<Record<CatalogSchema['name'], string>> = {
  environment: 'Below `defaults`, besides:',
  service: 'At the top, besides:',
  overlay: 'At the top, besides:',
};

/** Settings are in three kinds of files; the page shows them once. */
function isSetting(name: CatalogSchema['name'], path: string, settingsKeys: ReadonlySet<string>): boolean {
  if (name === 'environment') return path.startsWith('defaults.');
  return name in settingsPlace && settingsKeys.has(/^[^.[ ]+/.exec(path)?.[0] ?? '');
}

function heading(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function tableOf(rows: readonly Row[]): string {
  return table(
    ['key', 'value', 'default', 'meaning'],
    rows.map(({ path, value, fallback, meaning }) => [codeCell(path), value, fallback, proseCell(meaning)]),
  );
}

/** Values of a preset by their paths, as YAML would have them in one line. */
function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly [path: string, value: string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [[path.join('.'), JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
