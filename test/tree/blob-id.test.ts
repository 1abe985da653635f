import { execFileSync } from 'node:child_process';

import { blobId } from '../../src/tree/blob-id';
import { temporaryFolder } from '../helpers/temporary-folder';

const texts = [
  '',
  'kind: Service\n',
  'größe 日本語 😀\n',
  // Around the length up to which a content is hashed at once, in one byte each and in three.
  ...[65_535, 65_536, 65_537].flatMap((length) => ['x'.repeat(length), '語'.repeat(length)]),
];

test.each(['sha1', 'sha256'] as const)('contents are called what git calls them, by %s', (hash) => {
  const repository = temporaryFolder();
  execFileSync('git', ['init', '--quiet', `--object-format=${hash}`, repository]);
  const gitsName = (text: string) =>
    execFileSync('git', ['hash-object', '--stdin'], { cwd: repository, input: text, encoding: 'utf8' }).trim();

  for (const text of texts) {
    expect(blobId(text, hash)).toBe(gitsName(text));
    expect(blobId(Buffer.from(text), hash)).toBe(gitsName(text));
  }
});
