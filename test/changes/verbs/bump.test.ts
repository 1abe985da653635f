import { carryOut, changedLines, differences, orderedTexts } from '../../helpers/carry-out';

const texts = orderedTexts();
const digest = `sha256:${'3'.repeat(64)}`;
const source = { commit: '8f3b2c1d4e5f60718293a4b5c6d7e8f901234567', committedAt: '2026-11-28T09:30:00+01:00' };
const file = 'services/payment-service/dev.yaml';

test('a new image runs where releases begin, and nothing else differs', () => {
  const { planned, texts: after } = carryOut('bump', { service: 'payment-service', version: 'v1.3.0', digest }, texts);

  expect(planned.subject).toBe('bump payment-service v1.3.0 in dev');
  expect(differences(texts, after)).toEqual([
    `${file}: release.version: "v1.2.0" -> "v1.3.0"`,
    `${file}: release.digest: "sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517" -> "${digest}"`,
  ]);
  expect(changedLines(texts.get(file) ?? '', after.get(file) ?? '')).toEqual([
    '-   version: v1.2.0',
    '-   digest: sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517',
    '+   version: v1.3.0',
    `+   digest: ${digest}`,
  ]);
});

test('what was said of the release before says nothing of the new one', () => {
  const { texts: after } = carryOut(
    'bump',
    { service: 'payment-service', environment: 'production', version: 'v1.3.0', irreversible: 'moves data' },
    texts,
  );

  expect(
    differences(texts, after).map((line) => line.replace('services/payment-service/prod.yaml: release.', '')),
  ).toEqual([
    'version: "v1.2.0" -> "v1.3.0"',
    'digest: "sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517" -> nothing',
    'promotedFrom: "staging" -> nothing',
    'changeTicket: "CHG-12345" -> nothing',
    'irreversible: nothing -> "moves data"',
  ]);
});

test('what names no build is for a service that has not adopted that it does', () => {
  const service = texts.get('services/payment-service/service.yaml') ?? '';
  const unadopting = new Map([
    ...texts,
    ['services/payment-service/service.yaml', `${service}unadopted: [pinned-version]\n`] as const,
  ]);

  const { catalog } = carryOut('bump', { service: 'payment-service', version: 'latest' }, unadopting);

  expect(catalog.services.get('payment-service')?.overlays.get('dev')?.release).toEqual({ version: 'latest' });
});

test('the images of several services are bumped together, each with its digest', () => {
  const { planned, catalog } = carryOut(
    'bump',
    {
      service: ['blog-backend', 'blog-frontend'],
      version: '3f9c2a1',
      digest: { 'blog-backend': `sha256:${'a'.repeat(64)}`, 'blog-frontend': `sha256:${'b'.repeat(64)}` },
      ...source,
    },
    texts,
  );

  expect(planned.subject).toBe('bump blog-backend and blog-frontend 3f9c2a1 in dev');
  expect(catalog.services.get('blog-frontend')?.overlays.get('dev')?.release).toEqual({
    version: '3f9c2a1',
    digest: `sha256:${'b'.repeat(64)}`,
    source,
  });
  expect(catalog.services.get('blog-backend')?.overlays.get('dev')?.release.digest).toBe(`sha256:${'a'.repeat(64)}`);
});

test('a service that runs nowhere is deployed by its first image', () => {
  const created = carryOut('create', { name: 'mail', team: 'backend-team' }, texts).texts;

  const { edited } = carryOut('bump', { service: 'mail', version: 'v1.0.0' }, created);

  expect(Object.fromEntries(edited.texts)).toEqual({ 'services/mail/dev.yaml': 'release: { version: v1.0.0 }\n' });
});

test('what runs already is no change, and keeps how it came there', () => {
  const runs = {
    service: 'payment-service',
    environment: 'prod',
    version: 'v1.2.0',
    digest: 'sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517',
  };

  expect(carryOut('bump', runs, texts).planned.edit.size).toBe(0);
  expect(differences(texts, carryOut('bump', { ...runs, ...source }, texts).texts)).toEqual([
    `services/payment-service/prod.yaml: release.source.commit: nothing -> "${source.commit}"`,
    `services/payment-service/prod.yaml: release.source.committedAt: nothing -> "${source.committedAt}"`,
  ]);
});

test('a later commit goes on, and an older one only when it is asked for', () => {
  const bump = (at: string, others = {}) => ({
    service: 'payment-service',
    version: 'v1.4.0',
    ...source,
    committedAt: at,
    ...others,
  });
  const now = carryOut('bump', bump('2026-11-28T09:30:00+01:00'), texts).texts;
  const older = bump('2026-11-28T08:29:59Z', { version: 'v1.3.9' });

  expect(() => carryOut('bump', older, now)).toThrow('is before 2026-11-28T09:30:00+01:00, when the commit of v1.4.0');
  expect(carryOut('bump', { ...older, allowOlder: true }, now).edited.isChanged).toBe(true);
  expect(carryOut('bump', bump('2026-11-28T08:30:00Z', { version: 'v1.5.0' }), now).edited.isChanged).toBe(true);
});
