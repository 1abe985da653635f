import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';

/** `slipway extensions`. */
export const extensionsCommand: CommandSpec = {
  name: 'extensions',
  summary: 'list the extensions of the repository, and teach editors what they are told',
  description:
    'Runs slipway.extensions.js beside the catalog, says which extensions it has, and writes into catalog/.schemas/ what a ' +
    'service and an overlay may say to each of them, so that editors complete it. "slipway synth" runs extensions by ' +
    'itself; "slipway check" and "slipway diff" run none without --allow-extensions.',
  arguments: [],
  options: [catalogOption, jsonOption],
  examples: [{ command: 'slipway extensions', summary: 'after the schema of an extension has changed' }],
  isWriting: true,
  run: async (input, context) => {
    const { extensions } = await import('./extensions.js');
    return extensions({ place: input.place, isJson: input.flag('json') }, context);
  },
};
