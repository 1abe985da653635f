import { quotaRefusesPods } from '../../../../src/check/rules/kubernetes/quota-refuses-pods';
import { testCases } from '../../../helpers/rule-cases';

const quota = `---
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec: { hard: { requests.cpu: "4" } }
`;
const limits = `---
apiVersion: v1
kind: LimitRange
metadata: { name: shop, namespace: shop }
spec: { limits: [{ type: Container, max: { cpu: "2" } }] }
`;
const pod = `---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: "ghcr.io/your-org/web:v1" }] }
`;
const refused = 'error: container "web" has no requests.cpu, and the ResourceQuota "shop" counts requests.cpu';

testCases(quotaRefusesPods, [
  { in: 'a namespace that counts what a pod does not say', manifests: pod + quota, finds: [refused] },
  { in: 'a namespace where a LimitRange says it instead', manifests: pod + quota + limits, finds: [] },
  { in: 'another namespace than that of the quota', manifests: pod.replace('shop }', 'dev }') + quota, finds: [] },
]);
