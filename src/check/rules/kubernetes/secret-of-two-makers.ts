import { secretMakers, type SecretMaker } from '../../secret-makers';
import type { Rule } from '../../rule';

export const secretOfTwoMakers: Rule = {
  id: 'secret-of-two-makers',
  title: 'two objects make one Secret',
  why: 'A controller refuses a Secret that another one owns, so that its keys never come; or both write over each other for ever. Merging is for Secrets that no controller owns.',
  source: 'https://github.com/external-secrets/external-secrets/issues/4225',
  severity: 'error',
  failing: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: base, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  target: { name: web, creationPolicy: Owner }
  data: [{ secretKey: base, remoteRef: { key: shop/base } }]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: extra, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  target: { name: web, creationPolicy: Merge }
  data: [{ secretKey: extra, remoteRef: { key: shop/extra } }]
`,
  passing: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: base, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  target: { name: web, creationPolicy: Owner }
  data: [{ secretKey: extra, remoteRef: { key: shop/extra } }, { secretKey: base, remoteRef: { key: shop/base } }]
`,
  check(inventory, report) {
    for (const [key, makers] of secretMakers(inventory)) {
      const name = key.slice(key.indexOf('/') + 1);
      const owner = makers.find(({ how }) => how === 'owns');
      if (owner === undefined) continue;
      for (const maker of makers) {
        if (maker === owner || !isConflict(owner, maker)) continue;
        const { object } = owner;
        report({
          object: maker.object,
          path: maker.path,
          message:
            maker.how === 'adds'
              ? `the Secret "${name}", into which ${maker.object.kind} "${maker.object.name}" puts its keys, is owned by ${object.kind} "${object.name}"`
              : `the Secret "${name}" that ${maker.object.kind} "${maker.object.name}" makes is made by ${object.kind} "${object.name}", too (${object.file})`,
          hint: 'let one of them have all keys, or give the Secret another name',
        });
      }
    }
  },
};

/** Keys may be put into a Secret that is in Git. Two that are in Git are one object twice, which another rule says. */
function isConflict(owner: SecretMaker, maker: SecretMaker): boolean {
  const [isOwnerPlain, isMakerPlain] = [owner, maker].map(({ object }) => object.kind === 'Secret');
  if (maker.how === 'adds') return isOwnerPlain !== true;
  return !(isOwnerPlain === true && isMakerPlain === true) && owner.object !== maker.object;
}
