import { secretInManifest } from '../../../../src/check/rules/kubernetes/secret-in-manifest';
import { testCases } from '../../../helpers/rule-cases';

const finding = 'error: the ConfigMap "web" has what looks like a secret in it';

testCases(secretInManifest, [
  { in: 'an annotation that is called so', manifests: map('annotations: { token: hunter2S3 }'), finds: [finding] },
  { in: 'a label that is called so', manifests: map('labels: { acme.io/password: hunter2S3 }'), finds: [finding] },
  {
    in: 'an annotation that names a Secret',
    manifests: map('annotations: { nginx.ingress.kubernetes.io/auth-secret: basic-auth, a/token-url: x }'),
    finds: [],
  },
  { in: 'an annotation that is filled in', manifests: map('annotations: { token: "<path:kv/web#token>" }'), finds: [] },
]);

function map(metadata: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop, ${metadata} }\n`;
}
