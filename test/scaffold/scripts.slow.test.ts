import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

import { Checkout } from './a-checkout';

const digest = /^sha256:[0-9a-f]{64}$/;

describe('names', () => {
  test.each([
    ['a branch', { BRANCH: 'main' }, 'main'],
    ['a branch with letters that a tag may not have', { BRANCH: 'feature/a b' }, 'feature-a-b'],
    ['nothing', {}, 'local'],
  ])('R1-05: %s gives a version with seven letters of the commit', async (_, variables, expected) => {
    const checkout = new Checkout();

    const { stdout } = await checkout.run(['sh', '-c', '. ci/names.sh; echo "$VERSION"'], variables);

    expect(stdout.trim()).toBe(`${expected}-${checkout.head().slice(0, 7)}`);
  });

  test.each([
    ['v1.2.3', 0],
    ['v1.2.3-rc.1', 0],
    ['v1.2', 1],
    ['v01.2.3', 1],
    ['latest', 1],
  ])('R3-18: the tag %s as a release: exit code %s', async (tag, expected) => {
    const { exitCode, stdout } = await new Checkout().run(['sh', '-c', '. ci/names.sh; echo "$VERSION"'], { TAG: tag });

    expect([exitCode, stdout.trim()]).toEqual([expected, expected === 0 ? tag : '']);
  });
});

test.each([
  [{ BRANCH: 'main' }, 'dev'],
  [{ TAG: 'v1.2.3' }, 'dev'],
  [{ BRANCH: 'feature/x' }, ''],
  [{}, ''],
])('R1-03: %j leads to the environment "%s"', async (variables, expected) => {
  expect((await new Checkout().run(['ci/environment.sh'], variables)).stdout.trim()).toBe(expected);
});

test('R1-13: subjects of commits that are not conventional are named', async () => {
  const checkout = new Checkout();
  const base = checkout.head();
  const commit = async (subject: string) =>
    checkout.run([
      'git',
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@b',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      subject,
    ]);
  for (const subject of ['feat: add letters', 'fix(api)!: another port', 'chore: update image tags to 3f9c2a1'])
    await commit(subject);
  const fine = await checkout.run(['ci/check-commits.sh', base]);
  await commit('Fixed stuff');
  await commit('feat:nothing');

  const wrong = await checkout.run(['ci/check-commits.sh', base]);

  expect([fine.exitCode, wrong.exitCode]).toEqual([0, 1]);
  expect(wrong.stderr.split('\n').filter((line) => line.startsWith('  '))).toEqual(['  feat:nothing', '  Fixed stuff']);
});

describe('an image', () => {
  const built = (checkout: Checkout) => checkout.asked.filter((line) => line.startsWith('buildx build'));

  test('R4-16: is built for both architectures, and its digest is written down', async () => {
    const checkout = new Checkout();

    const { exitCode } = await checkout.run(['ci/image.sh'], { BRANCH: 'main' });

    const version = `main-${checkout.head().slice(0, 7)}`;
    const written = checkout.digestOf(`ghcr.io/your-org/mail:${version}`);
    expect(exitCode).toBe(0);
    expect(written).toMatch(digest);
    expect(built(checkout)).toEqual([expect.stringContaining('--platform linux/amd64,linux/arm64')]);
    expect(readFileSync(join(checkout.root, 'image-mail.env'), 'utf8')).toBe(
      `IMAGE=ghcr.io/your-org/mail\nVERSION=${version}\nDIGEST=${written}\n`,
    );
  });

  test('of a release is that of its commit: it gets a name, and nothing is built', async () => {
    const checkout = new Checkout();
    await checkout.run(['ci/image.sh'], { BRANCH: 'main' });

    await checkout.run(['ci/image.sh'], { TAG: 'v1.2.3' });

    expect(built(checkout)).toHaveLength(1);
    expect(checkout.digestOf('ghcr.io/your-org/mail:v1.2.3')).toBe(
      checkout.digestOf(`ghcr.io/your-org/mail:main-${checkout.head().slice(0, 7)}`),
    );
  });

  test('R1-16, R3-12, R3-14: is scanned and signed by its digest, without a key and with one', async () => {
    const checkout = new Checkout();
    await checkout.run(['ci/image.sh'], { BRANCH: 'main' });
    const reference = `ghcr.io/your-org/mail@${checkout.digestOf(`ghcr.io/your-org/mail:sha-${checkout.head()}`)}`;
    checkout.asked.length = 0;

    await checkout.run(['ci/scan.sh']);
    await checkout.run(['ci/sign.sh']);
    await checkout.run(['ci/sign.sh'], { COSIGN_PRIVATE_KEY: 'a key' });

    const [scan, keyless, keyed] = checkout.asked.slice(-3);
    expect(scan).toMatch(new RegExp(`--severity HIGH,CRITICAL .*${reference}$`));
    expect(keyless).toMatch(new RegExp(`sign --yes ${reference}$`));
    expect(keyed).toMatch(new RegExp(`sign --yes --key env://COSIGN_PRIVATE_KEY ${reference}$`));
    expect(keyed).not.toContain('a key');
  });
});

