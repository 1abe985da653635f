import { once } from 'node:events';
import { watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { folderSource } from '../../catalog/folder-source';
import { possibleCode } from '../../extensions/own-files';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';
import { reportError } from '../report-error';
import { shownPath } from '../shown-path';
import { synth } from './synth';
import type { SynthOptions } from './synth';

/** An editor writes a file in several steps, and Git a whole branch: this long after the last of them it is looked at. */
const restMilliseconds = 100;

/** Renders a catalog, and again whenever one of its files or the code of its extensions changes, until a signal ends it. What is wrong is said, and waits for the next edit. */
export async function watchCatalog(options: SynthOptions, context: Context): Promise<ExitCode> {
  const ends = new AbortController();
  const { signal } = ends;
  const { catalog } = options.place;
  // What is no folder is said as without a watch.
  folderSource(catalog);
  let changes = 0;
  const edited = (): void => {
    changes += 1;
    watcher.emit('edited');
  };
  const watcher = watch(catalog, { recursive: true, signal }, edited);
  const watchCode = codeWatch(catalog, signal, edited);
  const isEnded = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => ends.abort());
  try {
    for (let seen = -1; !signal.aborted;) {
      if (seen === changes) {
        if (!options.isQuiet)
          context.stderr.write(`watching ${printableLine(shownPath(catalog, context))}; Ctrl-C ends it\n`);
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
      watchCode();
    }
  } finally {
    ends.abort();
  }
  return 0;
}

/** Watches the code of extensions, wherever it lies. @returns looks for more of it, since code may load other code by now */
function codeWatch(catalog: string, signal: AbortSignal, edited: () => void): () => void {
  const folders = new Set<string>();
  let code: ReadonlySet<string> = new Set();
  return () => {
    code = possibleCode(catalog);
    for (const folder of new Set([...code].map((file) => dirname(file)))) {
      if (folders.has(folder)) continue;
      folders.add(folder);
      // The tree is written into the folder beside the catalog, too.
      watch(folder, { signal }, (_, name) => {
        if (name !== null && code.has(join(folder, name))) edited();
      });
    }
  };
}

function renderOnce(options: SynthOptions, context: Context): void {
  try {
    synth(options, context);
  } catch (error) {
    reportError(error, { catalog: options.place.catalog, outcome: '; nothing was written' }, context);
  }
}
