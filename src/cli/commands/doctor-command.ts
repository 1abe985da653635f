import { Refusal } from '../../model/refusal';
import type { CommandSpec } from '../command';
import { catalogOption, jsonOption } from '../common-options';

/** `slipway doctor`. */
export const doctorCommand: CommandSpec = {
  name: 'doctor',
  summary: 'say why a service does not run in an environment, or what the catalog lacks',
  description:
    'Without a service: says what a valid catalog still has that nobody can have meant, such as placeholders of "slipway init", ' +
    'versions of Kubernetes that are not known, and callers outside the mesh of services that say how their calls are repeated. With one: asks Argo CD and the cluster through kubectl, with the rights of whoever asks, and changes nothing: Applications, workloads, ' +
    'pods, events, secrets from a store. The exit code is 1 when something is found, or could not be asked. What is wrong with ' +
    'the cluster as a whole, "npm run platform -- doctor" says.',
  arguments: [
    { name: 'SERVICE', summary: 'name of the service', isRequired: false, values: 'services' },
    { name: 'ENV', summary: 'environment, or an alias', isRequired: false, values: 'environments' },
  ],
  options: [
    catalogOption,
    { flags: '--context <CONTEXT>', summary: 'context of the kubeconfig for its cluster (default: the current one)' },
    { flags: '--argocd-context <CONTEXT>', summary: 'that of the cluster where Argo CD is (default: the same)' },
    jsonOption,
  ],
  examples: [
    { command: 'slipway doctor', summary: 'what is left to fill in?' },
    { command: 'slipway doctor payment-service dev', summary: 'why does it not run?' },
    {
      command: 'slipway doctor payment-service prod --context prod --argocd-context tools',
      summary: 'with two clusters',
    },
  ],
  run: async (input, context) => {
    const [service, environment] = input.words;
    if (service === undefined) {
      const { diagnoseCatalog } = await import('./diagnose-catalog.js');
      return diagnoseCatalog({ place: input.place, isJson: input.flag('json') }, context);
    }
    if (environment === undefined)
      throw new Refusal(`say in which environment: "slipway doctor ${service} ENV"`, 'usage');
    const { diagnoseService } = await import('./diagnose-service.js');
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
