import { once } from 'node:events';
import { watch } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import type { Context, ExitCode } from '../context';
import { reportError } from '../report-error';
import { synth } from './synth';
import type { SynthOptions } from './synth';

/** An editor writes a file in several steps, and Git a whole branch: this long after the last of them it is looked at. */
const restMilliseconds = 100;

/** Renders a catalog, and again whenever one of its files changes, until a signal ends it. What is wrong is said, and waits for the next edit. */
export async function watchCatalog(options: SynthOptions, context: Context): Promise<ExitCode> {
  const ends = new AbortController();
  const { signal } = ends;
  const { catalog } = options.place;
  let changes = 0;
  const watcher = watch(catalog, { recursive: true, signal }, () => {
    changes += 1;
    watcher.emit('edited');
  });
  const isEnded = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => ends.abort());
  try {
    for (let seen = -1; !signal.aborted;) {
      if (seen === changes) {
        context.stderr.write(`watching ${catalog}; Ctrl-C ends it\n`);
        // oxlint-disable-next-line no-await-in-loop -- One edit after another.
        await Promise.race([once(watcher, 'edited'), isEnded]);
        continue;
      }
      do {
        seen = changes;
        // oxlint-disable-next-line no-await-in-loop -- It is waited until nothing more comes.
        await setTimeout(seen === 0 ? 0 : restMilliseconds);
      } while (seen !== changes);
      renderOnce(options, context);
    }
  } finally {
    ends.abort();
  }
  return 0;
}

function renderOnce(options: SynthOptions, context: Context): void {
  try {
    synth(options, context);
  } catch (error) {
    reportError(error, { catalog: options.place.catalog, outcome: '; nothing was written' }, context);
  }
}
