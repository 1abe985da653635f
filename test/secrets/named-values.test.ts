import { secretsIn } from '../../src/secrets/find';
import { withoutSecrets } from '../../src/secrets/hide';
import { hiddenSecret } from '../../src/secrets/hidden';

const secret = 'hunter2S3';
const documentSaysASecret = (text: string): boolean => secretsIn(text).some(({ sign }) => sign === 'setting');

test.each([
  `- name: DB_PASSWORD\n  value: ${secret}\n`,
  `- value: ${secret}\n  name: DB_PASSWORD\n`,
  `{"env":[{"name":"DB_PASSWORD","value":"${secret}"}]}`,
  `- op: replace\n  path: /data/db-password\n  value: ${secret}\n`,
  `[{"op":"add","path":"/data/apiKey","value":"${secret}"}]`,
  `kind: Secret\nmetadata: { name: a }\nstringData:\n  a: ${secret}\n`,
  `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"stringData":{"a":"${secret}"}}`,
  `auth:\n  rootPassword: ${secret}\n`,
])('a document inside of a text says a secret, and shows none: %j', (text) => {
  expect(documentSaysASecret(text)).toBe(true);
  expect(withoutSecrets(text)).not.toContain(secret);
  expect(withoutSecrets(text)).toContain(hiddenSecret);
});

test.each([
  '- name: DB_PASSWORD\n  valueFrom: { secretKeyRef: { name: a, key: b } }\n',
  '- name: DB_PASSWORD\n  value: $(OTHER)\n',
  '- name: LOG_LEVEL\n  value: info\n',
  '- op: replace\n  path: /spec/template/spec/containers/0/image\n  value: ghcr.io/your-org/web:v1.2.0\n',
  'kind: ConfigMap\ndata:\n  a: b\n---\nkind: Secret\nmetadata: { name: a }\n',
  '{"kind":"Secret","metadata":{"name":"a"}}',
])('one without stays as it is: %j', (text) => {
  expect(documentSaysASecret(text)).toBe(false);
  expect(withoutSecrets(text)).toBe(text);
});
