import { gitAccess } from '../../../stacks/argocd/git-access';
import { ArgoCdSettings } from '../../../stacks/settings/argocd';

const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIJNqDvWl0tR2';

const problems = (git: object) =>
  ArgoCdSettings.safeParse({ git }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test('a server of Git with an authority, host keys and a proxy of its own is reached', () => {
  const { git } = ArgoCdSettings.parse({
    git: {
      certificates: { 'git.example.com': certificate },
      knownHosts: [`git.example.com ssh-ed25519 ${key}`, `[git.example.com]:7999 ecdsa-sha2-nistp256 ${key}=`],
      proxy: 'http://proxy.example.com:3128',
      noProxy: ['git.example.com'],
    },
  });

  expect(gitAccess(git)).toEqual({
    configs: {
      tls: { certificates: { 'git.example.com': certificate } },
      ssh: {
        extraHosts: `git.example.com ssh-ed25519 ${key}\n[git.example.com]:7999 ecdsa-sha2-nistp256 ${key}=`,
      },
    },
    repoServer: {
      env: [
        { name: 'HTTPS_PROXY', value: 'http://proxy.example.com:3128' },
        {
          name: 'NO_PROXY',
          value: 'localhost,127.0.0.1,.svc,.cluster.local,argocd-redis,argocd-redis-ha-haproxy,git.example.com',
        },
      ],
    },
  });
});

test('a public forge needs none of it', () => {
  expect(gitAccess(undefined)).toEqual({ configs: {}, repoServer: {} });
});

test('a private key, and what is no host key, are refused', () => {
  expect(
    problems({
      certificates: { 'git.example.com': '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n' },
      knownHosts: ['git.example.com', `# git.example.com:22 SSH-2.0-OpenSSH`, `-----BEGIN OPENSSH PRIVATE KEY-----`],
    }),
  ).toEqual([
    'git.certificates.git.example.com: must be a certificate in the form of PEM, which is public',
    'git.knownHosts.0: must be a line of known_hosts, as ssh-keyscan writes it',
    'git.knownHosts.1: must be a line of known_hosts, as ssh-keyscan writes it',
    'git.knownHosts.2: must be a line of known_hosts, as ssh-keyscan writes it',
  ]);
});

test('a password of a proxy is refused, and not repeated', () => {
  const said = problems({ proxy: 'http://ann:hunter2@proxy.example.com:3128' });

  expect(said).toEqual([expect.stringMatching(/^git\.proxy: has a user in it, /)]);
  expect(JSON.stringify(ArgoCdSettings.safeParse({ git: { proxy: 'http://ann:hunter2@p:1' } }))).not.toContain(
    'hunter2',
  );
});

test('an Argo CD of somebody else is told by whoever installed it', () => {
  expect(ArgoCdSettings.safeParse({ install: false, git: {} }).error?.issues.map(({ path }) => path)).toEqual([
    ['git'],
  ]);
});
