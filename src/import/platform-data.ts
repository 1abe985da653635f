import type { ManifestObject } from '../manifests/manifest';
import { mappingAt, textAt, valueAt } from '../manifests/value-at';
import { documents } from '../model/catalog';
import { Platform } from '../model/platform';
import type { Facts } from './facts';
import { usualCollector } from './own-objects';
import { otherPlaces } from './other-places';
import type { KeyOfTree } from './other-places';
import { usualRemoteKey } from './secrets';
import { mostCommon } from './split';
import type { CatalogDocument, TopLevelKey } from './write-document';

/** What no manifest says, and a person may know. */
export interface KnownNames {
  /** Team of services that have no label. @default - unowned, marked */
  readonly team?: string | undefined;
  /** URL by which Argo CD reads the repository. @default - that of the Applications in the tree, else marked */
  readonly repository?: string | undefined;
}

/** The AppProject that Argo CD has from the beginning: nobody else may be called like it. */
const projectOfArgoCd = 'default';

/** `platform.yaml`: what the manifests say of all services, and what they do not say, marked. */
export function platformDocument(
  facts: readonly Facts[],
  environments: readonly string[],
  applications: readonly ManifestObject[],
  registry: string,
  known: KnownNames,
): CatalogDocument {
  const url =
    known.repository ??
    mostCommon(
      applications
        .map(({ value }) => textAt(value, ['spec', 'source', 'repoURL']))
        .filter((one) => Platform.shape.repository.shape.url.safeParse(one).success),
    );
  const teams = [...new Set(facts.map(({ team }) => team ?? known.team ?? 'unowned'))].sort();
  const systems = [...new Set(facts.flatMap(({ system }) => system ?? []))].sort();
  const blueprint = mostCommon(facts.flatMap((one) => annotation(one, 'port.io/blueprint') ?? []));
  const isPortal = facts.some((one) => annotation(one, 'port.io/entity') !== undefined);
  const places = otherPlaces(facts.flatMap(keysOf), facts);
  const entries: readonly (TopLevelKey | undefined)[] = [
    { key: 'catalogVersion', value: 1 },
    {
      key: 'repository',
      value: { url: url ?? 'https://github.com/your-org/gitops.git' },
      comments:
        url === undefined
          ? ['Assumed: the URL by which Argo CD reads this repository; name it with --repository.']
          : [],
    },
    environments.includes(projectOfArgoCd)
      ? {
          key: 'argocd',
          value: { project: '{environment}-services' },
          comments: ['Argo CD has a project "default" of its own.'],
        }
      : undefined,
    { key: 'registry', value: registry, comments: ['Where most of the images are.'] },
    isPortal
      ? { key: 'portal', value: { provider: 'port', ...(blueprint === undefined ? {} : { blueprint }) } }
      : undefined,
    facts.some(({ settings }) => valueAt(settings, ['monitoring', 'tracing']) === true)
      ? { key: 'monitoring', value: { tracesUrl: usualCollector } }
      : undefined,
    {
      key: 'teams',
      value: Object.fromEntries(
        (teams.length === 0 ? [known.team ?? 'unowned'] : teams).map((team) => [
          team,
          { owners: [`@your-org/${team}`] },
        ]),
      ),
      comments: ['Assumed: the owners; no manifest says who reviews. They become CODEOWNERS.'],
    },
    places.length === 0
      ? undefined
      : {
          key: 'secrets',
          value: { places: [usualRemoteKey, ...places] },
          comments: ['Places in the secret store that services take keys of.'],
        },
    systems.length === 0 ? undefined : { key: 'systems', value: Object.fromEntries(systems.map((one) => [one, {}])) },
  ];
  return {
    name: documents.platform,
    schema: 'platform',
    about: ['What holds for every service and environment.'],
    entries: entries.filter((entry) => entry !== undefined),
  };
}

/** Keys in the store that settings name. */
function keysOf({ settings, service, environment }: Facts): readonly KeyOfTree[] {
  const own = Object.values(mappingAt(settings, ['secrets', 'keys']));
  return [textAt(settings, ['secrets', 'remoteKey']), ...own.map((key) => textAt(key, ['remoteKey']))].flatMap((key) =>
    key === undefined ? [] : [{ key, names: { environment, service } }],
  );
}

function annotation({ group }: Facts, name: string): string | undefined {
  return textAt(group.workload.value, ['metadata', 'annotations', name]);
}
