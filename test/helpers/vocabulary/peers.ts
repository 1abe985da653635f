import { ofService } from './example';

const rabbit =
  'ports:\n  - { name: amqp, containerPort: 5672, protocol: tcp }\n  - { name: epmd, containerPort: 4369, protocol: tcp }\n  - { name: dist, containerPort: 25672, protocol: tcp }\n';

export const peers = [
  ofService(
    'a cluster of three with a volume each, which start at once',
    `${rabbit}peers: [epmd, dist]\nscale: { owner: fixed, replicas: 3 }\nstorage: { size: 1Gi, mountPath: /var/lib/rabbitmq }\npodManagement: parallel\nservice: { ports: { amqp: {} } }\n`,
  ),
  ofService(
    'members that keep their names, and nothing else',
    `${rabbit}runs: members\npeers: [epmd, dist]\nscale: { owner: fixed, replicas: 3 }\n`,
  ),
  ofService('pods of a Deployment that find each other', `${rabbit}peers: [epmd]\n`),
  ofService('a pod on each node, which gossip', `${rabbit}runs: everywhere\npeers: [epmd]\n`),
];
