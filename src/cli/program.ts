import { checkFormats } from './check/check-formats';
import type { CommandSpec, Input } from './command';
import { lookingCommands } from './changes/looking-commands';
import { proposalCommands } from './changes/proposal-commands';
import { verbCommands } from './changes/verb-commands';
import { allowExtensionsOption, catalogOption, jsonOption } from './common-options';
import { addCommand } from './commands/add-command';
import { adoptCommand } from './commands/adopt-command';
import { chartsCommand } from './commands/charts-command';
import { commentCommand } from './commands/comment-command';
import { controllerCommand } from './commands/controller-command';
import { demoCommand } from './commands/demo-command';
import { extensionsCommand } from './commands/extensions-command';
import { listCommand } from './commands/list-command';
import { operatingCommands } from './commands/operating-commands';
import { playCommand } from './commands/play-command';
import { renameCommand } from './commands/rename-command';
import { synthCommand } from './commands/synth-command';
import { importCommand } from './import/import-command';
import { ciSystems } from './init/names';
import { refuseMisspelled } from './no-catalog';
import { syncCommand } from './sync/sync-command';

/** The commands of `slipway`, in the order in which help shows them. */
export const commands: readonly CommandSpec[] = [
  synthCommand,
  {
    name: 'explain',
    summary: 'say where every value of a service comes from',
    description:
      'Shows what a service is in an environment, and which file and line says so. A later layer wins: ' +
      'default, preset, environment, service, overlay. In parentheses: what the next weaker layer says. The gates are what ' +
      'a change needs there, and what is in its way: freezes and holds.',
    arguments: [
      { name: 'SERVICE', summary: 'name of the service', isRequired: true, values: 'services' },
      {
        name: 'ENV',
        summary: 'environment, or an alias (default: each one that it is deployed to)',
        isRequired: false,
        values: 'environments',
      },
      { name: 'PATH', summary: 'settings or gates below this path only, as with --path', isRequired: false },
    ],
    options: [catalogOption, { flags: '--path <PATH>', summary: 'settings or gates below this path only' }, jsonOption],
    examples: [
      { command: 'slipway explain payment-service prod', summary: 'explain one placement' },
      { command: 'slipway explain payment-service prod resources.limits', summary: 'explain a part of it' },
      { command: 'slipway explain payment-service prod gates', summary: 'see what a change needs' },
      { command: 'slipway explain payment-service --path scale', summary: 'compare environments' },
    ],
    run: async (input, context) => {
      const { explainService } = await import('./commands/explain.js');
      const [service = '', environment, path] = input.words;
      return explainService(
        { place: input.place, service, environment, path: path ?? input.text('path'), isJson: input.flag('json') },
        context,
      );
    },
  },
  {
    name: 'diff',
    summary: 'show what the catalog changes in the rendered objects',
    description:
      'Compares what the catalog renders now with the rendered files of a commit or a folder: object by object and field ' +
      'by field, grouped by risk, each with what it will do. Equal changes are shown once. Rendered files that are stale ' +
      'do not matter: the catalog decides.',
    arguments: [],
    options: [
      {
        flags: '--against <REF>',
        summary:
          'a branch, tag or commit, or a folder with rendered files; "main..." is where this branch left main (default: ' +
          'where it left main, origin/main or origin/HEAD)',
        values: 'folders',
      },
      catalogOption,
      { flags: '-e, --env <ENV>', summary: 'this environment only; a name or an alias', values: 'environments' },
      { flags: '-s, --service <NAME>', summary: 'this service only', values: 'services' },
      { flags: '--markdown', summary: 'print a comment for a pull request' },
      jsonOption,
      allowExtensionsOption,
      { flags: '--exit-code', summary: 'exit with 1 when something changes' },
    ],
    examples: [
      { command: 'slipway diff', summary: 'review this branch' },
      { command: 'slipway diff --against v1.4.0 --env prod', summary: 'what changed in prod since a tag' },
      { command: 'slipway diff --markdown > comment.md', summary: 'a comment for a pull request' },
    ],
    run: async (input, context) => {
      const { diff } = await import('./commands/diff.js');
      return diff(
        {
          place: input.place,
          against: input.text('against'),
          environment: input.text('env'),
          service: input.text('service'),
          format: input.flag('json') ? 'json' : input.flag('markdown') ? 'markdown' : 'text',
          allowsExtensions: input.flag('allowExtensions'),
          isExitCode: input.flag('exitCode'),
        },
        context,
      );
    },
  },
  commentCommand,
  ...verbCommands,
  ...proposalCommands,
  listCommand,
  ...lookingCommands,
  syncCommand,
  ...operatingCommands,
  {
    name: 'check',
    summary: 'say what is wrong with manifests, whoever wrote them',
    description:
      'Checks every object against the schema of its Kubernetes version and against a pack of rules, offline. Without ' +
      'PATH: the tree that the catalog renders, which also has to be what the catalog renders; without a catalog, this ' +
      'folder. Settings are in slipway.yaml. Errors and warnings make the exit code 1.',
    arguments: [{ name: 'PATH...', summary: 'files and folders', isRequired: false, values: 'folders' }],
    options: [
      catalogOption,
      { flags: '--config <FILE>', summary: 'settings (default: the nearest slipway.yaml)', values: 'folders' },
      {
        flags: '--format <FORMAT>',
        summary: 'text, json, sarif, github, gitlab or junit (default: text)',
        values: checkFormats,
      },
      jsonOption,
      { flags: '--fix', summary: 'mend first what can be mended without changing what was meant' },
      { flags: '--allow-network', summary: 'let kustomizations load what they name from elsewhere' },
      allowExtensionsOption,
      { flags: '--accept', summary: 'accept what is found now, so that only what is new fails' },
    ],
    examples: [
      { command: 'slipway check', summary: 'check the tree of this repository' },
      { command: 'slipway check manifests/', summary: 'check a folder that Slipway did not write' },
      { command: 'slipway check --format sarif > slipway.sarif', summary: 'for code scanning' },
    ],
    run: async (input, context) => {
      const { check } = await import('./commands/check.js');
      if (input.words.length === 0 && input.placeIfAny === undefined) refuseMisspelled(context.workingDirectory);
      return check(
        {
          paths: input.words,
          place: input.placeIfAny,
          config: input.text('config'),
          format: input.flag('json')
            ? 'json'
            : (checkFormats.find((format) => format === input.text('format')) ?? 'text'),
          isAccepting: input.flag('accept'),
          isNetworkAllowed: input.flag('allowNetwork'),
          allowsExtensions: input.flag('allowExtensions'),
          isFixing: input.flag('fix'),
        },
        context,
      );
    },
  },
  {
    name: 'rules',
    summary: 'list the rules of "slipway check", or explain one',
    arguments: [{ name: 'ID', summary: 'id of a rule', isRequired: false }],
    options: [jsonOption],
    examples: [
      { command: 'slipway rules', summary: 'list them' },
      { command: 'slipway rules floating-image-tag', summary: 'why there is one, with examples' },
    ],
    run: async (input, context) => {
      const { showRules } = await import('./commands/rules.js');
      return showRules(input.words[0], input.flag('json'), context);
    },
  },
  {
    name: 'init',
    summary: "make the skeleton of a team's own GitOps repository",
    description:
      'Writes a commented catalog with one service and three environments, its JSON Schemas for editors, a CI pipeline ' +
      'and a README, and renders it. The folder must be empty or not exist; a .git folder in it is fine.',
    arguments: [{ name: 'DIR', summary: 'folder of the repository', isRequired: true, values: 'folders' }],
    options: [
      { flags: '--name <SERVICE>', summary: 'name of the first service (default: hello)' },
      { flags: '--repository <URL>', summary: 'URL by which Argo CD reads the repository' },
      { flags: '--registry <REGISTRY>', summary: 'where images are (default: ghcr.io/your-org)' },
      { flags: '--team <TEAM>', summary: 'team that owns the first service (default: my-team)' },
      {
        flags: '--ci <SYSTEM>',
        summary: 'write the pipeline for github, gitlab or jenkins (default: github)',
        values: ciSystems,
      },
      { flags: '--no-render', summary: 'write the catalog only' },
    ],
    examples: [
      { command: 'slipway init gitops', summary: 'start in a new folder' },
      { command: 'slipway init .', summary: 'start in an empty repository that you have cloned' },
      {
        command: 'slipway init gitops --name web --team web-team --registry ghcr.io/acme',
        summary: 'start with your own names',
      },
    ],
    isWriting: true,
    run: async (input, context) => {
      const { init } = await import('./commands/init.js');
      return init(
        {
          folder: input.words[0] ?? '',
          service: input.text('name'),
          repository: input.text('repository'),
          registry: input.text('registry'),
          team: input.text('team'),
          ci: ciSystems.find((system) => system === input.text('ci')) ?? 'github',
          isRendered: input.flag('render'),
        },
        context,
      );
    },
  },
  addCommand,
  renameCommand,
  demoCommand,
  playCommand,
  importCommand,
  adoptCommand,
  chartsCommand,
  extensionsCommand,
  controllerCommand,
  {
    name: 'completion',
    summary: 'print a completion script for a shell',
    description:
      'Prints a script that completes commands, options, services, environments and releases of the catalog at hand, and ' +
      'requests that wait at its remote.',
    arguments: [{ name: 'SHELL', summary: 'bash, zsh or fish', isRequired: true, values: ['bash', 'zsh', 'fish'] }],
    options: [],
    examples: [
      { command: 'source <(slipway completion bash)', summary: 'this bash; put it into ~/.bashrc to keep it' },
      { command: 'source <(slipway completion zsh)', summary: 'this zsh; put it into ~/.zshrc, after compinit' },
      { command: 'slipway completion fish > ~/.config/fish/completions/slipway.fish', summary: 'every fish' },
    ],
    run: async (input: Input, context) => {
      const { completion } = await import('./commands/completion.js');
      return completion(input.words[0] ?? '', commands, context);
    },
  },
  {
    name: '__complete',
    summary: 'print names of the catalog and of proposals for completion scripts',
    arguments: [
      {
        name: 'KIND',
        summary: 'services, environments, teams, releases or proposals',
        isRequired: true,
        values: ['services', 'environments', 'teams', 'releases', 'proposals'],
      },
    ],
    options: [catalogOption],
    examples: [],
    isHidden: true,
    run: async (input, context) => {
      const { completeNames } = await import('./commands/complete-names.js');
      return await completeNames(input.words[0] ?? '', input.placeIfAny, context);
    },
  },
];
