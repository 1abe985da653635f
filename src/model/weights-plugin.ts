/** Name under which Argo Rollouts has its plugin for the Gateway API, which sets weights of routes. */
export const weightsPlugin = 'argoproj-labs/gatewayAPI';
