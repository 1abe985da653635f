import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { inOrderOfNames } from '../../model/catalog';
import { Refusal } from '../../model/refusal';
import { serviceTemplates } from '../../model/service-template';
import { portActions } from '../../portal/port/actions';
import { environmentBlueprint, portBlueprints } from '../../portal/port/blueprints';
import { portPages } from '../../portal/port/pages';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';

/** What `slipway portal` was asked. */
export interface PortalOptions {
  readonly place: CatalogPlace;
  /** Where Port reaches the controller. */
  readonly controller: string | undefined;
}

/** Prints what Port has to be told once: blueprints, environments, actions and pages, for its API. */
export function showPortal({ place, controller }: PortalOptions, { stdout }: Context): ExitCode {
  if (controller === undefined)
    throw new Refusal('say where Port reaches the controller: --controller https://gitops.example.com', 'usage');
  refuseAddress(controller);
  const { catalog } = loadCatalog(folderSource(place.catalog));
  const { platform } = catalog;
  const blueprint = platform.portal?.blueprint ?? 'microservice';
  const environments = inOrderOfNames(catalog.environments);
  const configuration = {
    blueprints: portBlueprints(blueprint),
    entities: environments.map(([name, { sync }]) => ({
      blueprint: environmentBlueprint,
      identifier: name,
      title: name,
      properties: { sync: sync.mode },
      relations: {},
    })),
    actions: portActions({
      controller: controller.replace(/\/$/, ''),
      blueprint,
      teams: Object.keys(platform.teams).sort(),
      environments: environments.map(([name]) => name),
      templates: Object.keys(serviceTemplates),
    }),
    pages: portPages(blueprint),
  };
  stdout.write(`${JSON.stringify(configuration, null, 2)}\n`);
  return 0;
}

/** Paths of actions are put behind it, and all of it is shown in the portal to everybody. @throws Refusal */
function refuseAddress(text: string): void {
  const example = 'say it as "https://gitops.example.com"';
  if (!/^https?:\/\/[^\s/]\S*$/.test(text) || !URL.canParse(text))
    throw new Refusal(`--controller "${text}" is no address; ${example}`, 'usage');
  const { username, password, search, hash, host } = new URL(text);
  const extra = [
    ...(username + password === '' ? [] : ['a user']),
    ...(search === '' && !text.includes('?') ? [] : ['a query']),
    ...(hash === '' && !text.includes('#') ? [] : ['a fragment']),
  ];
  if (extra.length === 0) return;
  // Not the address itself: a password may be in it.
  throw new Refusal(
    `--controller has ${extra.join(' and ')} besides its address at "${host}", and everybody who sees the portal would; ${example}`,
    'usage',
  );
}
