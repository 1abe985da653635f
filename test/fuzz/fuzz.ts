import { parseArgs } from 'node:util';

import { readManifestText } from '../../src/manifests/read-text';
import { goldenManifests, mutate, type Pick } from './mutate';
import { misplaced } from './misplaced';

/**
 * `npm run fuzz`: reads damaged manifests until the count is reached, and prints what it took. It ends with 1 at a text that
 * makes the reader throw, or say a place outside the file, or take more than two seconds; that text is printed.
 */
function main(): void {
  const { values } = parseArgs({
    options: { documents: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
  });
  const wanted = Number(values.documents);
  const pick = pickWith(Number(values.seed));
  const manifests = goldenManifests();
  const counts = { documents: 0, objects: 0, unreadable: 0, worstMilliseconds: 0, memory: 0 };
  const started = performance.now();

  while (counts.documents < wanted) {
    let text = mutate(manifests[pick(manifests.length)] ?? '', pick);
    // Some files have several documents.
    while (pick(6) === 0) text += `---\n${mutate(manifests[pick(manifests.length)] ?? '', pick)}`;
    // Some are no text.
    const bytes = Buffer.from(text);
    if (pick(50) === 0) bytes[pick(bytes.length)] = pick(256);
    const before = performance.now();
    try {
      const read = readManifestText(bytes, 'a.yaml');
      counts.objects += read.objects.length;
      counts.unreadable += read.unreadable.length;
      const wrong = misplaced(bytes.toString('utf8'), read);
      if (wrong !== undefined) throw new Error(`a place outside the file: ${wrong}`);
      const milliseconds = performance.now() - before;
      counts.worstMilliseconds = Math.max(counts.worstMilliseconds, milliseconds);
      if (milliseconds > 2000) throw new Error(`${milliseconds} ms`);
    } catch (error) {
      process.stdout.write(`${JSON.stringify(bytes.toString('latin1'))}\n`);
      throw error;
    }
    counts.documents += 1;
    if (counts.documents % 1000 === 0) counts.memory = Math.max(counts.memory, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${counts.documents} files in ${seconds.toFixed(0)} s, ${(counts.documents / seconds).toFixed(0)} per second; ` +
      `worst ${counts.worstMilliseconds.toFixed(0)} ms; memory ${(counts.memory / 2 ** 20).toFixed(0)} MiB; ` +
      `${counts.objects} objects, ${counts.unreadable} unreadable places\n`,
  );
}

/** xorshift32: the same texts for the same seed, everywhere. */
function pickWith(seed: number): Pick {
  let state = seed | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

main();
