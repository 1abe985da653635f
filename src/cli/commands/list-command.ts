import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';

/** `slipway list`: what the catalog at hand says that runs where. */
export const listCommand: CommandSpec = {
  name: 'list',
  summary: 'list services with their teams and versions in every environment',
  description:
    'Shows what the catalog at hand says: a row for each service, a column for each environment. What the branch says, since ' +
    'when, and whether it is healthy, "slipway status" shows.',
  arguments: [{ name: 'SERVICE...', summary: 'only these', isRequired: false, values: 'services' }],
  options: [
    { flags: '-e, --env <ENV>', summary: 'this environment only; a name or an alias', values: 'environments' },
    { flags: '--team <TEAM>', summary: 'services of this team only', values: 'teams' },
    catalogOption,
    jsonOption,
  ],
  examples: [
    { command: 'slipway list', summary: 'services, environments and versions' },
    { command: 'slipway list -e prod --team backend-team', summary: 'what a team has in production' },
    { command: "slipway list --json | jq -r '.services[].name'", summary: 'names, for a script' },
  ],
  run: async (input, context) => {
    const { listServices } = await import('./list.js');
    return listServices(
      {
        place: input.place,
        services: input.words,
        environment: input.text('env'),
        team: input.text('team'),
        isJson: input.flag('json'),
      },
      context,
    );
  },
};
