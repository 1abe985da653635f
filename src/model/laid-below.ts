import type { Catalog } from './catalog';
import type { Environment } from './environment';
import { mergeLayers } from './layers';
import type { Layer } from './layers';
import { defaultSettings, presetsOf } from './presets';
import type { Settings } from './presets';
import type { Service } from './service';

/** The layers below a service: what its ports and needs imply, and with an environment on top. */
export interface Below {
  readonly layers: readonly Layer[];
  readonly settingsIn: (where: Environment) => Settings;
}

/** What lies below the services of a catalog, kept for those of later catalogs in which no environment is another one. */
export function laidBelow({ environments }: Catalog): LaidBelow {
  let laid = laidByEnvironments.get(environments);
  if (laid === undefined) laidByEnvironments.set(environments, (laid = new LaidBelow()));
  return laid;
}

const laidByEnvironments = new WeakMap<Catalog['environments'], LaidBelow>();

/** Most different needs of services that are kept: those of a catalog whose services have all another port are not. */
const mostNeeds = 500;

/** Lays what lies below services: thousands of placements have a few ports and needs between them, each laid once. */
export class LaidBelow {
  readonly #byNeeds = new Map<string, Below>();

  below(service: Service): Below {
    const presets = presetsOf(service).map((preset): Layer => ({ kind: 'preset', ...preset, prefix: [] }));
    const needs = JSON.stringify([service.ports, presets.map(({ name }) => name)]);
    let known = this.#byNeeds.get(needs);
    if (known !== undefined) return known;
    if (this.#byNeeds.size >= mostNeeds) this.#byNeeds.clear();
    this.#byNeeds.set(needs, (known = belowOf(defaultSettings(service), presets)));
    return known;
  }
}

function belowOf(defaults: Settings, presets: readonly Layer[]): Below {
  const base = mergeLayers(defaults, presets);
  const byEnvironment = new Map<Environment, Settings>();
  return {
    layers: [{ kind: 'default', name: 'default', settings: defaults, prefix: [] }, ...presets],
    settingsIn: (where) => {
      let settings = byEnvironment.get(where);
      if (settings === undefined)
        byEnvironment.set(where, (settings = mergeLayers(base, [{ settings: where.defaults }])));
      return settings;
    },
  };
}
