import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';

/** `slipway sync`. */
export const syncCommand: CommandSpec = {
  name: 'sync',
  summary: 'have Argo CD apply what Git says, in the right order',
  description:
    "Starts Argo CD's syncs in an environment that people sync: its namespaces first, then services in the order of their " +
    'waves, each wave when the one before is well. Argo CD looks at Git first; what is as Git says is left alone. It is asked ' +
    'at ARGOCD_SERVER with the token in ARGOCD_AUTH_TOKEN, as the argocd command does. While a freeze of the environment lasts, ' +
    'nothing is started but an urgent fix, where the gates let one go past freezes. The exit code is 1 when something did not ' +
    'get there.',
  arguments: [
    { name: 'ENV', summary: 'environment, or an alias', isRequired: true, values: 'environments' },
    {
      name: 'SERVICE...',
      summary: 'these only, without the namespaces (default: all)',
      isRequired: false,
      values: 'services',
    },
  ],
  options: [
    { flags: '--prune', summary: 'also delete what is no longer in Git' },
    { flags: '--revision <COMMIT>', summary: 'a commit (default: what the environment follows)' },
    { flags: '--timeout <SECONDS>', summary: 'the most that one Application may take (default: 300)' },
    { flags: '--hotfix <WHY>', summary: 'urgent: it does not wait for the end of a freeze; Argo CD shows why' },
    { flags: '--dry-run', summary: 'say what waits, and start nothing' },
    catalogOption,
    jsonOption,
  ],
  examples: [
    { command: 'slipway sync prod --dry-run', summary: 'what waits for a person?' },
    { command: 'slipway sync prod', summary: 'apply it all, in order' },
    { command: 'slipway sync prod payment-service --prune', summary: 'one service, and what it has no more' },
    {
      command: 'slipway sync prod web --hotfix "orders fail"',
      summary: 'during a freeze, what was agreed to as urgent',
    },
  ],
  run: async (input, context) => {
    const { syncEnvironment } = await import('./sync-environment.js');
    const [environment = '', ...services] = input.words;
    return await syncEnvironment(
      {
        place: input.place,
        environment,
        services,
        prune: input.flag('prune'),
        revision: input.text('revision'),
        timeout: input.text('timeout'),
        hotfix: input.text('hotfix'),
        isDryRun: input.flag('dryRun'),
        isJson: input.flag('json'),
      },
      context,
    );
  },
};
