import { InputError } from '../../../src/model/problem';
import { readSettings } from '../../../stacks/read-settings';
import { clusterId } from '../helpers/record';
import { asPulumi } from '../helpers/the-stack';

test('an Argo CD that is there already is not asked for what only an installation decides', () => {
  expect(messageOf({ install: false, highlyAvailable: true, nodes: 3 })).toMatchInlineSnapshot(`
   "stacks/config/Pulumi.dev.yaml: slipway:argocd.highlyAvailable: true is decided by whoever installed Argo CD, because "install" is false; remove it
   stacks/config/Pulumi.dev.yaml: slipway:argocd.nodes: 3 is decided by whoever installed Argo CD, because "install" is false; remove it"
  `);
});

test('a secret in the settings is refused, and not repeated', () => {
  const config = { clientID: 'argocd', clientSecret: 'hunter2' };
  const connectors = [{ type: 'github', id: 'github', name: 'GitHub', config }];

  expect(messageOf({ signIn: { kind: 'dex', connectors } })).toMatchInlineSnapshot(
    `"stacks/config/Pulumi.dev.yaml: slipway:argocd.signIn.connectors[0].config.clientSecret: "(a secret: not shown)" is a secret, and settings are no place for one; write "$argocd-sign-in:KEY", and put it under KEY"`,
  );
});

test('what is wrong with a way in is said with its key', () => {
  expect(messageOf({ exposure: { kind: 'gateway', host: 'https://argocd.example.com', name: 'public' } }))
    .toMatchInlineSnapshot(`
   "stacks/config/Pulumi.dev.yaml: slipway:argocd.exposure.host: "https://argocd.example.com" must be a lower-case host name such as "web.example.com", with at most 63 characters between dots
   stacks/config/Pulumi.dev.yaml: slipway:argocd.exposure.namespace: "namespace" is missing; add it"
  `);
});

function messageOf(argocd: object): string {
  try {
    readSettings(asPulumi({ cluster: { id: clusterId }, argocd }), 'dev');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'there is nothing wrong';
}
