import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';

/** `slipway doctor`. */
export const doctorCommand: CommandSpec = {
  name: 'doctor',
  summary: 'say why a service does not run in an environment, and what to do',
  description:
    'Asks Argo CD and the cluster through kubectl, with the rights of whoever asks, and changes nothing: Applications, workloads, ' +
    'pods, events, secrets from a store. The exit code is 1 when something is found, or could not be asked. What is wrong with ' +
    'the cluster as a whole, "npm run platform -- doctor" says.',
  arguments: [
    { name: 'SERVICE', summary: 'name of the service', isRequired: true, values: 'services' },
    { name: 'ENV', summary: 'environment, or an alias', isRequired: true, values: 'environments' },
  ],
  options: [
    catalogOption,
    { flags: '--context <CONTEXT>', summary: 'context of the kubeconfig for its cluster (default: the current one)' },
    { flags: '--argocd-context <CONTEXT>', summary: 'that of the cluster where Argo CD is (default: the same)' },
    jsonOption,
  ],
  examples: [
    { command: 'slipway doctor payment-service dev', summary: 'why does it not run?' },
    {
      command: 'slipway doctor payment-service prod --context prod --argocd-context tools',
      summary: 'with two clusters',
    },
  ],
  run: async (input, context) => {
    const { diagnoseService } = await import('./diagnose-service.js');
    const [service = '', environment = ''] = input.words;
    return diagnoseService(
      {
        place: input.place,
        service,
        environment,
        context: input.text('context'),
        argocdContext: input.text('argocdContext'),
        isJson: input.flag('json'),
      },
      context,
    );
  },
};
