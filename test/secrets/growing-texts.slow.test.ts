import { secretsIn } from '../../src/secrets/find';
import { waysOf } from '../../src/secrets/programs';
import { growthOf } from '../helpers/growth';

const programs =
  `mysql mariadb-dump mycli 7z curl http https xh sshpass redis-cli valkey-benchmark redis-server mongosh mongodump
  ldapsearch sqlcmd bcp isql mosquitto_pub unzip zip cqlsh rabbitmqadmin impala-shell docker podman nerdctl buildah helm oras crane
  skopeo regctl etcdctl smbclient rpcclient net openssl kubectl oc argocd gh glab vault consul`.split(/\s+/);

const words = [
  ...programs.map((program) => `${program} `),
  'mysql -p',
  'mysql -phunter2 ',
  'curl -u a:hunter2 ',
  'docker login -p hunter2 ',
  'skopeo --creds a:hunter2 ',
  '--password ',
  '--password=hunter2S3 ',
  'PASSWORD=',
  'password: ',
  'password: hunter2S3\n',
  'password: >-\n  ',
  'password ',
  '"password":"',
  '"password": "hunter2S3",',
  '<password>',
  '<password>x1y</password>',
  'name="password" value="',
  'requirepass ',
  'name: A\n',
  'value: ',
  'name: DB_PASSWORD\nvalue: hunter2S3\n',
  'kind: Secret\n',
  'data:\n',
  '---\n',
  '  a: hunter2\n',
  '-----BEGIN RSA PRIVATE',
  ' KEY-----',
  '-----END',
  'Basic ',
  'bearer a1B2c3',
  'machine a login b password c1d ',
  'basic YTpiY2Q= ',
  '(a secret: not shown)',
  '$(A)',
  '${A}',
  '{{ a',
  '<a',
  'ENC[',
  '/a',
  'a.b-',
  'https://a:b',
  '?token=',
  '&',
  '|',
  ';',
  "'",
  '\\',
  '\n',
];

test('the programs are those that the judge knows', () => {
  expect(programs.filter((program) => waysOf(program).length === 0)).toEqual([]);
});

test.each(words)(
  'the work for a text of %j grows as the text does',
  (unit) => {
    expect(growthOf((text) => secretsIn(text), unit)).toBeLessThan(3);
    expect(growthOf((text) => secretsIn(text, 'DB_PASSWORD'), unit)).toBeLessThan(3);
    expect(growthOf((text) => secretsIn(JSON.stringify({ a: [text, { password: text }] })), unit)).toBeLessThan(3);
  },
  120_000,
);
