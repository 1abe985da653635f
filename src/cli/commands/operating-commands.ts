import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';
import { doctorCommand } from './doctor-command';

const environment = {
  name: 'ENV',
  summary: 'environment, or an alias (default: every one)',
  isRequired: false,
  values: 'environments',
} as const;
const groups = ['team', 'system', 'service'] as const;

/** Commands for whoever runs services and clusters: why something does not run, and what the catalog asks of the world around it. */
export const operatingCommands: readonly CommandSpec[] = [
  doctorCommand,
  {
    name: 'capacity',
    summary: 'say how much CPU and memory services ask for, and may use',
    description:
      'Adds up requests and limits of every replica, from the fewest pods of autoscalers to the most. With --prometheus it also ' +
      'says which services ask for much more or less than their pods have used in a week.',
    arguments: [environment],
    options: [
      { flags: '--by <WHAT>', summary: 'team, system or service (default: system)', values: groups },
      { flags: '--prometheus <URL>', summary: 'a Prometheus that has measured the pods' },
      catalogOption,
      jsonOption,
    ],
    examples: [
      { command: 'slipway capacity dev', summary: 'what every system of an environment needs' },
      {
        command: 'slipway capacity prod --by service --prometheus http://localhost:9090',
        summary: 'with what they should ask for',
      },
    ],
    run: async (input, context) => {
      const { showCapacity } = await import('./capacity.js');
      return await showCapacity(
        {
          place: input.place,
          environment: input.words[0],
          by: groups.find((one) => one === input.text('by')) ?? 'system',
          prometheus: input.text('prometheus'),
          isJson: input.flag('json'),
        },
        context,
      );
    },
  },
  {
    name: 'secrets',
    summary: 'say which keys of the secret store services need',
    description:
      'Lists every key and property that services take, per environment, with who takes it, ExternalSecrets of manifests, charts, ' +
      'kustomizations and extensions included. --vault prints them as a script of Vault commands, one entry per key, that takes ' +
      'nothing away from a key that is there. Values come from variables of the shell: Slipway knows no value.',
    arguments: [environment],
    options: [
      { flags: '-s, --service <NAME>', summary: 'this service only', values: 'services' },
      { flags: '--store <NAME>', summary: 'this store only' },
      { flags: '--vault', summary: 'print commands for Vault' },
      {
        flags: '--mount <PATH>',
        summary:
          "where Vault's key-value engine is mounted, one of secrets.mounts of the platform (default: the first)",
      },
      catalogOption,
      jsonOption,
    ],
    examples: [
      { command: 'slipway secrets prod', summary: 'what has to be in the store' },
      { command: 'slipway secrets prod --service payment-service --vault', summary: 'how to put it there' },
    ],
    run: async (input, context) => {
      const { showSecrets } = await import('./secrets.js');
      return showSecrets(
        {
          place: input.place,
          environment: input.words[0],
          service: input.text('service'),
          store: input.text('store'),
          format: input.flag('json') ? 'json' : input.flag('vault') ? 'vault' : 'table',
          mount: input.text('mount'),
        },
        context,
      );
    },
  },
  {
    name: 'portal',
    summary: 'print what the portal has to be told once: blueprints, actions and pages',
    description:
      'Prints JSON for the API of Port, made after the catalog: blueprints of services and of what runs where, entities of ' +
      'environments, an action for each thing that may be asked for, and pages of widgets. The actions call the controller.',
    arguments: [],
    options: [{ flags: '--controller <URL>', summary: 'where Port reaches the controller' }, catalogOption],
    examples: [
      { command: 'slipway portal --controller https://gitops.example.com', summary: 'all that Port needs, as JSON' },
    ],
    run: async (input, context) => {
      const { showPortal } = await import('./portal.js');
      return showPortal({ place: input.place, controller: input.text('controller') }, context);
    },
  },
];
