import { isEncryptedBySops, isEncryptedText } from '../../../manifests/sops';
import { mappingAt, valueAt } from '../../../manifests/value-at';
import { formatOfSecret } from '../../../secrets/formats';
import { isPlaceholder } from '../../../secrets/looks';
import type { Rule } from '../../rule';

/** What an Argo CD repository or cluster has in its Secret that anybody may read. */
const openKeys: ReadonlySet<string> = new Set(['url', 'type', 'name', 'project', 'server', 'enableOCI', 'insecure']);

export const secretInGit: Rule = {
  id: 'secret-in-git',
  title: 'a Secret is written with its values',
  why: 'Base64 hides nothing: whoever can read the repository has the secret, and it stays in the history of Git for ever.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  severity: 'error',
  hidesLine: true,
  failing: `
apiVersion: v1
kind: Secret
metadata: { name: web, namespace: shop }
stringData: { db-password: hunter2 }
`,
  passing: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  data: [{ secretKey: db-password, remoteRef: { key: shop/web, property: db-password } }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Secret', '')) {
      const isEncrypted = isEncryptedBySops(object.value);
      const isOfArgoCd = valueAt(object.value, ['metadata', 'labels', 'argocd.argoproj.io/secret-type']) !== undefined;
      for (const field of ['data', 'stringData'] as const) {
        for (const [key, value] of Object.entries(mappingAt(object.value, [field]))) {
          if (typeof value !== 'string' || (isOfArgoCd && openKeys.has(key))) continue;
          // SOPS encrypts what it is told to, which may be less than all.
          if (isEncrypted && isEncryptedText(value)) continue;
          const text = field === 'data' ? Buffer.from(value, 'base64').toString('utf8') : value;
          const format = formatOfSecret(text);
          if (format === undefined && (isPlaceholder(text) || isCertificate(text))) continue;
          report({
            object,
            path: [field, key],
            message: `the Secret "${object.name}" has ${format ?? 'a value'} under "${key}"`,
            hint: 'use an ExternalSecret, a SealedSecret or SOPS, and replace the value: it has been seen',
          });
        }
      }
    }
  },
};

/** A certificate is meant to be shown; its key is not. */
function isCertificate(text: string): boolean {
  return /^\s*-----BEGIN CERTIFICATE-----/.test(text) && !text.includes('PRIVATE KEY');
}
