import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';

import { aKeyFile } from '../cluster/suite/story-people';
import { aDesk, aGitOpsRemote, gatedCatalog, release } from '../helpers/a-delivery';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { temporaryFolder } from '../helpers/temporary-folder';
import { runIdsOf } from '../helpers/writer-processes';
import { call } from './a-controller';
import { start } from './killed-controller';
import { MockPort } from './mock-port';

jest.setTimeout(600_000);

const moments = ['proposal', 'answer', 'commit', 'close'].flatMap((step) => [`before-${step}`, `after-${step}`]);

test.each(moments)(
  'killed %s: one commit, one sync at it, and every run ends as if nothing had been',
  async (diesAt) => {
    const world = await aWorld(diesAt);

    await world.ask('r_ask', 'promote', promotion);
    await world.until(() => world.logs('r_ask').some((line) => line.startsWith('waits')));
    await world.ask('r_one', 'approve', answer('approve_change'));
    await world.until(() => world.status('r_one') !== 'IN_PROGRESS');
    await world.ask('r_two', 'approve', answer('approve_change'));
    await world.until(() => ['r_ask', 'r_two'].every((id) => world.status(id) !== 'IN_PROGRESS'));
    await world.until(() => world.syncs.length > 0 && proposalsOf(world.remote) === '');
    await world.end();

    expect(world.kills).toBe(1);
    expect(['r_ask', 'r_one', 'r_two'].map((id) => world.status(id))).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
    expect(runIdsOf(world.remote).filter((id) => id === 'r_ask')).toEqual(['r_ask']);
    const commit = headOf(world.remote);
    expect(world.port.runs.get('r_ask')).toMatchObject({ link: `https://git.example.com/commit/${commit}` });
    expect(world.syncs).toEqual([`web-prod ${commit}`]);
    // Each person's word is there once.
    const said = git(world.remote, ['show', `${commit}:${recordOf(world.remote)}`]);
    expect(said.match(/\\"proposal\\":\\"r_ask\\"/g)).toHaveLength(2);
  },
);

test.each(['before-answer', 'after-answer', 'before-close', 'after-close'])(
  'killed %s of a rejection: it has ended, whoever asks again, and is not begun again',
  async (diesAt) => {
    const world = await aWorld(diesAt);

    await world.ask('r_ask', 'promote', promotion);
    await world.until(() => world.logs('r_ask').some((line) => line.startsWith('waits')));
    await world.ask('r_one', 'reject', answer('reject_change'));
    // The next look at what waits, which takes the proposal away, is a minute later.
    await world.until(() => ['r_ask', 'r_one'].every((id) => world.status(id) !== 'IN_PROGRESS'), 180);
    await world.until(() => proposalsOf(world.remote) === '', 180);
    // A process that dies behind its push has done it before anybody sees that it is dead.
    await world.until(() => world.kills === 1);
    await world.end();

    expect(world.kills).toBe(1);
    expect([world.status('r_one'), world.status('r_ask')]).toEqual(['SUCCESS', 'FAILURE']);
    expect(runIdsOf(world.remote)).not.toContain('r_ask');
    expect(world.syncs).toEqual([]);
  },
);

const promotion = {
  action: 'promote_deployment',
  entity: { identifier: 'web-staging', blueprint: 'deployment' },
  properties: { target_environment: 'prod', change_ticket: 'CHG-1', release: 'v1.1.0' },
};

function answer(action: string): object {
  return { action, entity: null, properties: { proposal: 'r_ask' } };
}

interface World {
  readonly remote: string;
  readonly port: MockPort;
  /** `<application> <commit>` */
  readonly syncs: readonly string[];
  readonly kills: number;
  readonly logs: (id: string) => readonly string[];
  readonly status: (id: string) => string | undefined;
  /** Sends a call until it is accepted. */
  readonly ask: (id: string, path: string, body: object) => Promise<void>;
  /** Waits, and starts a controller again that was killed. */
  readonly until: (isSo: () => boolean, mostSeconds?: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

const controllerProgram = join(__dirname, 'git-controller-process.ts');

async function aWorld(diesAt: string): Promise<World> {
  const folder = temporaryFolder();
  const key = aKeyFile(folder, 'key');
  const own = `  other: { keys: ["${key.publicLine}"], of: [changes, portal, health] }\n`;
  const remote = aGitOpsRemote({
    'platform.yaml': `${gatedCatalog['platform.yaml']}${own}`,
    'environments/prod.yaml': String(gatedCatalog['environments/prod.yaml']).replace('automatic', 'manual'),
  });
  await release(await aDesk(remote, 'dev'), 'v1.1.0', 'staging');
  const port = await MockPort.start();
  for (const [id, who] of Object.entries({ r_ask: 'dev', r_one: 'sre-one', r_two: 'sre-two' }))
    port.addRun(id, { createdBy: `${who}@example.com` });
  const argocd = await FakeArgoCd.start();
  const options = { remote, folder, key: key.file, portalUrl: port.url, argocdUrl: argocd.url };
  let kills = 0;
  let running = await start({ ...options, diesAt }, controllerProgram);
  const alive = async (): Promise<void> => {
    if (!hasEnded(running.child)) return;
    kills++;
    running = await start(options, controllerProgram);
  };
  const ask: World['ask'] = async (id, path, body) => {
    for (;;) {
      await alive();
      const full = { ...body, context: { runId: id, userEmail: 'somebody@example.com' } };
      const answered = await call(running, `/webhooks/${path}`, full).catch(() => undefined);
      if (answered?.status === 202) return;
      if (answered !== undefined) throw new Error(`${path} was answered ${answered.status}`);
    }
  };
  return {
    remote,
    port,
    syncs: argocd.syncs,
    get kills() {
      return kills;
    },
    logs: (id) => port.runs.get(id)?.logs ?? [],
    status: (id) => port.runs.get(id)?.status,
    ask,
    until: async (isSo, mostSeconds = 120) => {
      for (const started = Date.now(); !isSo();) {
        if (Date.now() - started > mostSeconds * 1000) throw new Error(`waited in vain: ${String(isSo)}`);
        await alive();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    end: async () => {
      await alive();
      running.child.kill('SIGTERM');
      await once(running.child, 'exit');
      await port.stop();
      argocd.stop();
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function proposalsOf(remote: string): string {
  return git(remote, ['for-each-ref', 'refs/slipway/proposals']);
}

function recordOf(remote: string): string {
  return git(remote, ['ls-tree', '-r', '--name-only', 'main', 'changes'])
    .split('\n')
    .filter((path) => path.endsWith('/r_ask.json'))
    .join();
}

/** Argo CD, as far as syncs are started: it remembers them, and shows what was synced last. */
class FakeArgoCd {
  readonly syncs: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeArgoCd> {
    const server = createServer();
    const fake = new FakeArgoCd(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (piece) => (body += String(piece)));
      request.on('end', () => {
        const name = /applications\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '';
        if (request.method === 'POST') fake.syncs.push(`${name} ${Object(JSON.parse(body)).revision}`);
        const last = fake.syncs.findLast((one) => one.startsWith(`${name} `));
        const operationState = last && {
          phase: 'Succeeded',
          startedAt: new Date().toISOString(),
          operation: { sync: { revision: last.split(' ')[1] } },
        };
        response.writeHead(200, { 'content-type': 'application/json' });
        const application = { spec: { source: { path: 'services/web/overlays/prod' } }, status: { operationState } };
        response.end(JSON.stringify(name === '' ? { items: [] } : application));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
