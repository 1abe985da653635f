import type { PushOutcome } from '../../src/gitops/push-outcome';
import { aCuttingProxy } from './a-cutting-proxy';
import { aGitServer } from './a-git-server';
import { aDraft, aWriter } from './a-remote';

/** What became of pushes whose connection was cut. */
export interface CutPushes {
  /** Kinds of outcomes, and how often each was. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Ids of the commits that were told to be there. */
  readonly done: readonly string[];
  /** Pushes whose connection was really cut. */
  readonly cuts: number;
}

/** Pushes commits over HTTP, and cuts each push at a random byte of what passes in a whole one. */
export async function cutPushes(remote: string, pushes: number): Promise<CutPushes> {
  const server = await aGitServer(remote);
  const proxy = await aCuttingProxy(server.port);
  try {
    const writer = await aWriter(remote, { remote: server.url.replace(String(server.port), String(proxy.port)) });
    const done: string[] = [];
    const outcomes: Record<string, number> = {};
    let [whole, cuts] = [0, 0];
    for (let number = 0; number <= pushes; number += 1) {
      const base = await writer.fetch();
      const [head = ''] = await writer.commit(base, [aDraft('x', String(number), `change ${number}\n`)]);
      proxy.takePassed();
      if (number > 0) proxy.cutAfter(1 + Math.floor(Math.random() * whole));
      const outcome: PushOutcome = await writer.push(base, head);
      if (number > 0 && proxy.hasCut()) cuts += 1;
      proxy.cutAfter(Infinity);
      if (number === 0) whole = proxy.takePassed();
      if (outcome.kind === 'done') done.push(head);
      outcomes[outcome.kind] = (outcomes[outcome.kind] ?? 0) + 1;
    }
    return { outcomes, done, cuts };
  } finally {
    await proxy.stop();
    await server.stop();
  }
}
