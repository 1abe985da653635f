import type { InitFile } from './names';

/** What `cdk8s synth` needs in a new repository. */
export const cdk8sFiles: readonly InitFile[] = [
  {
    path: 'cdk8s.yaml',
    text: `# "cdk8s synth" writes into dist/ what "slipway synth" writes here: for those who look at all their cdk8s apps in one way.
# cdk8s and tsx are in node_modules/.bin of Slipway.
language: typescript
app: tsx main.ts
output: dist
`,
  },
  {
    path: 'main.ts',
    text: [
      '// What "cdk8s synth" runs: Slipway makes the charts of catalog/ with cdk8s. SLIPWAY says where it is, if it is not on PATH.',
      "import { spawnSync } from 'node:child_process';",
      "import { env } from 'node:process';",
      '',
      "const words = ['synth', '--no-cache', '--out', env['CDK8S_OUTDIR'] ?? 'dist'];",
      "const { status, error } = spawnSync(env['SLIPWAY'] ?? 'slipway', words, { stdio: 'inherit' });",
      'if (error !== undefined) throw error;',
      'process.exitCode = status ?? 1;',
      '',
    ].join('\n'),
  },
];

/**
 * Lines of a pipeline: "cdk8s synth" gives what was committed.
 *
 * @param slipway folder where the pipeline has installed Slipway, in the words of a shell
 */
export function cdk8sLines(slipway: string): readonly string[] {
  return [
    `SLIPWAY="${slipway}/bin/slipway.js" PATH="${slipway}/node_modules/.bin:$PATH" cdk8s synth --check-upgrade=false`,
    'diff --recursive dist/services services && diff --recursive dist/argocd argocd',
  ];
}
