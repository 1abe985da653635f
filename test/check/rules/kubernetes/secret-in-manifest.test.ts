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

const inPod = 'warning: the Pod "web" has what looks like a secret in it';
const inApplication = 'warning: the Application "web" has what looks like a secret in it';
const inThing = 'warning: the Thing "web" has what looks like a secret in it';

testCases(secretInManifest, [
  { in: 'a flag', manifests: pod('args: [--password=hunter2S3]'), finds: [inPod] },
  { in: 'a flag and the word behind it', manifests: pod('args: [--password, hunter2S3]'), finds: [inPod] },
  { in: 'a script', manifests: pod('command: [sh, -c, "PGPASSWORD=hunter2S3 psql -h db"]'), finds: [inPod] },
  {
    in: 'a header of a probe',
    manifests: pod('livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: X-Api-Key, value: hunter2S3 }] } }'),
    finds: [inPod],
  },
  {
    in: 'words of a process without one',
    manifests: pod('args: [--password, $(DB_PASSWORD), --password-file=/x]'),
    finds: [],
  },
  {
    in: 'a variable, which another rule says',
    manifests: pod('env: [{ name: DB_PASSWORD, value: hunter2S3 }]'),
    finds: [],
  },
  {
    in: 'values of a chart',
    manifests: application('helm: { values: "auth:\\n  password: hunter2S3\\n" }'),
    finds: [inApplication],
  },
  {
    in: 'values of a chart, as an object',
    manifests: application('helm: { valuesObject: { auth: { password: hunter2S3 } } }'),
    finds: [inApplication],
  },
  {
    in: 'a parameter of a chart',
    manifests: application('helm: { parameters: [{ name: auth.password, value: hunter2S3 }] }'),
    finds: [inApplication],
  },
  {
    in: 'a variable of a plugin',
    manifests: application('plugin: { env: [{ name: API_KEY, value: hunter2S3 }] }'),
    finds: [inApplication],
  },
  {
    in: 'parameters that name Secrets and their keys',
    manifests: application(
      'helm: { parameters: [{ name: auth.existingSecret, value: web }, { name: auth.passwordKey, value: password }] }',
    ),
    finds: [],
  },
  { in: 'a custom resource', manifests: thing('auth: { user: web, password: hunter2S3 }'), finds: [inThing] },
  {
    in: 'the variables of a custom resource',
    manifests: thing('containers: [{ name: web, env: [{ name: DB_PASSWORD, value: hunter2S3 }] }]'),
    finds: [inThing],
  },
  {
    in: 'custom resources that name keys of Secrets',
    manifests: thing('passwordSecret: { secretName: web, password: web-password }, secretRef: { password: db }'),
    finds: [],
  },
]);

function pod(container: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web, ${container} }] }\n`;
}

function application(source: string): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: web }\nspec: { source: { ${source} } }\n`;
}

function thing(spec: string): string {
  return `apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: web }\nspec: { ${spec} }\n`;
}

function map(metadata: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop, ${metadata} }\n`;
}
