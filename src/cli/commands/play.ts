import { once } from 'node:events';
import { realpathSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { Delivery } from '../../delivery/delivery';
import { GitWriter } from '../../gitops/git-writer';
import { sshSigner } from '../../signatures/signer';
import { readSshPrivateKey } from '../../signatures/ssh-key';
import { printableLine } from '../../model/printable';
import { Refusal } from '../../model/refusal';
import { readText } from '../../tree/named-calls';
import { cloneOf } from '../changes/open-delivery';
import type { Context, ExitCode } from '../context';
import { renderTools } from '../render-tools';
import { isPlayFolder, makePlayFolder, playFolder, type PlayFolder } from '../play/play-folder';
import { simulation } from '../play/play-texts';
import { SimulatedArgoCd, type SimulatedEvent } from '../play/simulated-argocd';
import { shownPath } from '../shown-path';

/** What `slipway play` was asked. */
export interface PlayOptions {
  readonly folder: string;
  /** Whether it ends when everything is healthy or degraded. @default - it ends with a signal */
  readonly isOnce: boolean;
}

/** From one look to the next, in milliseconds. */
const restMilliseconds = 500;

/** Makes a game where there is none, and plays Argo CD in it until a signal ends it. */
export async function play({ folder, isOnce }: PlayOptions, context: Context): Promise<ExitCode> {
  const place = playFolder(resolve(context.workingDirectory, folder));
  const { stdout } = context;
  const isNew = !isPlayFolder(place);
  if (isNew) {
    await makePlayFolder(place, folder, context.variables, context.clock());
    // A game that was there before had another history, and commands remember what they have seen at an address.
    rmSync(cloneOf(pathToFileURL(realpathSync(place.remote)).href, context), { recursive: true, force: true });
  }
  stdout.write(`${welcome(place, isNew, isOnce, context).join('\n')}\n`);
  const signer = readSshPrivateKey(readText(place.keyOf(simulation)), place.keyOf(simulation));
  const writer = await GitWriter.open({
    remote: pathToFileURL(place.remote).href,
    branch: 'main',
    folder: place.simulation,
    committer: { name: 'Slipway', email: 'slipway@play.example' },
    signer: sshSigner(signer),
    variables: context.variables,
  });
  const ends = new AbortController();
  const { signal } = ends;
  void Promise.race([once(process, 'SIGTERM', { signal }), once(process, 'SIGINT', { signal })]).then(
    () => ends.abort(),
    () => undefined,
  );
  try {
    const delivery = new Delivery({
      writer,
      places: { catalog: 'catalog', root: '', tools: renderTools(context) },
      now: () => context.clock().toISOString(),
      version: context.version,
      seal: async (namespace, text) => await sshSigner(signer, namespace).sign(Buffer.from(text)),
    });
    await watch(delivery, writer, { isOnce, signal }, context);
  } finally {
    ends.abort();
    await writer.close();
  }
  return 0;
}

async function watch(
  delivery: Delivery,
  writer: GitWriter,
  { isOnce, signal }: { readonly isOnce: boolean; readonly signal: AbortSignal },
  { stdout, clock }: Context,
): Promise<void> {
  const argocd = new SimulatedArgoCd(writer);
  while (!signal.aborted) {
    const head = await writer.fetch();
    if (head === undefined) throw new Refusal('the branch "main" of the game is gone; make another game', 'answer');
    const { events, sightings, isSettled } = await argocd.look(head, clock().getTime());
    const time = clock().toISOString().slice(11, 19);
    for (const event of events) stdout.write(`${time}  ${wordsOf(event)}\n`);
    await delivery.observe(sightings);
    for (const outcome of await delivery.tick()) {
      if (outcome.state !== 'committed') continue;
      stdout.write(`${time}  nothing is missing any more: ${printableLine(outcome.subject)}\n`);
    }
    if (isOnce && isSettled && (await writer.fetch()) === head) return;
    await setTimeout(restMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}

function wordsOf({ service, environment, versions, state }: SimulatedEvent): string {
  const release = versions.length === 0 ? 'nothing' : versions.join(', ');
  const where = `${service} in ${environment}`;
  switch (state) {
    case 'syncing':
      return `${where}: syncs ${release}`;
    case 'healthy':
      return `${where}: ${release} is healthy`;
    case 'degraded':
      return `${where}: ${release} is degraded`;
    case 'gone':
      return `${where}: is gone`;
  }
}

function welcome(place: PlayFolder, isNew: boolean, isOnce: boolean, context: Context): readonly string[] {
  const { bold, green, cyan, dim } = context.stdout.colours;
  const shown = (path: string): string => printableLine(shownPath(path, context));
  if (!isNew)
    return [`${green('✓')} the game in ${bold(shown(place.folder))} goes on${isOnce ? '' : '; Ctrl-C ends it'}`, ''];
  const row = (path: string, what: string): string => `  ${path.padEnd(36)} ${dim(what)}`;
  const step = (command: string, what: string): string => `  ${cyan(command)}\n      ${dim(what)}`;
  return [
    `${green('✓')} made ${bold(shown(place.folder))}`,
    '',
    row(shown(place.remote), 'the repository that everybody pushes to'),
    row(shown(place.clone), 'a clone of it: you are the developer here'),
    row(shown(place.keyOf('')), 'SSH keys of developer, sre-one and sre-two'),
    '',
    `This is a game: no cluster, and an Argo CD that is simulated. What it says is healthy has run nowhere.`,
    '',
    isOnce ? 'next' : 'next, in another terminal',
    step(`cd ${shown(place.clone)}`, 'the clone'),
    step('slipway bump hello --version v0.2.0', 'dev has no gates: it is committed at once'),
    step('slipway promote hello --to staging --run-id to-staging', 'waits: an SRE has to agree'),
    step('slipway approve to-staging --key ../keys/sre-one', 'you, as an SRE: it is committed'),
    step('slipway status', 'what runs where'),
    '',
    ...(isOnce
      ? []
      : [
          dim('Here is what the simulated Argo CD sees. Ctrl-C ends it; "slipway play" with the same folder goes on.'),
          '',
        ]),
  ];
}
