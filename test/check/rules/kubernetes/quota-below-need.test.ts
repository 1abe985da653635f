import { quotaBelowNeed } from '../../../../src/check/rules/kubernetes/quota-below-need';
import { testCases } from '../../../helpers/rule-cases';

const quota = (hard: string): string => `---
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec: { hard: { ${hard} } }
`;
const limits = `---
apiVersion: v1
kind: LimitRange
metadata: { name: shop, namespace: shop }
spec: { limits: [{ type: Container, default: { cpu: 500m }, defaultRequest: { cpu: 100m } }] }
`;

interface Pods {
  readonly name?: string;
  readonly kind?: string;
  readonly replicas?: number;
  readonly resources?: string;
  readonly more?: string;
}

const workload = ({
  name = 'web',
  kind = 'Deployment',
  replicas = 3,
  resources = '{}',
  more = '',
}: Pods): string => `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec:
  ${kind === 'DaemonSet' ? '' : `replicas: ${replicas}`}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${more}
      containers: [{ name: web, image: "ghcr.io/your-org/web:v1", resources: ${resources} }]
`;
const autoscaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  minReplicas: 2
  maxReplicas: 10
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
`;
const half = '{ requests: { cpu: 500m, memory: 1Gi } }';

testCases(quotaBelowNeed, [
  {
    in: 'more than there is room for',
    manifests: workload({ resources: half }) + quota('requests.cpu: "1", memory: 3Gi, pods: 3'),
    finds: ['error: the pods of namespace "shop" need 1500m of requests.cpu, above the 1 of the ResourceQuota "shop"'],
  },
  {
    in: 'several workloads, of which each has room',
    manifests: workload({ resources: half }) + workload({ name: 'db', kind: 'StatefulSet' }) + quota('pods: "5"'),
    finds: ['error: the pods of namespace "shop" need 6 of pods, above the 5 of the ResourceQuota "shop"'],
  },
  {
    in: 'an autoscaler that has no room to grow',
    manifests: workload({ resources: half }) + autoscaler + quota('requests.memory: 4Gi'),
    finds: [
      'warning: the pods of namespace "shop" need 10Gi of requests.memory at their largest, above the 4Gi of the ResourceQuota "shop"',
    ],
  },
  {
    in: 'containers that say nothing, and get what a LimitRange says',
    manifests: workload({}) + limits + quota('limits.cpu: "1", requests.cpu: 300m'),
    finds: ['error: the pods of namespace "shop" need 1500m of limits.cpu, above the 1 of the ResourceQuota "shop"'],
  },
  {
    in: 'an init container that asks for more than all others together, and a native sidecar',
    manifests:
      workload({
        replicas: 1,
        resources: '{ requests: { cpu: 100m } }',
        more: 'initContainers: [{ name: side, image: a, restartPolicy: Always, resources: { requests: { cpu: 200m } } }, { name: first, image: a, resources: { requests: { cpu: 1 } } }]',
      }) + quota('cpu: 1'),
    finds: ['error: the pods of namespace "shop" need 1200m of cpu, above the 1 of the ResourceQuota "shop"'],
  },
  {
    in: 'a pod on each node, of which nobody knows how many there are',
    manifests: workload({ kind: 'DaemonSet' }) + quota('pods: 1'),
    finds: [],
  },
  { in: 'enough room', manifests: workload({ resources: half }) + quota('requests.cpu: 1500m'), finds: [] },
  {
    in: 'another namespace',
    manifests: workload({ resources: half }).replaceAll('namespace: shop', 'namespace: other') + quota('pods: 1'),
    finds: [],
  },
  {
    in: 'a quota of some pods only',
    manifests: workload({}) + quota('pods: 1').replace('spec: {', 'spec: { scopes: [BestEffort],'),
    finds: [],
  },
  {
    in: 'one workload that is there twice',
    manifests: workload({}) + workload({}) + quota('pods: 3'),
    finds: [],
  },
]);
