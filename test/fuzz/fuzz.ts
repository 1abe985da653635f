import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { rules } from '../../src/check/rules';
import { runRules } from '../../src/check/run-rules';
import { readManifestText } from '../../src/manifests/read-text';
import { settingsFor } from '../../src/manifest-schemas/for-version';
import type { VersionSettings } from '../../src/manifest-schemas/for-version';
import { shippedMinors } from '../../src/manifest-schemas/shipped-schemas';
import { goldenManifests, mutate, type Pick } from './mutate';
import { mutateValues } from './mutate-value';
import { misplaced } from './misplaced';

/**
 * `npm run fuzz`: reads damaged manifests and asks all rules of what could be read, until the count is reached, and prints what it
 * took. Half of the texts are damaged as texts, half in what they say. It ends with 1 at a text that makes the reader or a
 * rule throw, or says a place outside the file, or takes more than two seconds; that text is printed.
 */
function main(): void {
  const { values } = parseArgs({
    options: { documents: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
  });
  const wanted = Number(values.documents);
  const pick = pickWith(Number(values.seed));
  const manifests = [...goldenManifests(), ...rules.flatMap(({ failing, passing }) => [failing, passing])];
  const settings = settingsFor(join(__dirname, '..', '..'), shippedMinors[0], []);
  const counts = { documents: 0, objects: 0, findings: 0, unreadable: 0, worstMilliseconds: 0, memory: 0 };
  const started = performance.now();

  while (counts.documents < wanted) {
    const damage = pick(2) === 0 ? mutate : mutateValues;
    let text = damage(manifests[pick(manifests.length)] ?? '', pick);
    // Some files have several documents.
    while (pick(6) === 0) text += `---\n${damage(manifests[pick(manifests.length)] ?? '', pick)}`;
    // Some are no text.
    const bytes = Buffer.from(text);
    if (damage === mutate && pick(50) === 0) bytes[pick(bytes.length)] = pick(256);
    try {
      let milliseconds = ask(bytes, settings, counts);
      // A busy machine is no hang.
      if (milliseconds > 2000) milliseconds = ask(bytes, settings, counts);
      if (milliseconds > 2000) throw new Error(`${milliseconds} ms`);
      counts.worstMilliseconds = Math.max(counts.worstMilliseconds, milliseconds);
    } catch (error) {
      process.stdout.write(`${JSON.stringify(bytes.toString('latin1'))}\n`);
      throw error;
    }
    counts.documents += 1;
    if (counts.documents % 1000 === 0) counts.memory = Math.max(counts.memory, process.memoryUsage().rss);
    if (counts.documents % 50_000 === 0) process.stderr.write(`${counts.documents} files\n`);
  }
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${counts.documents} files in ${seconds.toFixed(0)} s, ${(counts.documents / seconds).toFixed(0)} per second; ` +
      `worst ${counts.worstMilliseconds.toFixed(0)} ms; memory ${(counts.memory / 2 ** 20).toFixed(0)} MiB; ` +
      `${counts.objects} objects, ${counts.unreadable} unreadable places, ${counts.findings} findings\n`,
  );
}

/** Reads a text and asks all rules of it. @returns how long it took, in milliseconds */
function ask(bytes: Buffer, settings: VersionSettings, counts: Counts): number {
  const started = performance.now();
  const read = readManifestText(bytes, 'a.yaml');
  const findings = runRules({ objects: read.objects }, { rules, settings, severities: {} });
  const milliseconds = performance.now() - started;
  counts.objects += read.objects.length;
  counts.unreadable += read.unreadable.length;
  counts.findings += findings.length;
  const wrong = misplaced(bytes.toString('utf8'), read);
  if (wrong !== undefined) throw new Error(`a place outside the file: ${wrong}`);
  return milliseconds;
}

interface Counts {
  objects: number;
  unreadable: number;
  findings: number;
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
