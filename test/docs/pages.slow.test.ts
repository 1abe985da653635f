import { followPage, pagesToFollow } from './follow-page';
import { PageFolder } from './page-folder';

test.each(pagesToFollow)(
  'R2-25: %s: what it shows is what happens, with the program as people start it',
  async (page) => {
    const { commands, problems } = await followPage(page, new PageFolder('in processes'));

    expect(problems).toEqual([]);
    expect(commands).toBeGreaterThan(0);
  },
  180_000,
);
