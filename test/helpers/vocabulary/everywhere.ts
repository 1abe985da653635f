import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';

export const everywhere = [
  ofService(
    "a pod on each node, also on those that are nobody else's",
    http + 'runs: everywhere\nscheduling: { tolerations: [{ operator: Exists, effect: NoSchedule }] }\n',
  ),
  ofService(
    'a worker on each node, replaced on a quarter of them at once',
    'runs: everywhere\nports: []\nrollout: { strategy: rolling, maxSurge: 0, maxUnavailable: 25% }\nprobes: { liveness: { protocol: exec, command: [/alive] } }\n',
  ),
  ofService(
    'a pod on each node, beside the one that it replaces',
    http + 'runs: everywhere\nrollout: { strategy: rolling, maxSurge: 1, maxUnavailable: 0 }\n',
  ),
];
