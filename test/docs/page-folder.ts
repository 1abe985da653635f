import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { runOnPage } from '../helpers/run-in-process';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import type { Block } from './markdown';

/** What a command of a page did. */
export interface CommandRun {
  readonly command: string;
  /** What the page says that it prints. */
  readonly shown: readonly string[];
  /** What it printed, standard error included. */
  readonly printed: readonly string[];
  /** What the page says; 0 when it says nothing. */
  readonly shownExitCode: number;
  readonly exitCode: number | null;
}

/** A command of a page, and what the page shows of it. */
export type ShownCommand = Pick<CommandRun, 'command' | 'shown' | 'shownExitCode'>;

/** The folder in which somebody follows a page, from top to bottom. */
export class PageFolder {
  private readonly root = realpathSync(temporaryFolder());
  private readonly programs = join(this.root, 'programs');
  private directory = join(this.root, 'page');

  /**
   * @param howSlipwayRuns in processes, as people run it, or in this one, which saves their starts
   * @param variables of the environment, such as those by which programs find a cluster
   */
  constructor(
    private readonly howSlipwayRuns: 'in processes' | 'here',
    private readonly variables: NodeJS.ProcessEnv = {},
  ) {
    mkdirSync(this.directory);
    this.addProgram('slipway', `exec "${process.execPath}" "${packageRoot}/bin/slipway.js" "$@"`);
    // `npm run -s platform -- ...` is a script of the clone, and works there.
    this.addProgram(
      'npm',
      `shift 4; cd "${packageRoot}" && exec "${process.execPath}" --import tsx stacks/platform-command/main.ts "$@"`,
    );
    this.addProgram('npx', `program="$1"; shift; exec "${packageRoot}/node_modules/.bin/$program" "$@"`);
  }

  /** Where the next command runs. */
  get workingDirectory(): string {
    return this.directory;
  }

  /** Runs the commands of a block. The working directory stays for the next ones. */
  async run(block: Block): Promise<readonly CommandRun[]> {
    const runs: CommandRun[] = [];
    for (const shown of commandsIn(block)) {
      const words = this.howSlipwayRuns === 'here' ? slipwayWords(shown.command) : undefined;
      const outcome = words === undefined ? this.execute(shown.command) : await this.runHere(words);
      runs.push({ ...shown, ...outcome });
    }
    return runs;
  }

  /** Runs one command while this program does something else. */
  async follow(command: string): Promise<Pick<CommandRun, 'printed' | 'exitCode'>> {
    const { args, options } = this.invocation(command);
    const outcome = await new Promise<Pick<CommandRun, 'printed' | 'exitCode'>>((resolve, reject) => {
      const child = execFile('sh', args, options, (error, stdout) => {
        if (error !== null && typeof error.code !== 'number') reject(error);
        else resolve({ printed: stdout.split('\n'), exitCode: child.exitCode });
      });
      child.stdin?.end();
    });
    this.directory = readFileSync(options.env.WHERE, 'utf8').trim();
    return outcome;
  }

  /** Adds a program that commands find by its name: a line of `sh`. */
  addProgram(name: string, line: string): void {
    const file = join(this.programs, name);
    write(file, `#!/bin/sh\n${line}\n`);
    chmodSync(file, 0o755);
  }

  /**
   * Writes a file of the catalog, into the repository at hand or, when there is none, into a copy of the shipped catalog.
   *
   * @throws InputError when the file by itself makes the shipped catalog invalid; a repository is valid at the end
   */
  writeDocument(path: string, text: string): void {
    if (this.hasCatalog()) {
      write(join(this.directory, path), text);
      return;
    }
    const copy = join(temporaryFolder(), 'catalog');
    cpSync(join(packageRoot, 'catalog'), copy, { recursive: true });
    write(join(dirname(copy), path), text);
    loadCatalog(folderSource(copy));
  }

  /** Writes a file of code, beside packages as npm would install them. */
  writeSource(name: string, text: string): void {
    const modules = join(this.directory, 'node_modules');
    mkdirSync(modules, { recursive: true });
    const link = (target: string, path: string): void => {
      if (!existsSync(path)) symlinkSync(target, path);
    };
    link(packageRoot, join(modules, 'slipway'));
    for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', '@types'])
      link(join(packageRoot, 'node_modules', name), join(modules, name));
    writeFileSync(join(this.directory, name), text);
  }

