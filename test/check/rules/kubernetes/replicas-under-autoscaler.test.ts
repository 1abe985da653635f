import { replicasUnderAutoscaler } from '../../../../src/check/rules/kubernetes/replicas-under-autoscaler';
import { testCases } from '../../../helpers/rule-cases';

const workload = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }] }
`;
const ignored = `  ignoreDifferences: [{ group: apps, kind: Deployment, jsonPointers: [/spec/replicas] }]
`;
const fights =
  'warning: the Deployment "web" has 3 replicas, and the HorizontalPodAutoscaler "web" decides that number';

testCases(replicasUnderAutoscaler, [
  { in: 'a tree without Applications', manifests: workload, finds: [fights] },
  { in: 'a tree that Argo CD keeps as it is in Git', manifests: application('') + workload, finds: [fights] },
  {
    in: 'a tree in which Argo CD compares no number, and sets it at each sync',
    manifests: application(ignored) + workload,
    finds: [`${fights}: Application "web" ignores it when it compares, and each sync sets 3 again`],
  },
  {
    in: 'a tree in which Argo CD keeps the number that is there',
    manifests: application(`${ignored}  syncPolicy: { syncOptions: [RespectIgnoreDifferences=true] }\n`) + workload,
    finds: [],
  },
]);

function application(more: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
${more}---
`;
}
