import { Refusal } from '../../model/refusal';
import type { CommandSpec, Input, OptionSpec } from '../command';
import type { DeliveryPlace } from './open-delivery';
import type { VerbOptions } from './run-verb';
import type { TypedVerb } from './typed-field';
import { typedVerbs } from './typed-verbs';
import { jsonOption } from '../common-options';
import { ciSystems } from '../init/names';

/** Where a change goes, and how its answer is printed: options of every command that changes something. */
export const deliveryOptions: readonly OptionSpec[] = [
  {
    flags: '--catalog <DIR>',
    summary: 'folder that holds platform.yaml, in a clone of the repository (default: the one around this folder)',
    values: 'folders',
  },
  { flags: '--remote <URL>', summary: 'address of the repository (default: "origin" of the clone)' },
  {
    flags: '--key <FILE>',
    summary:
      'SSH key that signs: a private one, or a public one that the ssh-agent has (default: SLIPWAY_KEY, else user.signingKey of Git)',
    values: 'folders',
  },
  {
    flags: '--gpg-key <ID>',
    summary:
      'GnuPG key that signs commits, where Argo CD verifies them (default: SLIPWAY_GPG_KEY, else user.signingKey of Git)',
  },
  jsonOption,
];

/** Of everything that may change something. */
export const dryRunOption: OptionSpec = { flags: '--dry-run', summary: 'decide and show, and change nothing' };

const requestOptions: readonly OptionSpec[] = [
  { flags: '--reason <TEXT>', summary: 'why; it is in the commit' },
  { flags: '--ticket <ID>', summary: 'change ticket' },
  { flags: '--run-tests', summary: 'only with passed tests' },
  { flags: '--hotfix <WHY>', summary: 'urgent: some gates are not asked, and others more' },
  { flags: '--run-id <ID>', summary: 'name of the request: the same one is never done twice (default: a new one)' },
  {
    flags: '--branch [NAME]',
    summary: 'deliver it on a branch of its own, for a pull request (default: as the environments say)',
  },
  { flags: '--edit', summary: 'write it into the work tree, for people who commit themselves' },
  dryRunOption,
];

/** Of verbs that change which release runs. */
const releaseOption: OptionSpec = {
  flags: '--current <VERSION>',
  summary: 'only if this version runs there when it is committed (default: whatever runs)',
};
const changesRelease: ReadonlySet<string> = new Set(['bump', 'promote', 'rollback']);

/** The repository of a new service. */
const scaffoldOptions: readonly OptionSpec[] = [
  {
    flags: '--scaffold <DIR>',
    summary: 'write the repository of the service from its template, into a folder that is empty or does not exist',
    values: 'folders',
  },
  {
    flags: '--ci <SYSTEM>',
    summary: 'whose pipeline it gets (default: github)',
    values: ciSystems,
  },
];

/** A command for each verb. */
export const verbCommands: readonly CommandSpec[] = typedVerbs.map((verb) => ({
  name: verb.name,
  summary: verb.summary,
  description:
    `${verb.summary.slice(0, 1).toUpperCase()}${verb.summary.slice(1)}. What it does is found from the catalog before and after, ` +
    'and the gates of the environments that it touches decide: it is committed, waits for what is missing, or is refused.',
  arguments: verb.words.map(({ name, summary, isRequired, isList, values }) => ({
    name: `${nameOfWord(name)}${isList ? '...' : ''}`,
    summary,
    isRequired,
    ...(values !== undefined && { values }),
  })),
  options: [
    ...verb.options.map(optionOf),
    ...(verb.name === 'create' ? scaffoldOptions : []),
    ...(changesRelease.has(verb.name) ? [releaseOption] : []),
    ...requestOptions.filter(isNotOwn(verb)),
    ...deliveryOptions,
  ],
  examples: verb.examples,
  isWriting: true,
  run: async (input, context) => {
    const [{ runVerb }, { fieldsFromInput }] = await Promise.all([
      import('./run-verb.js'),
      import('./fields-from-input.js'),
    ]);
    return await runVerb(
      {
        ...deliveryPlaceOf(input),
        verb: verb.name,
        fields: fieldsFromInput(verb, input),
        reason: input.text('reason'),
        ticket: input.text('ticket'),
        hotfix: input.text('hotfix'),
        current: input.text('current'),
        runTests: input.flag('runTests'),
        runId: input.text('runId'),
        branch: input.flag('branch') ? true : input.text('branch'),
        isEdit: input.flag('edit'),
        isDryRun: input.flag('dryRun'),
        isJson: input.flag('json'),
        scaffold: scaffoldOf(input),
      },
      context,
    );
  },
}));

function scaffoldOf(input: Input): VerbOptions['scaffold'] {
  const folder = input.text('scaffold');
  const pipeline = ciSystems.find((one) => one === input.text('ci'));
  if (folder !== undefined) return { folder, pipeline: pipeline ?? 'github' };
  if (pipeline !== undefined)
    throw new Refusal('--ci is about the repository that --scaffold writes: give both', 'usage');
  return undefined;
}

/** Where a change goes, as it was typed. */
export function deliveryPlaceOf(input: Input): DeliveryPlace {
  return {
    place: input.place,
    remote: input.text('remote'),
    key: input.text('key'),
    gpgKey: input.text('gpgKey'),
  };
}

/** Some verbs take a reason as a field: it is in the file that they write. */
function isNotOwn({ options }: TypedVerb): (option: OptionSpec) => boolean {
  const own = new Set(options.map(({ flags }) => flags?.split(' ')[0]));
  return ({ flags }) => !own.has(flags.split(' ')[0]);
}

function optionOf({ flags = '', summary, typedAs, values }: TypedVerb['options'][number]): OptionSpec {
  const isRepeatable = ['texts', 'pairs', 'yaml pairs', 'text or pairs', 'yaml'].includes(typedAs);
  return { flags, summary, ...(values !== undefined && { values }), ...(isRepeatable && { isRepeatable }) };
}

function nameOfWord(name: string): string {
  if (name === 'values') return 'PATH=VALUE';
  return name === 'environment' ? 'ENV' : name.toUpperCase();
}
