import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { blocksOf } from '../../docs/markdown';
import { packageRoot } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { argocdVariables } from '../harness/argocd-cli';
import type { Cluster } from '../harness/cluster';
import { programFile } from '../harness/program-file';

/** Commands of a page that need a cluster: its `sh` blocks below a heading, line by line. */
export function commandsOf(page: string, heading: string): readonly string[] {
  const text = readFileSync(join(packageRoot, 'docs', 'how-to', page), 'utf8');
  const section = text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`)) ?? '';
  const commands = blocksOf(section)
    .filter(({ language }) => language === 'sh')
    .flatMap((block) => block.text.trimEnd().split('\n'));
  if (commands.length === 0) throw new Error(`${page} has no commands below "${heading}"`);
  return commands;
}

/** Runs a command of a page as somebody who is signed in. @throws Error with what it printed when its exit code is not 0 */
export async function runCommand(
  { kubeconfig, argocd = '' }: Pick<Cluster, 'kubeconfig' | 'argocd'>,
  command: string,
): Promise<string> {
  const folder = join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  for (const name of ['argocd', 'kubectl'] as const) symlinkSync(programFile(name), join(folder, name));
  const { stdout } = await promisify(execFile)('sh', ['-c', command], {
    env: {
      ...argocdVariables(argocd),
      KUBECONFIG: kubeconfig,
      PATH: [folder, process.env['PATH']].join(delimiter),
    },
    timeout: 300_000,
  });
  return stdout;
}
