import type { CommandSpec } from '../command';
import { catalogOption } from '../common-options';

/** `slipway add`: a service or an environment like one that is there. */
export const addCommand: CommandSpec = {
  name: 'add',
  summary: 'add a service or an environment that is like one that is there',
  description:
    'Copies files of the catalog at hand: of a service its folder, of an environment its file and the overlays of every service in ' +
    'it. The copy is yours to edit; a catalog that would not be valid is not written. "slipway create" makes a service from a few ' +
    'words instead, under gates.',
  arguments: [
    { name: 'KIND', summary: 'service or environment', isRequired: true, values: ['service', 'environment'] },
    { name: 'NAME', summary: 'name of the new one', isRequired: true },
  ],
  options: [{ flags: '--like <OTHER>', summary: 'the one that is copied' }, catalogOption],
  examples: [
    { command: 'slipway add service orders --like web', summary: 'a service with the settings of another one' },
    {
      command: 'slipway add environment qa --like staging',
      summary: 'an environment with everything that runs in another one',
    },
  ],
  isWriting: true,
  run: async (input, context) => {
    const { add } = await import('./add.js');
    const [kind = '', name = ''] = input.words;
    return add(
      { place: input.place, kind: kind === 'service' ? 'service' : 'environment', name, like: input.text('like') },
      context,
    );
  },
};
