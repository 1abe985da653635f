import { documents } from '../model/catalog';
import type { Catalog, SettingsDocumentKind } from '../model/catalog';
import type { Environment } from '../model/environment';
import { Gates } from '../model/gates';
import type { People } from '../model/people';
import type { Platform } from '../model/platform';
import type { Effect } from './effect';
import { kindAt, kindOfLeaf } from './kind-of-leaf';
import { leafChanges } from './leaf-changes';
import type { Grain, LeafPath } from './leaf-changes';
import { quietChanges } from './setting-effects';
import { changeWords } from './show';
import { freezeWords, gateWords, holdWords, keyWords, personWords } from './words';

/** What differs of an environment, besides what runs there. */
export function environmentEffects(
  before: Catalog,
  after: Catalog,
  name: string,
  placed: readonly Effect[],
): readonly Effect[] {
  const [was, is] = [before.environments.get(name), after.environments.get(name)];
  if (was === is) return [];
  const document = documents.environment(name);
  if (was === undefined || is === undefined) {
    const words = `environment ${name}: ${was === undefined ? 'added' : 'removed'}`;
    return [{ kind: 'environment', environment: name, document, path: [], before: was, after: is, words }];
  }
  const { defaults: from, ...own } = was;
  const { defaults: to, ...ownNow } = is;
  const changes = leafChanges(own, ownNow, grainOf('environment')).map((change): Effect => ({
    kind: kindOfLeaf('environment', change.path),
    environment: name,
    document,
    ...change,
    words: environmentWords(change.path, was, is, name) ?? changeWords(change, name),
  }));
  const told = placed.filter(({ environment }) => environment === name);
  const quiet = quietChanges(from, to, told).map(({ path, ...change }): Effect => {
    const inFile = { path: ['defaults', ...path], ...change };
    return { kind: 'setting', document, ...inFile, words: changeWords(inFile, name) };
  });
  return [...changes, ...quiet];
}

/**
 * What differs of the platform. A leaf that may render is about the environments whose bytes differ; who may do what is
 * about all of them.
 *
 * @param rendered environments whose rendered bytes differ
 */
export function platformEffects(was: Platform, is: Platform, rendered: readonly string[]): readonly Effect[] {
  if (was === is) return [];
  return leafChanges(was, is, grainOf('platform')).flatMap((change) => {
    const kind = kindOfLeaf('platform', change.path);
    const words = platformWords(change.path, was, is) ?? changeWords(change, 'the platform');
    const effect: Effect = { kind, document: documents.platform, ...change, words };
    if (kind !== 'environment' || rendered.length === 0) return [effect];
    return rendered.map((environment) => ({ ...effect, environment }));
  });
}

/** What differs of people. */
export function peopleEffects(was: People | undefined, is: People | undefined): readonly Effect[] {
  const [from, to] = [was?.people ?? {}, is?.people ?? {}];
  const changes = leafChanges(from, to, { isWhole: (path) => path.length > 1, isSplit: (path) => path.length === 0 });
  return changes.map(({ path, ...change }): Effect => {
    const [name = '', key] = path.map(String);
    const [person, personNow] = [from[name], to[name]];
    const words =
      key === undefined
        ? personWords(name, person, personNow)
        : key === 'keys'
          ? keyWords(name, person?.keys ?? [], personNow?.keys ?? [])
          : changeWords({ path: path.slice(1), ...change }, `${name} of people`);
    return { kind: 'people', document: documents.people, path: ['people', ...path], ...change, words };
  });
}

/** Gates are told key by key, holds as a whole, and a mapping whose parts are of several kinds part by part. */
function grainOf(document: SettingsDocumentKind): Grain {
  return {
    isWhole: (path) => isHold(path) || (path[0] === 'gates' && path.length === 2),
    isSplit: (path) => kindAt(document, path) === undefined,
  };
}

function environmentWords(path: LeafPath, was: Environment, is: Environment, name: string): string | undefined {
  const [key] = path;
  if (key === 'freezes') return freezeWords(was.freezes, is.freezes, name);
  if (key === 'hold') return holdWords(was.hold, is.hold, name);
  return key === 'gates' ? gatesWords(path, was.gates, is.gates, name) : undefined;
}

function platformWords(path: LeafPath, was: Platform, is: Platform): string | undefined {
  const [key, name = '', part] = path.map(String);
  if (key === 'gates') return gatesWords(path, was.gates, is.gates, 'the platform');
  if (key !== 'teams' || part !== 'hold') return undefined;
  return holdWords(was.teams[name]?.hold, is.teams[name]?.hold, `team ${name}`);
}

function gatesWords([, name]: LeafPath, was: Gates, is: Gates, subject: string): string | undefined {
  const key = Gates.keyof().options.find((one) => one === name);
  return key === undefined ? undefined : gateWords(key, was, is, subject);
}

/** Of an environment, or of a team; a team may well have the name. */
function isHold(path: LeafPath): boolean {
  return path.at(-1) === 'hold' && (path.length === 1 || path.length === 3);
}
