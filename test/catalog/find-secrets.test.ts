import { platformYaml, serviceYaml } from '../helpers/a-catalog';
import { problemsOf } from '../helpers/problems-of';

// Put together here, so that no scanner takes an example for a secret.
const token = `ghp_${'a1B2'.repeat(9)}`;
const key = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ');

test.each([
  ['a named variable', 'env: { DB_PASSWORD: hunter2S3cret }'],
  ['a token in any variable', `env: { A: ${token} }`],
  ['a line of a file', 'config: { values: { app.properties: "a=b\\nspring.datasource.password=hunter2S3cret\\n" } }'],
  ['a key of several lines', `config: { values: { tls: "${key}\\nMIIE\\n" } }`],
  ['a flag', 'args: ["--db-password=hunter2S3cret"]'],
  ['the word after a flag', 'args: ["--db-password", "hunter2S3cret"]'],
  ['a password of a program', 'command: [mysqladmin, ping, -phunter2S3cret]'],
  ['the same over two lists', 'command: [curl]\nargs: [-u, "web:hunter2S3cret", "https://x"]'],
  ['a script', 'command: [sh, -c, "redis-cli -a hunter2S3cret ping"]'],
  ['a login', 'env: { NEO4J_AUTH: neo4j/hunter2S3cret }'],
  ['a password in an address', 'env: { DB: "postgres://web:hunter2S3cret@db/web" }'],
])('a secret in the catalog is refused, and not repeated: %s', (_, setting) => {
  const problems = problemsOf({ 'services/web/service.yaml': `${serviceYaml}${setting}\n` });

  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/services\/web\/service\.yaml:[45]:/);
  expect(problems[0]).toContain('no field of a catalog takes one');
  expect(problems[0]).not.toMatch(/hunter2|ghp_|MIIE/);
});

test('a password in the address of the repository is refused', () => {
  const platform = platformYaml.replace('https://', 'https://user:hunter2S3cret@');

  expect(problemsOf({ 'platform.yaml': platform })).toEqual([
    expect.stringContaining('an address with a password is written here'),
  ]);
});

test.each([
  ['a variable that is filled in', 'env: { DB_PASSWORD: "$(OTHER)", TOKEN_URL: https://id.example.com/token }'],
  ['keys of the store', 'secrets: { keys: { db-password: { env: DB_PASSWORD, property: db-password } } }'],
  ['words of a program', 'command: [curl, -u, "$(USER):$(PASSWORD)", "https://x:8443/y"]'],
  ['names with colons', 'env: { CACHE: "redis:6379", WHO: "app:web", IMAGE_OF: "redis:7.2-alpine" }'],
  ['a file with the secret', 'env: { DB_PASSWORD_FILE: /etc/secrets/db-password }'],
])('what only names a secret is none: %s', (_, setting) => {
  expect(problemsOf({ 'services/web/service.yaml': `${serviceYaml}${setting}\n` })).toEqual([]);
});
