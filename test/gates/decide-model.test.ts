import { playStories } from './model';

test('in any story, what is decided is what an oracle says that knows none of the gates', () => {
  const counts = playStories(150);

  for (const verdict of ['allowed', 'waiting', 'refused']) expect(counts.get(verdict) ?? 0).toBeGreaterThan(20);
});
