import type { OptionSpec } from './command';

/** Which catalog is meant. */
export const catalogOption: OptionSpec = {
  flags: '--catalog <DIR>',
  summary: 'folder that holds platform.yaml (default: the one around this folder)',
  values: 'folders',
};

/** That programs read the answer. */
export const jsonOption: OptionSpec = { flags: '--json', summary: 'print one JSON object' };
