import { playStories } from './model';

test('in 100,000 stories, what is decided is what an oracle says that knows none of the gates', () => {
  const counts = playStories(100_000);

  for (const verdict of ['allowed', 'waiting', 'refused']) expect(counts.get(verdict) ?? 0).toBeGreaterThan(10_000);
}, 1_800_000);
