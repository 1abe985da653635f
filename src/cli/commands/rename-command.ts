import type { CommandSpec } from '../command';
import { catalogOption } from '../common-options';

/** `slipway rename`: another name for a service, in steps that end no pod. */
export const renameCommand: CommandSpec = {
  name: 'rename',
  summary: 'give a service another name, in two steps',
  description:
    'Another name is another service: its pods, its DNS name and its host are new. The first run copies the service with the image that it runs, and both run. ' +
    'When the new one is healthy everywhere, the same command again lets callers change over and retires the old one. When that has ' +
    'ended, delete its folder.',
  arguments: [
    { name: 'SERVICE', summary: 'name of the service', isRequired: true, values: 'services' },
    { name: 'NAME', summary: 'its new name', isRequired: true },
  ],
  options: [{ flags: '-n, --dry-run', summary: 'write nothing, and say what would be written' }, catalogOption],
  examples: [
    { command: 'slipway rename web site', summary: 'once for each step' },
    { command: 'slipway rename web site --dry-run', summary: 'what the next step would write' },
  ],
  isWriting: true,
  run: async (input, context) => {
    const { rename } = await import('./rename.js');
    const [service = '', name = ''] = input.words;
    return rename({ place: input.place, service, name, isDryRun: input.flag('dryRun') }, context);
  },
};
