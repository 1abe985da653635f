import { whatProgramSaid } from '../../src/manifests/what-program-said';

test.each([
  [
    'kubectl, of several lines',
    `E1128 17:34:58.363088   28056 run.go:72] "command failed" err=<
\ttrouble configuring builtin PatchTransformer with config: \`
\ttarget:
\t  kind: Deployment
\t\`: unable to parse SM or JSON patch from [patch: "[]"]
 >
`,
    'trouble configuring builtin PatchTransformer with config: ` target: kind: Deployment `: unable to parse SM or JSON patch from [patch: "[]"]',
  ],
  [
    'kubectl, of one line',
    `E1128 17:34:58.363088   28056 run.go:72] "command failed" err="not a valid directory: '/a' : \\"b\\""\n`,
    `not a valid directory: '/a' : "b"`,
  ],
  ['kubectl, old', 'error: invalid Kustomization\n', 'error: invalid Kustomization'],
  [
    'kustomize, after a warning',
    `# Warning: 'bases' is deprecated. Run 'kustomize edit fix'\nError: accumulating resources: no such file\n`,
    'accumulating resources: no such file',
  ],
  [
    'helm, with advice',
    `WARNING: Kubernetes configuration file is group-readable\nError: YAML parse error on a/templates/b.yaml: did not find expected key\n\nUse --debug flag to render out invalid YAML\n`,
    'YAML parse error on a/templates/b.yaml: did not find expected key',
  ],
  [
    'helm, of several lines',
    `Error: execution error at (a/templates/b.yaml:3:4):\nname is required\n`,
    'execution error at (a/templates/b.yaml:3:4): name is required',
  ],
  ['a program of a shell', 'sh: 1: oops\n', 'sh: 1: oops'],
  ['nothing but a prefix', 'E1128 17:34:58.363088   28056 run.go:72] "command failed" err=< >\n', undefined],
  ['nothing', '\n \n', undefined],
])('of %s, the reason is shown', (_, stderr, said) => {
  expect(whatProgramSaid(stderr)).toBe(said);
});

test('of a long text the end is shown, where the reason stands', () => {
  const said = whatProgramSaid(`Error: ${'x'.repeat(5000)}: the reason`) ?? '';

  expect(said).toHaveLength(603);
  expect(said).toMatch(/^\.\.\.x.*: the reason$/);
});
