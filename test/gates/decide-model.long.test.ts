import { howMany } from '../helpers/how-many';
import { playStories } from './model';

/** Fewer of them: `STORIES=10000 npm run test:long -- decide-model`. */
const stories = howMany('STORIES', 100_000);

test('in 100,000 stories, what is decided is what an oracle says that knows none of the gates', () => {
  const counts = playStories(stories);

  for (const verdict of ['allowed', 'waiting', 'refused'])
    expect(counts.get(verdict) ?? 0).toBeGreaterThan(stories / 10);
}, 1_800_000);
