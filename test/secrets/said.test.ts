import { secretsIn } from '../../src/secrets/find';

const says = (text: string, ...signs: readonly string[]): boolean =>
  secretsIn(text).some(({ sign }) => signs.includes(sign));

test.each([
  ['--password=hunter2S3', true],
  ['--db.password hunter2S3', true],
  ['-password="hunter2S3"', true],
  ['set -e; PGPASSWORD=hunter2S3 psql -h db', true],
  ['export API_KEY=hunter2S3', true],
  ['helm template --set auth.password=hunter2S3', true],
  ['curl -fsS -u admin:hunter2S3 https://x', true],
  ["--password 'hunter2S3' --verbose", true],
  ['-Xmx1g -Ddb.password=hunter2S3', true],
  ['https://x/y?access_token=hunter2S3&b=c', true],
  ['connect(password="hunter2S3")', true],
  ['curl -u "$USER:$PASSWORD" https://x', false],
  ['chown -R 1000:1000 /data; docker run -u 1000:1000 x', false],
  ['--password=$(DB_PASSWORD)', false],
  ['--password "$DB_PASSWORD"', false],
  ['--password --verbose', false],
  ['--password-file=/run/secrets/x', false],
  ['--secret=my-secret --token-ttl=30m --api-key-header=X-Key', false],
  ['client_secret=oauth2-proxy-client-secret', false],
  ['PASSWORD=$(cat /x)', false],
  ['PASSWORD=`cat /x`', false],
  ['if [ -z "$PASSWORD" ]; then echo "set --password"; fi', false],
])('"%s" says a password: %s', (text, isSaid) => {
  expect(says(text, 'program', 'words')).toBe(isSaid);
});

test.each([
  ['a=b\nspring.datasource.password=hunter2S3\n', true],
  ['db:\n  user: x\n  password: hunter2S3\n', true],
  ['db:\n  - password: "hunter2S3"\n', true],
  ['{ "db": { "password": "hunter2S3" } }', true],
  ['[db]\npassword = hunter2S3\n', true],
  ['<server><password>hunter2S3</password></server>', true],
  ['password: >-\n  hunter2S3\n', true],
  ['a: |\n  b\npassword: |\n    hunter2S3\nc: d\n', true],
  ['password: >-\n  the wiki says which\n', false],
  ['user web\npassword hunter2S3\n', true],
  ['password required\npassword sha256\npassword is2 x\n', false],
  ['port 6379\nrequirepass hunter\n', true],
  ['# requirepass hunter is what people write\n', false],
  ['<property name="db.password" value="hunter2S3"/>', true],
  ['<property name="db.user" value="web" password="x"/>', false],
  ['password: ${DB_PASSWORD}\n', false],
  ['password: ""\n', false],
  ['password: $argocd-secret:db\n', false],
  ['passwordSecretRef:\n  name: db\n  key: password\n', false],
  ['password: the wiki says which one it is\n', false],
  ['{ "password": "{{ .Values.password }}", "passwordKey": "password" }', false],
  ['<password>${env.PASSWORD}</password>', false],
  ['local password = get_password(user)\n', false],
])('%j says a password: %s', (text, isSaid) => {
  expect(says(text, 'setting')).toBe(isSaid);
});
