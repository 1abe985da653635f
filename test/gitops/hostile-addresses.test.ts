import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { branchRef, ownRef, tagRef } from '../../src/gitops/ref-name';
import { remoteAddress, withoutPassword } from '../../src/gitops/remote-address';
import { Refusal } from '../../src/model/refusal';
import { aSpyGit } from '../helpers/a-spy-git';
import { aRemote, aWriter } from '../helpers/a-remote';
import { temporaryFolder } from '../helpers/temporary-folder';

const hostileAddresses = [
  '',
  ' ',
  '-u',
  '--upload-pack=touch x',
  '--upload-pack=touch x;',
  'ext::sh -c touch% x',
  'ext::sh -c "touch x"',
  'EXT::sh -c x',
  'fd::17/foo',
  'transport::address',
  'git://example.com/x.git',
  'ftp://example.com/x.git',
  'javascript:alert(1)',
  'ssh://-oProxyCommand=touch%20x/x.git',
  'ssh://user@-oProxyCommand=touch/x.git',
  'ssh://-oProxyCommand=x@example.com/x.git',
  '-oProxyCommand=touch@example.com:x.git',
  'git@-oProxyCommand=touch:x.git',
  'git@example.com:-oProxyCommand=x',
  'git@example.com:../x.git',
  'git@example.com:a/../../x.git',
  'git@example.com:x y.git',
  'git@example.com:`touch x`',
  'git@example.com:$(touch x)',
  'git@example.com:x;touch x',
  'git@example.com::x',
  'example.com:x.git',
  'C:\\x.git',
  '/srv/git/x.git',
  '../x.git',
  './x.git',
  '~/x.git',
  'file://example.com/x.git',
  'file:///srv/../etc/x',
  'file:///srv/%2e%2e/x',
  'file:///srv/%2E./x',
  'file:///srv/x\n--upload-pack=x',
  'file:///srv/x\0y',
  'file:///srv/x y',
  'https://user:secret@example.com/x.git',
  'https://:secret@example.com/x.git',
  'https://example.com',
  'https://example.com/',
  'https://example.com/x.git?token=secret',
  'https://example.com/x.git#secret=1',
  'https://exa mple.com/x.git',
  'https://example.com:port/x.git',
  'https://example.com:999999/x.git',
  'https://exämple.com/x.git',
  'https://[::1/x.git',
  'https://example.com\\@other.com/x.git',
  'https://example.com@other@third.com/x.git',
  'https:///x.git',
  'https://example.com/\u001b[31m',
  'https://example.com/\u202egit.x',
  'http:example.com/x.git',
  'ssh://git@example.com',
  'ssh://git@example.com:22x/x',
  'ssh+git://git@example.com/x.git',
  `https://example.com/${'x'.repeat(2000)}`,
];

const hostileRefs = [
  '',
  '-',
  '--force',
  '-d',
  '+main',
  ':main',
  'main:other',
  '*',
  'a*',
  'a?b',
  'a[b',
  '..',
  'a..b',
  'a/../b',
  '.a',
  'a/.b',
  'a.',
  'a.lock',
  'a.LOCK',
  'a/b.lock/c',
  '/a',
  'a/',
  'a//b',
  'a b',
  'a\tb',
  'a\nb',
  'a\0b',
  'a\u007fb',
  'a\\b',
  'a~1',
  'a^',
  'a^{commit}',
  '@{-1}',
  'a@{1}',
  'a{b',
  'ünicode',
  'a\u202eb',
  '"a"',
  "'a'",
  '`a`',
  '$(a)',
  '${a}',
  'a;b',
  'a|b',
  'a&b',
  'a>b',
  'a<b',
  'a(b',
  'a!b',
  '%00',
  'x'.repeat(300),
  '--end-of-options',
  '--upload-pack=x',
  'refs/heads/-x',
  '-/x',
  'x/-y',
  ' main',
  'main ',
  '\u200bmain',
  'a:b:c',
];

test('there are 60 of each', () => {
  expect([new Set(hostileAddresses).size, new Set(hostileRefs).size]).toEqual([60, 60]);
});

test('hostile addresses are refused before Git starts, and no password of them is said', async () => {
  const spy = aSpyGit();
  const folder = join(temporaryFolder(), 'clone');

  for (const remote of hostileAddresses) {
    let error: unknown;
    await aWriter('', { remote, folder, variables: { PATH: spy.path } }).catch((caught: unknown) => (error = caught));
    expect([remote, error]).toEqual([remote, expect.any(Refusal)]);
    expect(String(error)).not.toContain('secret@');
    expect(String(error)).not.toContain('=secret');
  }

  expect(spy.calls()).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

test('hostile names of branches, refs and tags are refused before Git starts', async () => {
  const [spy, quiet] = [aSpyGit(), aSpyGit()];
  const remote = aRemote();
  const writer = await aWriter(remote, { variables: { PATH: spy.path } });
  const before = spy.calls().length;

  for (const name of hostileRefs) {
    await expect(aWriter(remote, { branch: name, variables: { PATH: quiet.path } })).rejects.toThrow(Refusal);
    expect(() => writer.pushRef(`refs/slipway/${name}`, undefined, undefined)).toThrow(Refusal);
    const tag = { name, commit: '1'.repeat(40), message: 'x', at: '2026-12-24T18:00:00Z' };
    await expect(writer.tag(tag)).rejects.toThrow(Refusal);
    expect(() => writer.pushBranch(name, '1'.repeat(40))).toThrow(Refusal);
    await expect(writer.log(name)).rejects.toThrow(Refusal);
    await expect(writer.files(name, '').then(() => {})).rejects.toThrow(Refusal);
  }

  expect(quiet.calls()).toEqual([]);
  expect(spy.calls()).toHaveLength(before);
});

test('what people have is taken as it is', () => {
  const addresses = [
    'https://github.com/your-org/gitops.git',
    'https://git@example.com:8443/a/b/c.git',
    'http://127.0.0.1:8080/x.git',
    'https://[::1]:8443/x.git',
    'https://dev.azure.com/org/My%20Project/_git/repo',
    'ssh://git@example.com:2222/~user/x.git',
    'git@github.com:your-org/gitops.git',
    'git@ssh.dev.azure.com:v3/org/project/repo',
    'file:///srv/git/x.git',
    'file:///C:/git/x.git',
  ];

  expect(addresses.map((address) => remoteAddress(address))).toEqual(addresses);
  expect(['main', 'release/1.2', 'feature/#12', 'a_b-c+d@e=f,g'].map((name) => branchRef(name))).toEqual([
    'refs/heads/main',
    'refs/heads/release/1.2',
    'refs/heads/feature/#12',
    'refs/heads/a_b-c+d@e=f,g',
  ]);
  expect(ownRef('refs/slipway/proposals/r_1')).toBe('refs/slipway/proposals/r_1');
  expect(tagRef('payment-service/v1.2.3')).toBe('refs/tags/payment-service/v1.2.3');
});

test('the branch of a writer is none of the refs that may be moved by others of us', () => {
  expect(() => branchRef('slipway/proposals/x')).toThrow(Refusal);
});

test('passwords are hidden where a text has addresses', () => {
  expect(withoutPassword('fatal: https://me:secret@a.example/x and ssh://git@b.example/y?token=secret&z')).toBe(
    'fatal: https://...@a.example/x and ssh://...@b.example/y?token=...&z',
  );
});
