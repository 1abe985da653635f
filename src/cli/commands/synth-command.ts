import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';

/** `slipway synth`: renders the catalog into a tree. */
export const synthCommand: CommandSpec = {
  name: 'synth',
  summary: 'render the catalog into a GitOps tree',
  description:
    'Renders the catalog into Kubernetes manifests and Argo CD Applications. Files that are current stay untouched, ' +
    'stale files of Slipway are removed, files of others are left alone. With bad input nothing is written.',
  arguments: [],
  options: [
    catalogOption,
    {
      flags: '-o, --out <DIR>',
      summary: 'root of the tree (default: the repository that holds the catalog, else ./dist)',
      values: 'folders',
    },
    { flags: '-e, --env <ENV>', summary: 'render this environment only; a name or an alias', values: 'environments' },
    { flags: '-s, --service <NAME>', summary: 'render this service only', values: 'services' },
    jsonOption,
    {
      flags: '--leave-running',
      summary: 'remove services that are not retired: what they run stays on the cluster, with nobody to manage it',
    },
    { flags: '--prune', summary: 'remove files, even when they are more than a third of the tree' },
    { flags: '-n, --dry-run', summary: 'write nothing, and say what would be written and removed' },
    { flags: '-w, --watch', summary: 'render again whenever a file of the catalog changes, until Ctrl-C' },
    { flags: '--no-cache', summary: 'render everything, even what is known to be current' },
    { flags: '-q, --quiet', summary: 'print nothing but errors' },
  ],
  examples: [
    { command: 'slipway synth', summary: 'render everything' },
    { command: 'slipway synth --env prod --service payment-service', summary: 'render one placement' },
    { command: 'slipway synth --dry-run', summary: 'look before you write' },
    { command: 'slipway synth --watch', summary: 'render while you edit' },
    { command: "slipway synth --json | jq -r '.written[]'", summary: 'list what was written' },
  ],
  isWriting: true,
  run: async (input, context) => {
    const { synth } = await import('./synth.js');
    const options = {
      place: input.place,
      environment: input.text('env'),
      service: input.text('service'),
      isJson: input.flag('json'),
      isQuiet: input.flag('quiet'),
      isCached: input.flag('cache'),
      isDry: input.flag('dryRun'),
      isPruning: input.flag('prune'),
      leavesRunning: input.flag('leaveRunning'),
    };
    if (!input.flag('watch')) return synth(options, context);
    const { watchCatalog } = await import('./watch-catalog.js');
    return await watchCatalog(options, context);
  },
};
