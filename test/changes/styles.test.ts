import { carryOut, changedLines, differences, orderedTexts, type CatalogTexts } from '../helpers/carry-out';

const file = 'services/payment-service/dev.yaml';
const digest = `sha256:${'3'.repeat(64)}`;
const dev = orderedTexts().get(file) ?? '';
const place = { service: 'payment-service', environment: 'dev' };

const commented = `# who: backend-team
release: # by CI
  version: v1.2.0   # the May release
  # Bytes that were looked at.
  digest: sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517

scale: { owner: fixed, replicas: 1 } # small


config:
    values:
        ENVIRONMENT: 'development'
        LOG_LEVEL: "DEBUG"
# the end`;

const styles: readonly (readonly [string, string])[] = [
  ['as it is shipped', dev],
  ['with carriage returns', dev.replaceAll('\n', '\r\n')],
  ['with a byte order mark', `\ufeff${dev}`],
  ['without a last line end', dev.trimEnd()],
  ['with comments, blank lines and deeper steps', commented],
  ['with comments and carriage returns', commented.replaceAll('\n', '\r\n')],
  [
    'in flow',
    'release: {version: v1.2.0, digest: sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517}\nscale: {owner: fixed,   replicas: 1}\nconfig: {values: {ENVIRONMENT: development, LOG_LEVEL: DEBUG}}\n',
  ],
  [
    'as JSON',
    '{\n  "release": {"version": "v1.2.0", "digest": "sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517"},\n  "scale": {"owner": "fixed", "replicas": 1},\n  "config": {"values": {"ENVIRONMENT": "development", "LOG_LEVEL": "DEBUG"}}\n}\n',
  ],
];

describe.each(styles)('a file %s', (_, text) => {
  const texts: CatalogTexts = orderedTexts({ [file]: text });

  test('changes where it is asked to, and nowhere else', () => {
    const bumped = carryOut('bump', { ...place, version: 'v1.3.0', digest }, texts).texts;
    const scaled = carryOut('scale', { ...place, replicas: 3 }, bumped).texts;
    const after = scaled.get(file) ?? '';

    expect(differences(texts, scaled).map((line) => line.slice(file.length))).toEqual([
      ': release.version: "v1.2.0" -> "v1.3.0"',
      `: release.digest: "sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517" -> "${digest}"`,
      ': scale.replicas: 1 -> 3',
    ]);
    expect(
      after
        .replace('v1.3.0', 'v1.2.0')
        .replace(digest, digestBefore)
        .replace(/(replicas"?: )3/, '$11'),
    ).toBe(text);
  });

  test('gets a hold in its own style, and its bytes back', () => {
    const held = carryOut('hold', place, texts, { reason: 'payments fail' }).texts;
    const scaled = carryOut('scale', { ...place, replicas: 3, until: '4h' }, held).texts;
    const back = carryOut('scale', { ...place, back: true }, scaled).texts;

    const lineEnds = (one: string | undefined): boolean => /\r\n/.test(one ?? '') && /[^\r]\n/.test(one ?? '');
    expect(lineEnds(scaled.get(file))).toBe(false);
    expect(changedLines(text, held.get(file) ?? '').filter((line) => line.startsWith('- '))).toEqual(
      text.endsWith('\n') || text.includes('# the end') ? [] : expect.anything(),
    );
    expect(carryOut('resume', place, back).texts).toEqual(texts);
  });
});

const digestBefore = 'sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517';
