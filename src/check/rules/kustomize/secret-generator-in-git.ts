import type { Kustomization } from '../../../manifests/manifest';
import { listAt } from '../../../manifests/value-at';
import { isPlaceholder } from '../../../secrets/looks';
import { generatorsOf } from '../../kustomize/generators';
import type { Generator } from '../../kustomize/generators';
import { namedPathsOf } from '../../kustomize/named-paths';
import type { Report, Rule } from '../../rule';

export const secretGeneratorInGit: Rule = {
  id: 'secret-generator-in-git',
  title: 'a secretGenerator has its values in the repository',
  why: 'Literals, and the files beside them, are as readable as everything else in Git, and stay in its history. Nothing encrypts or decrypts them on the way.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  severity: 'error',
  hidesLine: true,
  failing: `
# kustomization.yaml
secretGenerator:
  - { name: web, literals: [db-password=hunter2] }
`,
  passing: `
# kustomization.yaml
resources: [external-secret.yaml]
---
# external-secret.yaml
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  data: [{ secretKey: db-password, remoteRef: { key: shop/web, property: db-password } }]
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      for (const generator of generatorsOf(object)) {
        if (generator.kind !== 'Secret') continue;
        for (const found of [...literalsOf(generator), ...filesOf(generator, object)]) {
          const hint = 'use an ExternalSecret, a SealedSecret or SOPS, and replace the value: it has been seen';
          report({ object, hint, ...found });
        }
      }
    }
  },
};

function literalsOf({ name, value, path }: Generator): readonly Omit<Report, 'object'>[] {
  return listAt(value, ['literals']).flatMap((literal, index) => {
    const [key = '', ...rest] = typeof literal === 'string' ? literal.split('=') : [];
    const text = rest.join('=');
    if (text === '' || isPlaceholder(text)) return [];
    const message = `the generator of Secret "${name}" has a value for "${key}"`;
    return [{ path: [...path, 'literals', index], message }];
  });
}

/** A file may hold anything, a certificate that everybody may see included. */
function filesOf({ name, path }: Generator, kustomization: Kustomization): readonly Omit<Report, 'object'>[] {
  return namedPathsOf(kustomization)
    .filter((named) => named.path[0] === path[0] && named.path[1] === path[1])
    .filter(({ text }) => kustomization.partAt?.(text).type === 'file')
    .map(({ text, path: at }) => ({
      path: at,
      severity: 'warning',
      message: `the generator of Secret "${name}" reads "${text}", which is in the repository`,
    }));
}
