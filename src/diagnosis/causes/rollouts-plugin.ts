import type { Case } from '../case';
import type { Cause } from '../cause';
import { eventsAbout, ofKind, pluginsOf, servedName } from '../facts';
import { listsTrafficPlugin } from '../traffic-plugins';

// Without its plugin the controller of Argo Rollouts gives up before it writes a status or an event: its log alone says
// "plugin ... not configured in configmap". So its configuration is looked at.
export const rolloutsPlugin: Cause = {
  id: 'rollouts-plugin',
  title: 'Argo Rollouts cannot set weights of routes',
  find: (one) =>
    ofKind(one, 'Rollout').flatMap((rollout) => {
      const name = servedName(rollout);
      const missing = pluginsOf(rollout).filter((plugin) => !isConfigured(one, plugin));
      // A new error is said again and again; the last one is enough.
      const errors = eventsAbout(one, name, 'TrafficRoutingError').slice(-1);
      return [
        ...missing.map((plugin) => ({
          what: `release of "${name}" does not begin: weights of its routes are set by the plugin "${plugin}", which Argo Rollouts does not have. Its controller stops there, and says so in its log alone`,
          remedy: `where the platform is Slipway's, "canaryWeights: routes" of environment "${one.environment}" installs it with the next "pulumi up"; elsewhere list it under trafficRouterPlugins of ConfigMap argo-rollouts-config, beside the controller, and restart that (kubectl rollout restart deployment argo-rollouts); or set "rollout.weights" to pods`,
        })),
        ...errors.map((message) => ({
          what: `release of "${name}" cannot set the weights of its routes: ${message}`,
          remedy: `kubectl -n ${one.namespace} get httproutes,grpcroutes says which there are; the account of Argo Rollouts has to be allowed to change them`,
        })),
      ];
    }),
  example: {
    objects: [
      {
        kind: 'Rollout',
        metadata: { name: 'web' },
        spec: {
          strategy: {
            canary: { trafficRouting: { plugins: { 'argoproj-labs/gatewayAPI': { httpRoutes: [{ name: 'web' }] } } } },
          },
        },
      },
    ],
    rolloutsConfigs: [{ kind: 'ConfigMap', metadata: { name: 'argo-rollouts-config' }, data: {} }],
  },
};

/** Whether Argo Rollouts has a plugin, as far as anybody could look. */
function isConfigured({ rolloutsConfigs }: Case, plugin: string): boolean {
  if (rolloutsConfigs === undefined) return true;
  return rolloutsConfigs.some((config) => listsTrafficPlugin(config, plugin));
}
