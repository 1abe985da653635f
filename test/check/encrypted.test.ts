import { join } from 'node:path';

import { rules } from '../../src/check/rules';
import { runRules } from '../../src/check/run-rules';
import { readShippedLifecycles, readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import { readManifestText } from '../../src/manifests/read-text';

const packageRoot = join(__dirname, '..', '..');
const settings = {
  kubernetesVersion: '1.36',
  schemas: readShippedSchemas(packageRoot, '1.36'),
  lifecycles: readShippedLifecycles(packageRoot),
};

const encrypted = 'ENC[AES256_GCM,data:8t05UTiTQ8j8,iv:zC2InvhKLuCaj9c=,tag:AAAA==,type:str]';
const sops = `sops:\n  age: [{ recipient: age1qqqq, enc: nothing }]\n  mac: "${encrypted}"\n  version: 3.9.0\n`;

function errorsIn(text: string): readonly string[] {
  const checked = readManifestText(text, 'a.yaml');
  expect(checked.unreadable).toEqual([]);
  return runRules(checked, { rules, settings })
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule} ${message}`);
}

const secret = (data: string, more = sops) =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: b }\n${data}${more}`;

test.each([
  ['data of a Secret', secret(`data: { token: "${encrypted}" }\n`)],
  ['text of a Secret', secret(`stringData: { token: "${encrypted}" }\n`)],
  [
    'what a registry wants',
    secret(`type: kubernetes.io/dockerconfigjson\ndata: { .dockerconfigjson: "${encrypted}" }\n`),
  ],
  [
    'data of a ConfigMap',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\ndata: { token: "${encrypted}" }\n${sops}`,
  ],
  [
    'numbers of a custom resource',
    `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: a, namespace: b }\nspec: { refreshInterval: "${encrypted}", data: "${encrypted}", secretStoreRef: { name: a, kind: SecretStore } }\n${sops}`,
  ],
])('SOPS has encrypted %s: there is nothing wrong with it', (_, text) => {
  expect(errorsIn(text)).toEqual([]);
});

test('what SOPS was not told to encrypt is looked at', () => {
  expect(errorsIn(secret(`stringData: { password: hunter2S3cret, token: "${encrypted}" }\n`))).toEqual([
    expect.stringContaining('the Secret "a" has a value under "password"'),
  ]);
});

test('a text that only looks encrypted is applied as it is', () => {
  expect(errorsIn(secret(`data: { token: "${encrypted}" }\n`, ''))).toEqual(
    expect.arrayContaining([expect.stringContaining('in data.token is not base64')]),
  );
});
