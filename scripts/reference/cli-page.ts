import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const program = join(__dirname, '..', '..', 'bin', 'slipway.js');

/** docs/reference/cli.md: the help of the program and of each of its commands, as it prints them. */
export function cliPage(): string {
  const overview = help();
  const list = /^Commands:\n((?: .*\n?)+)/m.exec(overview)?.[1] ?? '';
  const commands = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
  if (commands.length === 0) throw new Error(`no commands found in:\n${overview}`);
  return [
    '# Command line',
    'The texts of `slipway help` and `slipway help <command>`.',
    section('slipway', overview),
    ...commands.map((command) => section(`slipway ${command}`, help(command))),
  ].join('\n\n');
}

function section(title: string, text: string): string {
  return `## ${title}\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}

function help(...command: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'help', ...command], {
    env: { PATH: process.env['PATH'] },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`slipway help ${command.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}
