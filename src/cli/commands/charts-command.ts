import { Refusal } from '../../model/refusal';
import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';

/** `slipway charts`. */
export const chartsCommand: CommandSpec = {
  name: 'charts',
  summary: 'bring the archives of charts into the catalog, or list them',
  description:
    'A service may be a chart of Helm from a repository. Its archive is kept as catalog/charts/NAME-VERSION.tgz, so that ' +
    'rendering needs no network. "fetch" brings the archives that releases name and that are not there, by the helm on ' +
    'the PATH; one whose digest is not that of the release is not kept. Nothing else in Slipway fetches a chart.',
  arguments: [
    { name: 'ACTION', summary: 'fetch or list', isRequired: true, values: ['fetch', 'list'] },
    { name: 'SERVICE...', summary: 'of these services only (default: all)', isRequired: false, values: 'services' },
  ],
  options: [catalogOption, jsonOption],
  examples: [
    { command: 'slipway charts list', summary: 'which charts there are, and where they run' },
    { command: 'slipway charts fetch cache', summary: 'bring what the releases of one service name' },
  ],
  isWriting: true,
  run: async (input, context) => {
    const { charts } = await import('./charts.js');
    const [action, ...services] = input.words;
    if (action !== 'fetch' && action !== 'list')
      throw new Refusal(`"${action ?? ''}" is nothing that can be done with charts; "fetch" and "list" are`, 'usage');
    return charts({ place: input.place, action, services, isJson: input.flag('json') }, context);
  },
};