  /** @throws InputError when the repository at hand, if there is one, has a catalog that is not valid */
  assertValid(): void {
    if (this.hasCatalog()) loadCatalog(folderSource(join(this.directory, 'catalog')));
  }

  private hasCatalog(): boolean {
    return existsSync(join(this.directory, 'catalog', 'platform.yaml'));
  }

  private async runHere(words: readonly string[]): Promise<Pick<CommandRun, 'printed' | 'exitCode'>> {
    const { exitCode, shown } = await runOnPage(words, this.directory, this.ownVariables());
    return { printed: shown.split('\n'), exitCode };
  }

  private ownVariables(): Readonly<Record<string, string>> {
    return {
      PATH: [this.programs, process.env['PATH']].join(delimiter),
      LC_ALL: 'C',
      SLIPWAY_CACHE_DIR: join(this.root, 'cache'),
    };
  }

  private execute(command: string): Pick<CommandRun, 'printed' | 'exitCode'> {
    const { args, options } = this.invocation(command);
    const { status, stdout } = spawnSync('sh', args, options);
    this.directory = readFileSync(options.env.WHERE, 'utf8').trim();
    return { printed: stdout.split('\n'), exitCode: status };
  }

  private invocation(command: string) {
    return {
      args: ['-c', `exec 2>&1; trap 'pwd > "$WHERE"' EXIT; ${command}`],
      options: {
        cwd: this.directory,
        env: {
          ...this.variables,
          ...this.ownVariables(),
          WHERE: join(this.root, 'where'),
        },
        encoding: 'utf8',
      },
    } as const;
  }
}

/** The commands of a block: lines that begin with `$ `, and what the page shows below each. */
export function commandsIn(block: Block): readonly ShownCommand[] {
  return block.text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...lines] = part.trimEnd().split('\n');
      const stated = /^\[exit code (\d)\]$/.exec(lines.at(-1) ?? '')?.[1];
      const shown = stated === undefined ? lines : lines.slice(0, -1);
      return { command, shown, shownExitCode: Number(stated ?? 0) };
    });
}

/** Words of a command that is `slipway` and nothing of the shell but quotes; undefined for any other. */
export function slipwayWords(command: string): readonly string[] | undefined {
  const [program, ...words] = command.match(/'[^']*'|"[^"$`\\]*"|[^\s'"|&;<>()$`\\*?#~]+|\S/g) ?? [];
  const isPlain = words.every((word) => /^(?:'.*'|".*"|[^'"|&;<>()$`\\*?#~]+)$/s.test(word));
  // Quotes inside of a word would make one word of what are two here.
  if (program !== 'slipway' || !isPlain || words.join(' ') !== command.slice('slipway '.length)) return undefined;
  return words.map((word) => word.replace(/^(['"])(.*)\1$/s, '$2'));
}

/**
 * The first line of a page that was not printed where it should be; undefined when there is none. `...` in a line stands for
 * any text, a line of `...` for any lines. Blanks at the end of lines do not count.
 */
export function firstDifference({ shown, printed }: Pick<CommandRun, 'shown' | 'printed'>): string | undefined {
  let position = 0;
  let mayJump = false;
  for (const line of shown.map((text) => text.trimEnd())) {
    if (line.trim() === '...') {
      mayJump = true;
      continue;
    }
    const matches = (text: string | undefined): boolean => text !== undefined && patternOf(line).test(text.trimEnd());
    const found = mayJump ? printed.findIndex((text, index) => index >= position && matches(text)) : position;
    if (found === -1 || !matches(printed[found])) return line;
    position = found + 1;
    mayJump = false;
  }
  const rest = printed.slice(position).filter((text) => text.trim() !== '');
  return mayJump || rest.length === 0 || shown.length === 0 ? undefined : `nothing where "${rest[0]}" is printed`;
}

function patternOf(line: string): RegExp {
  const parts = line.split('...').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
