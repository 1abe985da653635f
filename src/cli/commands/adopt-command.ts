import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';

/** `slipway adopt`. */
export const adoptCommand: CommandSpec = {
  name: 'adopt',
  summary: 'take conventions on, one by one, that a service was imported without',
  description:
    'A service that was imported is rendered as it was: conventions that it did not have are listed in its file under ' +
    '"unadopted". This takes some of them out of the list, shows by risk what that changes in each environment, and ' +
    'writes the file. One that the catalog contradicts, or of which nobody has said what it needs, is not taken, in words; the others ' +
    'are, and the exit code is 1. Without CONVENTION it lists them, with what each would change. Render with "slipway synth" ' +
    'afterwards.',
  arguments: [
    { name: 'SERVICE', summary: 'a service of the catalog', isRequired: true, values: 'services' },
    {
      name: 'CONVENTION...',
      summary: 'conventions that it has not adopted (default: they are listed)',
      isRequired: false,
    },
  ],
  options: [catalogOption, { flags: '--dry-run', summary: 'show what would change, and write nothing' }, jsonOption],
  examples: [
    { command: 'slipway adopt web', summary: 'what it has not adopted' },
    { command: 'slipway adopt web labels token', summary: 'take two conventions on' },
  ],
  isWriting: true,
  run: async (input, context) => {
    const { adopt } = await import('./adopt.js');
    const [service = '', ...conventions] = input.words;
    return adopt(
      { place: input.place, service, conventions, isDryRun: input.flag('dryRun'), isJson: input.flag('json') },
      context,
    );
  },
};
