import { settingsSayAPassword, wordsSayAPassword } from '../../src/secrets/said';

test.each([
  ['--password=hunter2S3', true],
  ['--db.password hunter2S3', true],
  ['-password="hunter2S3"', true],
  ['set -e; PGPASSWORD=hunter2S3 psql -h db', true],
  ['export API_KEY=hunter2S3', true],
  ['helm template --set auth.password=hunter2S3', true],
  ['curl -fsS -u admin:hunter2S3 https://x', true],
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
  expect(wordsSayAPassword(text)).toBe(isSaid);
});

test.each([
  ['a=b\nspring.datasource.password=hunter2S3\n', true],
  ['db:\n  user: x\n  password: hunter2S3\n', true],
  ['db:\n  - password: "hunter2S3"\n', true],
  ['{ "db": { "password": "hunter2S3" } }', true],
  ['[db]\npassword = hunter2S3\n', true],
  ['<server><password>hunter2S3</password></server>', true],
  ['password: ${DB_PASSWORD}\n', false],
  ['password: ""\n', false],
  ['password: $argocd-secret:db\n', false],
  ['passwordSecretRef:\n  name: db\n  key: password\n', false],
  ['password: the wiki says which one it is\n', false],
  ['{ "password": "{{ .Values.password }}", "passwordKey": "password" }', false],
  ['<password>${env.PASSWORD}</password>', false],
  ['local password = get_password(user)\n', false],
])('%j says a password: %s', (text, isSaid) => {
  expect(settingsSayAPassword(text)).toBe(isSaid);
});
