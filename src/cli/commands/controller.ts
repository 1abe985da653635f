import { once } from 'node:events';
import { join } from 'node:path';

import type { ArgoCdPlace } from '../../controller/argocd/scoped-argocd';
import { startController } from '../../controller/controller';
import { currentSecrets } from '../../controller/current-secrets';
import { lateDoor } from '../../controller/late-door';
import { jsonLog } from '../../controller/log';
import type { Log } from '../../controller/log';
import { secretTexts } from '../../controller/read-secrets';
import { GitError } from '../../gitops/run-git';
import type { Context, ExitCode } from '../context';
import { keepHeapSmall } from '../small-heap';
import { openDoor } from './controller-door';
import type { ControllerRepository, OpenDoor } from './controller-door';

/** Where and how the controller runs. */
export interface ControllerRun extends ControllerRepository {
  readonly journal: string;
  readonly host: string;
  readonly port: number;
  readonly portalUrl: string;
  readonly argocds: readonly ArgoCdPlace[];
  readonly blueprint: string;
  readonly isAgent: boolean;
  readonly proxies: number;
  /** @default - as many as there is something for */
  readonly pushesPerMinute: number | undefined;
}

/** Runs the controller until a signal ends it: then it takes nothing more, and ends what it has begun. */
export async function runController(run: ControllerRun, context: Context): Promise<ExitCode> {
  const { stdout } = context;
  keepHeapSmall();
  let log: Log = () => undefined;
  const secrets = currentSecrets(
    run.secrets,
    () => log,
    run.argocds.map(({ name }) => name),
  );
  log = jsonLog(
    (line) => stdout.write(line),
    () => secretTexts(secrets.now()),
    Date.now,
  );
  let opened: OpenDoor | undefined;
  const open = async (): Promise<OpenDoor> => {
    opened ??= await openDoor(run, context);
    return opened;
  };
  try {
    await open();
  } catch (error) {
    // Calls are taken while the remote cannot be reached; what somebody has to put right ends the program.
    if (!(error instanceof GitError)) throw error;
    log('repository.unreachable', { remote: run.remote, reason: error.message });
  }
  const { host, port, portalUrl, argocds, blueprint, isAgent, proxies, pushesPerMinute } = run;
  const controller = await startController({
    host,
    port,
    portalUrl,
    argocds,
    blueprint,
    isAgent,
    proxies,
    pushesPerMinute,
    log,
    journal: { file: join(run.journal, 'journal.db') },
    secrets: secrets.now,
    door: lateDoor(async () => (await open()).door),
    now: Date.now,
    random: Math.random,
  });
  const ends = new AbortController();
  const { signal } = ends;
  const [name] = await Promise.race([once(process, 'SIGTERM', { signal }), once(process, 'SIGINT', { signal })]);
  // A second signal ends it at once.
  ends.abort();
  log('controller.stopping', { signal: String(name) });
  secrets.stop();
  await controller.stop();
  await opened?.close();
  return 0;
}
