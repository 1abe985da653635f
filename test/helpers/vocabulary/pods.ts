import { environmentYaml } from '../a-catalog';
import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';
const overlay = 'release: { version: v1.0.0 }\n';

/** An environment whose namespaces bound no CPU. */
const unboundedCpu = environmentYaml
  .replace('limits: { cpu: "16"', 'limits: { cpu: none')
  .replace('max: { cpu: "2"', 'max: { cpu: none')
  .replace('default: { cpu: 500m', 'default: { cpu: none');

export const pods = [
  ofService(
    'a role of a cloud',
    http +
      'identity: { annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/{service}-{environment}" } }\n',
  ),
  ofService(
    'a token, and what it is for',
    http +
      'identity:\n  token: true\n  rules:\n    - { resources: [configmaps], verbs: [get, list, watch] }\n    - { apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [web], verbs: [get, update] }\n',
  ),
  ofService('no limit of CPU', http + 'resources: { limits: { cpu: none, memory: 1Gi } }\n', {
    files: Object.fromEntries(['dev', 'prod'].map((name) => [`environments/${name}.yaml`, unboundedCpu])),
    findings: ['incomplete-resource-quota', 'missing-cpu-limit'],
  }),
  ofService(
    'pods that are replaced with their secrets',
    http + 'secrets: { keys: { token: { env: TOKEN } }, reload: reloader }\n',
  ),
  ofService('images that not everybody may pull', http + 'pull: { secrets: [ghcr-pull] }\n'),
  ofService('another registry, and another repository in one environment', http, {
    files: {
      'services/web/prod.yaml':
        overlay + 'pull: { registry: eu.gcr.io/your-org, repository: web-hardened, policy: Always }\n',
    },
  }),
  ofService(
    'nodes of a kind',
    http +
      'scheduling:\n  nodeSelector: { node.kubernetes.io/instance-type: m6i.large }\n  nodes:\n    - { key: kubernetes.io/arch, values: [amd64, arm64] }\n    - { key: example.com/gpus, operator: Gt, values: ["2"] }\n    - { key: example.com/spot, operator: DoesNotExist }\n  tolerations:\n    - { key: dedicated, value: web, effect: NoSchedule }\n    - { key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 60 }\n',
  ),
  ofService(
    'priority, runtime, scheduler and hosts',
    http +
      'scheduling:\n  spread: false\n  priorityClass: system-cluster-critical\n  runtimeClass: gvisor\n  schedulerName: volcano\n  hostAliases: { 10.1.2.3: [db.example.com, cache.example.com] }\n',
    { findings: ['pods-not-spread'] },
  ),
];
