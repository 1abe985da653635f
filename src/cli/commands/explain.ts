import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import type { LoadedCatalog } from '../../catalog/load';
import { documents } from '../../model/catalog';
import { environmentNamed } from '../../model/catalog';
import type { Catalog } from '../../model/catalog';
import { explain } from '../../model/explain';
import { explainGates } from '../../model/explain-gates';
import type { ExplainedSetting } from '../../model/explain';
import { didYouMean } from '../../model/nearest';
import { InputError } from '../../model/problem';
import { unknownName } from '../../model/unknown-name';
import type { Resolved } from '../../model/resolve';
import type { Context, ExitCode } from '../context';
import { explanationAsJson } from '../explanation-as-json';
import { explanationAsText } from '../explanation-as-text';
import type { GatedExplanation } from '../explanation-as-text';
import { explanationWithoutSecrets } from '../explanation-without-secrets';
import type { CatalogPlace } from '../find-catalog';
import { Refusal } from '../../model/refusal';
import { SourcePlaces } from '../source-places';

/** What `slipway explain` was asked. */
export interface ExplainOptions {
  readonly place: CatalogPlace;
  readonly service: string;
  /** A name or an alias. @default - each environment that the service is deployed to */
  readonly environment: string | undefined;
  /** Settings below this path only: `resources.limits`. @default - everything */
  readonly path: string | undefined;
  readonly isJson: boolean;
}

/** Says where every value of a service comes from. */
export function explainService(options: ExplainOptions, { stdout }: Context): ExitCode {
  const { place, service, path, isJson } = options;
  const loaded = loadCatalog(folderSource(place.catalog));
  const explanations = chosen(loaded, options)
    .map((resolved) => ({
      ...explain(loaded.catalog, loaded.resolved, resolved),
      gates: explainGates(loaded.catalog, resolved),
    }))
    .map((explanation) => (path === undefined ? explanation : narrowed(explanation, path)))
    .map(explanationWithoutSecrets);
  if (path !== undefined && explanations.every(({ settings, gates }) => settings.length + gates.length === 0)) {
    throw unknownPath(loaded, options, path);
  }

  const places = new SourcePlaces(place.catalog);
  if (isJson) {
    const environments = explanations.map((explanation) => explanationAsJson(explanation, places));
    stdout.write(`${JSON.stringify({ service, environments }, null, 2)}\n`);
  } else stdout.write(explanations.map((explanation) => explanationAsText(explanation, places, stdout)).join('\n'));
  return 0;
}

function chosen({ catalog, resolved }: LoadedCatalog, { service, environment }: ExplainOptions): readonly Resolved[] {
  const entry = catalog.services.get(service);
  if (entry === undefined) throw new InputError([unknownName('SERVICE', 'service', service, catalog.services.keys())]);
  const placements = resolved.filter((one) => one.service === service);
  if (placements.length === 0) {
    throw new Refusal(
      `service "${service}" is deployed nowhere; add catalog/${documents.overlay(service, '<environment>')}`,
      'answer',
    );
  }
  if (environment === undefined) return placements;

  const canonical = canonicalEnvironment(catalog, environment);
  const found = placements.filter((one) => one.environment === canonical);
  if (found.length > 0) return found;
  const deployed = placements.map((one) => one.environment).join(', ');
  throw new Refusal(`service "${service}" is not deployed in "${canonical}"; it is deployed in ${deployed}`, 'answer');
}

function canonicalEnvironment(catalog: Catalog, name: string): string {
  const found = environmentNamed(catalog, name);
  if (found !== undefined) return found;
  const known = [...catalog.environments].flatMap(([one, { aliases }]) => [one, ...aliases]);
  throw new InputError([unknownName('ENV', 'environment', name, known)]);
}

/** Leaves the settings and gates at and below a path; facts and calls are not asked for. */
function narrowed(explanation: GatedExplanation, path: string): GatedExplanation {
  const isAsked = (name: string): boolean => name === path || name.startsWith(`${path}.`);
  const settings = explanation.settings.filter(({ path: keys }) => isAsked(keys.join('.')));
  const gates = explanation.gates.filter(({ name }) => isAsked(`gates.${name}`));
  return { ...explanation, facts: [], settings, calls: [], calledBy: [], gates };
}

function unknownPath(loaded: LoadedCatalog, options: ExplainOptions, path: string): InputError {
  const settings = chosen(loaded, options).flatMap((one) => explain(loaded.catalog, loaded.resolved, one).settings);
  const hint = didYouMean(path, new Set(settings.flatMap(pathsAbove)));
  return new InputError([{ file: 'PATH', path: [], message: `nothing is set at "${path}"`, hint }]);
}

function pathsAbove({ path }: ExplainedSetting): readonly string[] {
  return path.map((_, index) => path.slice(0, index + 1).join('.'));
}
