import { Refusal } from '../../model/refusal';
import type { ArgoCdPlace } from '../../controller/argocd/scoped-argocd';
import type { CommandSpec, Input } from '../command';

/** What may be asked of a controller that runs. */
const tasks = ['run', 'dead-letters', 'replay'] as const;

/** `slipway controller`. Everything that it needs is loaded when it is run. */
export const controllerCommand: CommandSpec = {
  name: 'controller',
  summary: 'take requests of a portal and events of Argo CD over HTTP',
  description:
    'Runs until a signal ends it. Requests of the portal are signed, and answered when they are in the journal; then they ' +
    'are done one after the other, and the portal is told. "dead-letters" shows events of Argo CD that a controller which ' +
    'runs here could not use, "replay" has it look at them again.',
  arguments: [{ name: 'TASK', summary: 'what to do (default: run)', isRequired: false, values: tasks }],
  options: [
    { flags: '--remote <URL>', summary: 'address of the GitOps repository; has to be said' },
    { flags: '--branch <NAME>', summary: 'branch that Argo CD follows (default: main)' },
    { flags: '--catalog <PATH>', summary: 'folder of the repository that holds platform.yaml (default: catalog)' },
    { flags: '--root <PATH>', summary: 'folder of the repository that the tree is rendered into (default: its root)' },
    { flags: '--commit-url <URL>', summary: 'where people look at a commit, with "{commit}" for its id' },
    { flags: '--clone <DIR>', summary: 'folder of its own clone (default: /tmp/slipway-clone)', values: 'folders' },
    { flags: '--journal <DIR>', summary: 'folder of the journal (default: /journal)', values: 'folders' },
    { flags: '--secrets <DIR>', summary: 'folder with one secret a file (default: /secrets)', values: 'folders' },
    { flags: '--host <ADDRESS>', summary: 'address to listen at (default: 0.0.0.0)' },
    { flags: '--port <PORT>', summary: 'port to listen at (default: 8080)' },
    { flags: '--portal-url <URL>', summary: "the portal's API (default: https://api.port.io)" },
    {
      flags: '--argocd-url <URL>',
      summary:
        "Argo CD's API: what runs is looked through, and syncs are started where people sync (default: neither); " +
        'further ones as NAME=URL, each with a token argocd-api-token-NAME',
      isRepeatable: true,
    },
    { flags: '--blueprint <NAME>', summary: 'blueprint of services in the portal (default: microservice)' },
    { flags: '--agent', summary: "the portal's own agent calls: it signs what it does not send byte by byte" },
    { flags: '--proxies <COUNT>', summary: 'proxies in front of it that say where a request comes from (default: 0)' },
    {
      flags: '--pushes-per-minute <COUNT>',
      summary:
        'pushes to the repository at most: what comes meanwhile goes together; GitHub advises 6 (default: no limit)',
    },
    { flags: '--json', summary: 'print dead letters as one JSON object' },
  ],
  examples: [
    {
      command: 'slipway controller --remote https://git.example.com/gitops.git --journal journal --secrets secrets',
      summary: 'run it',
    },
    { command: 'slipway controller dead-letters', summary: 'see what Argo CD sent in vain' },
    { command: 'slipway controller replay', summary: 'have it looked at again' },
  ],
  run: async (input, context) => {
    const [task = 'run'] = input.words;
    const secrets = input.text('secrets') ?? '/secrets';
    const port = wholeNumber(input, 'port', 8080, 65_535);
    if (task !== 'run') {
      const { deadLetters, replayDeadLetters } = await import('./dead-letters.js');
      const question = { secrets, port, isJson: input.flag('json') };
      return task === 'replay' ? await replayDeadLetters(question, context) : await deadLetters(question, context);
    }
    const { runController } = await import('./controller.js');
    return await runController(
      {
        secrets,
        port,
        remote: remoteOf(input),
        branch: input.text('branch') ?? 'main',
        places: { catalog: folderIn(input, 'catalog', 'catalog'), root: folderIn(input, 'root', '') },
        commitUrl: commitUrl(input),
        clone: input.text('clone') ?? '/tmp/slipway-clone',
        journal: input.text('journal') ?? '/journal',
        host: input.text('host') ?? '0.0.0.0',
        portalUrl: portalUrl(input) ?? 'https://api.port.io',
        argocds: argocdsIn(input),
        blueprint: input.text('blueprint') ?? 'microservice',
        isAgent: input.flag('agent'),
        proxies: wholeNumber(input, 'proxies', 0, 10),
        pushesPerMinute: pushesPerMinute(input),
      },
      context,
    );
  },
};

function wholeNumber(input: Input, option: string, usual: number, most: number): number {
  const text = input.text(option);
  if (text === undefined) return usual;
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Refusal(`--${option} "${text}" must be a whole number from 0 to ${most}`, 'usage');
}

function pushesPerMinute(input: Input): number | undefined {
  const count = wholeNumber(input, 'pushesPerMinute', 0, 600);
  return count === 0 ? undefined : count;
}

function remoteOf(input: Input): string {
  const remote = input.text('remote');
  if (remote !== undefined) return remote;
  throw new Refusal(
    '--remote is missing: say where the GitOps repository is, such as "https://git.example.com/gitops.git"',
    'usage',
  );
}

function folderIn(input: Input, option: 'catalog' | 'root', usual: string): string {
  const text = input.text(option) ?? usual;
  const isPlain =
    text === '' || text.split('/').every((part) => /^[A-Za-z0-9_.-]+$/.test(part) && !/^\.\.?$/.test(part));
  if (isPlain) return text;
  throw new Refusal(
    `--${option} "${text}" must be a path from the root of the repository, such as "deploy/catalog"`,
    'usage',
  );
}

function commitUrl(input: Input): string | undefined {
  const text = input.text('commitUrl');
  if (text === undefined || (text.includes('{commit}') && /^https?:\/\/\S+$/.test(text))) return text;
  throw new Refusal(
    `--commit-url "${text}" must be an address with "{commit}" in it, such as "https://git.example.com/gitops/commit/{commit}"`,
    'usage',
  );
}

const baseUrl = /^https?:\/\/[^\s/?#@]+$/;

function portalUrl(input: Input): string | undefined {
  const text = input.text('portalUrl');
  if (text === undefined || baseUrl.test(text)) return text;
  throw new Refusal(
    `--portal-url "${text}" must be an address without a path, such as "https://api.us.port.io"`,
    'usage',
  );
}

/** `URL` of the one, or of the first one; `NAME=URL` of others. */
function argocdsIn(input: Input): readonly ArgoCdPlace[] {
  const texts = input.texts('argocdUrl');
  const places = texts.map((text): ArgoCdPlace => {
    const [, name, url = ''] = /^(?:([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)=)?(.*)$/s.exec(text) ?? [];
    if (baseUrl.test(url)) return { name, url };
    throw new Refusal(
      `--argocd-url "${text}" must be an address without a path, such as "https://argocd.example.com", or a name and an address, such as "eu=https://argocd-eu.example.com"`,
      'usage',
    );
  });
  const twice = places.find(({ name }, index) => places.findIndex((one) => one.name === name) !== index);
  if (twice === undefined) return places;
  const words = twice.name === undefined ? 'without a name' : `with the name "${twice.name}"`;
  throw new Refusal(
    `--argocd-url is there twice ${words}: its token is found by its name; write --argocd-url NAME=${twice.url}`,
    'usage',
  );
}
