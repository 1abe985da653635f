import type { OptionSpec } from './command';

/** Which catalog is meant. */
export const catalogOption: OptionSpec = {
  flags: '--catalog <DIR>',
  summary: 'folder that holds platform.yaml (default: the one around this folder)',
  values: 'folders',
};

/** That programs read the answer. */
export const jsonOption: OptionSpec = { flags: '--json', summary: 'print one JSON object' };

/** That code of the repository may run. */
export const allowExtensionsOption: OptionSpec = {
  flags: '--allow-extensions',
  summary: 'run the code of slipway.extensions.js beside the catalog; without it, what that makes is left out',
};
