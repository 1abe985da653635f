import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

import { InputError } from '../../src/model/problem';
import { KubectlError } from '../doctor/kubectl';
import { diagnosisJson, diagnosisText, isFine } from '../doctor/report';
import { argoCdValuesText } from './argocd-values';
import { capacityText } from './capacity';
import { groupsText } from './groups';
import { HelmError } from './helm-error';
import { PreviewError } from './preview-error';
import { readStack, stackNames } from './read-stack';
import type { Stack } from './read-stack';

/** The project, where Pulumi.yaml is: npm starts scripts there. */
const root = process.cwd();

const help = `usage: npm run platform -- <command> [--stack NAME]

  doctor          what is wrong with the cluster of a stack, and what to do about it
    --json        the same for programs
  capacity        how much CPU and memory the platform and the services ask for
  groups          which groups of the identity provider have rights in Argo CD
  import-file     what the cluster has and Pulumi does not know, for "pulumi import --file": after a state was lost, after
                  an "up" that was killed, and to take an Argo CD over
    FILE          fills this file of "pulumi preview --import-file", instead of asking Pulumi for one
  images          every image of the platform, one a line; needs helm, and the charts or a way to them
  values CHART    values with which the program installs a chart
  argocd-values   values of the chart argo-cd, for those who install it themselves

--config-file FILE: where the settings of the stack are, as for "pulumi up". Default: stacks/config/Pulumi.NAME.yaml.
Without --stack it is the stack that "pulumi stack select" has chosen.
Exit codes: 0 fine, 1 something is wrong with the cluster, 2 wrong usage or bad input.
`;

/** @returns the exit code */
async function main(): Promise<0 | 1 | 2> {
  const { positionals, values } = readArguments();
  const [command, ...rest] = positionals;
  if (values.help || command === 'help') {
    process.stdout.write(help);
    return 0;
  }
  if (command === 'import-file') return await runImportFile(stackNamed(values), rest);
  if (command === 'values') return await runValues(stackNamed(values), rest);
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one word too many`);
  if (command === 'doctor') return await runDoctor(stackNamed(values), values.json);
  if (values.json) throw new UsageError('"--json" is for "doctor"');
  if (command === 'capacity') {
    process.stdout.write(capacityText(stackNamed(values)));
    return 0;
  }
  if (command === 'images') {
    const { imagesText } = await import('./images.js');
    process.stdout.write(await imagesText(root, stackNamed(values), process.env));
    return 0;
  }
  if (command === 'groups') {
    process.stdout.write(groupsText(stackNamed(values)));
    return 0;
  }
  if (command !== 'argocd-values') {
    throw new UsageError(command === undefined ? 'a command is missing' : `there is no command "${command}"`);
  }
  process.stdout.write(argoCdValuesText(stackNamed(values)));
  return 0;
}

async function runDoctor(stack: Stack, asJson: boolean): Promise<0 | 1> {
  // Only this command needs Pulumi, which takes a second to load.
  const { doctor } = await import('./doctor.js');
  const diagnosis = await doctor(root, stack, process.env, new Date());
  process.stdout.write(asJson ? diagnosisJson(diagnosis) : diagnosisText(diagnosis));
  return isFine(diagnosis.findings) ? 0 : 1;
}

async function runImportFile(stack: Stack, files: readonly string[]): Promise<0> {
  const [file] = files;
  if (files.length > 1) throw new UsageError('"import-file" takes one file');
  const { fillImport } = await import('./fill-import.js');
  const filled = await fillImport(root, stack, file, process.env);
  process.stdout.write(`${JSON.stringify(filled.file, undefined, 2)}\n`);
  for (const name of filled.absent) process.stderr.write(`not on the cluster, "pulumi up" makes it: ${name}\n`);
  process.stderr.write(`${filled.imported} to import\n`);
  return 0;
}

async function runValues(stack: Stack, charts: readonly string[]): Promise<0> {
  const [chart] = charts;
  if (chart === undefined || charts.length > 1) throw new UsageError('"values" takes one chart');
  const { valuesText } = await import('./values.js');
  process.stdout.write(await valuesText(stack, chart));
  return 0;
}

interface Chosen {
  readonly stack?: string | undefined;
  readonly 'config-file'?: string | undefined;
}

function stackNamed({ stack, 'config-file': file }: Chosen): Stack {
  const chosen = stack ?? selectedStack();
  if (chosen !== undefined) return readStack(root, chosen, file);
  throw new UsageError(`no stack is selected; add --stack NAME, one of ${stackNames(root).join(', ')}`);
}

function selectedStack(): string | undefined {
  const asked = ['stack', '--show-name', '--non-interactive'];
  const { status, stdout } = spawnSync('pulumi', asked, { cwd: root, encoding: 'utf8', timeout: 20_000 });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

class UsageError extends Error {}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        stack: { type: 'string' },
        'config-file': { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    // The first sentence says what it is; the others speak of Node.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : '', { cause: error });
  }
}

/** What the caller can mend. */
function isRefusal(error: unknown): error is Error {
  return [InputError, KubectlError, HelmError, PreviewError].some((kind) => error instanceof kind);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof UsageError) process.stderr.write(`✗ ${error.message}\n\n${help}`);
    else if (isRefusal(error)) process.stderr.write(`✗ ${error.message}\n`);
    // Everything else is a bug, and says where it is. It is no finding, so its code is not 1.
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
