import { secretInConfigMap } from '../../../../src/check/rules/kubernetes/secret-in-config-map';
import { testCases } from '../../../helpers/rule-cases';

const map = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n${data}\n`;
const binary = (key: string, text: string): string =>
  map(`binaryData: { ${key}: ${Buffer.from(text).toString('base64')} }`);
const found = (key: string): readonly string[] => [
  `warning: the ConfigMap "web" has what looks like a secret under "${key}"`,
];

testCases(secretInConfigMap, [
  {
    in: 'properties',
    manifests: map('data: { application.properties: "a=b\\nspring.datasource.password=hunter2S3\\n" }'),
    finds: found('application.properties'),
  },
  {
    in: 'a file of YAML',
    manifests: map('data: { config.yaml: "db:\\n  password: hunter2S3\\n" }'),
    finds: found('config.yaml'),
  },
  {
    in: 'a file of JSON',
    manifests: map(`data: { config.json: '{ "db": { "password": "hunter2S3" } }' }`),
    finds: found('config.json'),
  },
  {
    in: 'what is kept as bytes',
    manifests: binary('application.properties', 'spring.datasource.password=hunter2S3\n'),
    finds: found('application.properties'),
  },
  {
    in: 'a private key that is kept as bytes',
    manifests: binary('key', ['-----BEGIN RSA', 'PRIVATE KEY-----\nabc'].join(' ')),
    finds: ['error: the ConfigMap "web" has a private key under "key"'],
  },
  {
    in: 'settings that are filled in',
    manifests: map('data: { config.yaml: "password: ${DB_PASSWORD}\\npasswordKey: password\\n" }'),
    finds: [],
  },
  {
    in: 'a script that asks for one',
    manifests: map('data: { run.sh: "PASSWORD=$(cat /x)\\npassword: hunter2S3\\n" }'),
    finds: [],
  },
  { in: 'bytes that are no text', manifests: map('binaryData: { logo.png: iVBORw0KGgo= }'), finds: [] },
]);
