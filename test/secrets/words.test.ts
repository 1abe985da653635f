import { hiddenSecret } from '../../src/secrets/hidden';
import { scriptWithoutPasswords, wordsWithoutPasswords } from '../../src/secrets/words';

test.each([
  'mysql -uroot -phunter2S3 -e "select 1"',
  'mysqladmin ping -h 127.0.0.1 -u root -phunter2S3',
  '/usr/bin/mariadb-dump -p"hunter2S3" shop > /backup/x.sql',
  'curl -fsS -u admin:hunter2S3 https://x',
  'curl -u"admin:hunter2S3" https://x',
  'curl -sku admin:hunter2S3 https://x',
  'curl --user=admin:hunter2S3 https://x',
  'curl https://x \\\n  -u admin:hunter2S3 \\\n  -o /dev/null',
  'sshpass -p hunter2S3 ssh a@b',
  "sshpass -p'hunter2S3' ssh a@b",
  'redis-cli -h cache -a hunter2S3 ping',
  'valkey-cli --pass hunter2S3 ping',
  'redis-server --requirepass hunter2S3',
  'mongosh -u root -p hunter2S3 admin',
  'ldapsearch -x -D cn=admin -w hunter2S3',
  'sqlcmd -S . -U sa -P hunter2S3',
  'docker login -u me -p hunter2S3 ghcr.io',
  'skopeo copy --dest-creds me:hunter2S3 a b',
  'smbclient -U me%hunter2S3 //x/y',
  'openssl rsa -passin pass:hunter2S3 -in x',
  'kubectl --token hunter2S3 get pods',
  'set -e; sleep 1 && redis-cli -a hunter2S3 ping || exit 1',
  'command: ["mysql", "-phunter2S3"]',
  'command:\n  - mysql\n  - -phunter2S3\n',
])('a script shows its program, and no password: %s', (text) => {
  const shown = scriptWithoutPasswords(text);

  expect(shown).toBe(text.replace('hunter2S3', hiddenSecret));
});

test.each([
  'mysql -u root -p -e "select 1"',
  'mysql -uroot -p"$MYSQL_ROOT_PASSWORD"',
  'mysql -u root -p$(cat /run/secrets/x) -P3306',
  'mysqld --port=3306 -p3306',
  'curl -u "$USER:$PASSWORD" https://x',
  'curl -H "Host: a:bcdef" https://x:8443/y',
  'curl -o out:file -sS https://x',
  'docker run -p 8080:80 -u 1000:1000 nginx',
  'mkdir -p /var/lib/mysql-files && chown mysql:mysql /var/lib/mysql',
  'redis-cli ping -a',
  'redis-cli -a "$REDIS_PASSWORD" ping',
  'sshpass -e ssh a@b',
  'psql -h db -p 5432 -U app',
  'unzip -o x.zip -d /data',
  'cp -a /mysql/source /mysql/target',
  'ssh -p 22022 a@b',
  'openssl req -passout env:PASS',
  'kubectl get pods -n redis-cli',
])('a script without a password stays as it is: %s', (text) => {
  expect(scriptWithoutPasswords(text)).toBe(text);
});

test('a program, its flag and the password may be words of two lists', () => {
  expect(wordsWithoutPasswords(['curl', '-u', 'admin:hunter2S3', 'https://x'])).toEqual([
    'curl',
    '-u',
    `admin:${hiddenSecret}`,
    'https://x',
  ]);
  expect(wordsWithoutPasswords(['sh', '-c', 'redis-cli -a hunter2S3 ping'])[2]).toBe(
    `redis-cli -a ${hiddenSecret} ping`,
  );
});