describe('R4-03: of a workspace', () => {
  const workspace = () => {
    const checkout = new Checkout({ template: 'rust-workspace', name: 'auth' });
    for (const name of ['chat', 'world'])
      checkout.commit(`services/${name}/Cargo.toml`, `services/${name}/src/main.rs`);
    return checkout;
  };

  test.each([
    ['a service', ['services/auth/src/main.rs'], 'auth'],
    ['two services', ['services/world/Cargo.toml', 'services/auth/src/main.rs'], 'auth world'],
    ['what they share', ['shared/src/lib.rs'], 'auth chat world'],
    ['what they share, and a service', ['services/auth/src/main.rs', 'shared/src/lib.rs'], 'auth chat world'],
    ['dependencies', ['Cargo.lock'], 'auth chat world'],
    ['how they are built', ['Dockerfile.service'], 'auth chat world'],
    ['something new', ['assets/logo.svg'], 'auth chat world'],
    ['a deployment', ['deployments/auth/kustomization.yaml'], ''],
    ['a text of a service', ['services/auth/README.md', 'README.md', 'docs/a.png'], ''],
    ['a service that is gone', ['services/physics/src/main.rs'], ''],
    ['nothing', [], ''],
  ])('%s builds what it is about', async (_, paths, expected) => {
    const { stdout } = await workspace().run(
      ['ci/affected-services.sh'],
      {},
      paths.map((path) => `${path}\n`).join(''),
    );

    expect(stdout.trim().split('\n').join(' ')).toBe(expected);
  });

  test('a last folder that is no service is no failure of what asks for all of them', async () => {
    const checkout = workspace();
    checkout.commit('services/zone/README.md');

    const asked = checkout.run(['bash', '-o', 'pipefail', 'ci/affected-services.sh'], {}, 'Cargo.lock\n');

    expect(await asked).toMatchObject({ exitCode: 0, stdout: 'auth\nchat\nworld\n' });
  });

  test('what changed since a commit is built; without one, and for a release, everything', async () => {
    const checkout = workspace();
    const base = checkout.head();
    checkout.commit('services/chat/src/main.rs', 'deployments/auth/a.yaml');
    const ask = async (word: string, variables = {}) =>
      (await checkout.run(['ci/changed-services.sh', word], variables)).stdout;

    expect(await ask(base)).toBe('chat');
    expect(await ask('0'.repeat(40))).toBe('auth chat world');
    expect(await ask('')).toBe('auth chat world');
    expect(await ask(base, { TAG: 'v1.0.0' })).toBe('auth chat world');
  });

  test('an image is of the last commit that was about its service: what others change makes none', async () => {
    const checkout = workspace();
    const image = async (service: string, variables: Readonly<Record<string, string>>) =>
      checkout.run(['ci/image.sh'], { SERVICE_NAME: service, ...variables });
    for (const service of ['auth', 'chat']) await image(service, { BRANCH: 'main' });
    const chat = checkout.commit('services/chat/src/main.rs');
    await image('chat', { BRANCH: 'main' });

    for (const service of ['auth', 'chat']) await image(service, { TAG: 'v1.0.0' });

    const builds = checkout.asked.filter((line) => line.startsWith('buildx build'));
    expect(builds.map((line) => /SERVICE_NAME=(\S+)/.exec(line)?.[1])).toEqual(['auth', 'chat', 'chat']);
    expect(builds[0]).toContain('--file Dockerfile.service');
    expect(checkout.digestOf('ghcr.io/your-org/chat:v1.0.0')).toBe(
      checkout.digestOf(`ghcr.io/your-org/chat:main-${chat.slice(0, 7)}`),
    );
  });

  test('something is done for each service, which it is told', async () => {
    const { stdout } = await workspace().run([
      'ci/for-services.sh',
      'auth chat',
      'sh',
      '-c',
      'echo "$SERVICE_NAME has $1"',
      'sh',
      '{}:local',
    ]);

    expect(stdout.split('\n').filter((line) => !line.startsWith('---'))).toEqual([
      'auth has auth:local',
      'chat has chat:local',
      '',
    ]);
  });

  test('a failure of one ends it', async () => {
    const { exitCode, stdout } = await workspace().run(['ci/for-services.sh', 'auth chat', 'false']);

    expect([exitCode, stdout]).toEqual([1, '--- auth: false\n']);
  });
});

describe('R3-02: Slack', () => {
  test('is told a text, whatever letters it has, and the address is in no list of processes', async () => {
    const bodies: unknown[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString();
      });
      request.on('end', () => {
        bodies.push(JSON.parse(body));
        response.end('ok');
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const checkout = new Checkout();

    const { exitCode } = await checkout.run(['ci/tell-slack.sh', 'mail "main" \\ success\nhttps://ci.example.com/1'], {
      SLACK_WEBHOOK: `http://127.0.0.1:${port}/services/secret`,
    });
    server.close();

    expect(exitCode).toBe(0);
    expect(bodies).toEqual([{ text: 'mail "main" \\ success https://ci.example.com/1' }]);
  });

  test('that nobody has set up is no failure', async () => {
    const { exitCode, stdout } = await new Checkout().run(['ci/tell-slack.sh', 'x']);

    expect([exitCode, stdout]).toEqual([0, 'SLACK_WEBHOOK is not set: nobody is told\n']);
  });
});
