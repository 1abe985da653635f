import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sources } from '../../../scripts/imports/sources';
import { publishedChart } from '../../../stacks/versions';
import { builtProgram } from './built-program';
import { isAtLeast, oldestGo, pinnedVersion, upstreamFolder } from './go-mod';
import { builtFile, builtPrograms, clonedFile, clonedPrograms, linkerFlags, versionOf } from './programs';

test.each(builtPrograms)('$name is a tool of its go.mod, in a version that go.mod says', (program) => {
  const goMod = readFileSync(join(upstreamFolder(program.upstream), 'go.mod'), 'utf8');

  expect(goMod).toMatch(new RegExp(`^(tool |\t)${program.package}$`, 'm'));
  expect(goMod).toMatch(new RegExp(` v${versionOf(program)}( // indirect)?$`, 'm'));
});

test('programs and types of one project have one version', () => {
  const versions = builtPrograms.map((program) => {
    const source = sources.find(({ module }) => `${program.package}/`.startsWith(`${module}/`));
    return [program.name, source?.version ?? `v${versionOf(program)}`];
  });

  expect(versions).toEqual(builtPrograms.map((program) => [program.name, `v${versionOf(program)}`]));
});

test('the linker tells Kubernetes its version', () => {
  const version = versionOf(builtProgram('kubectl'));
  const [, minor] = version.split('.');

  expect(linkerFlags(builtProgram('kubectl'))).toBe(
    `-s -w -X k8s.io/component-base/version.gitVersion=v${version} ` +
      `-X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=${minor} ` +
      `-X k8s.io/client-go/pkg/version.gitVersion=v${version}`,
  );
});

test('the linker tells Argo CD its version, and others nothing', () => {
  const argocd = builtProgram('argocd');

  expect(linkerFlags(argocd)).toBe(`-s -w -X github.com/argoproj/argo-cd/v3/common.version=${versionOf(argocd)}`);
  expect(linkerFlags(builtProgram('helm'))).toBe('-s -w');
});

test('a program is built into a folder of its version', () => {
  const machine = { variables: { XDG_CACHE_HOME: '/cache' }, platform: 'linux', homeDirectory: '/home' } as const;

  expect(builtFile(builtProgram('kubectl'), machine)).toBe(
    join('/cache/slipway/tools', `kubernetes-${versionOf(builtProgram('kubectl'))}`, 'kubectl'),
  );
});

test('the policy controller is that of the chart that the platform installs, and its page builds it to where it is found', () => {
  const machine = {
    variables: { SLIPWAY_CACHE_DIR: '~/.cache/slipway' },
    platform: 'linux',
    homeDirectory: '/home',
  } as const;
  const [program] = clonedPrograms;
  if (program === undefined) throw new Error('no program is built in a clone');
  const page = readFileSync(join(__dirname, '..', '..', '..', program.page), 'utf8');

  expect(`edge-${publishedChart('linkerd-control-plane').version.slice(2)}`).toBe(program.tag);
  expect(page).toContain(`git clone --depth 1 --branch ${program.tag} `);
  expect(page).toContain(clonedFile(program, machine));
});

test('a package that no module of go.mod has is refused', () => {
  expect(() => pinnedVersion('helm', 'helm.sh/hel')).toThrow('helm/go.mod requires no module that has "helm.sh/hel"');
});

test('versions are compared by number', () => {
  expect(isAtLeast('1.26.0', '1.26.0')).toBe(true);
  expect(isAtLeast('1.26.10', '1.26.9')).toBe(true);
  expect(isAtLeast('1.9.3', '1.26.0')).toBe(false);
});

test('the oldest Go is the highest that a go.mod asks for', () => {
  const lines = builtPrograms.map(({ upstream }) => readFileSync(join(upstreamFolder(upstream), 'go.mod'), 'utf8'));
  const versions = lines.map((text) => /^go (.+)$/m.exec(text)?.[1] ?? '');

  expect(versions).toContain(oldestGo());
  expect(versions.filter((version) => !isAtLeast(oldestGo(), version))).toEqual([]);
});
