import { judgeRange, type JudgedCommit } from '../../src/delivery/gate-range';
import { LocalRepository } from '../../src/gitops/local-repository';
import { aGitOpsRemote, gatedCatalog } from '../helpers/a-delivery';
import { commitByHand } from '../helpers/a-hand-commit';
import { headOf } from '../helpers/a-remote';
import { wordsOf } from '../helpers/a-released-story';

const ours = 'tickets: { url: "https://tickets.example.com/{ticket}" }\n';
const theirs = 'tickets: { url: "https://metadata.internal/{ticket}" }\n';
const platform = gatedCatalog['platform.yaml'] ?? '';
const release = { 'catalog/services/web/prod.yaml': 'release: { version: v2.0.0 }\n' };
const message = 'release\n\nChange-Ticket: CHG-1\n';

/** Who is asked when a range is judged, and what is said of its commits. */
async function judged(
  remote: string,
  base: string | undefined,
  isBranch = false,
): Promise<{ readonly asked: readonly string[]; readonly commits: readonly JudgedCommit[] }> {
  const asked: string[] = [];
  const commits = await judgeRange(base, headOf(remote), {
    writer: await LocalRepository.open(remote, { PATH: process.env['PATH'] }),
    places: { catalog: 'catalog', root: '' },
    now: '2026-11-25T11:00:00Z',
    clock: '2026-11-25T11:00:00Z',
    evidence: { health: [], tests: [] },
    reviews: [],
    answersTo: async () => await Promise.resolve(new Map()),
    version: '0.0.0',
    isRendering: false,
    isBranch,
    askTicket: async (url, ticket) => {
      asked.push(url);
      return await Promise.resolve({ ticket, state: 'approved' });
    },
  });
  return { asked, commits };
}

test('nobody is asked about a ticket because a commit of the range names a server', async () => {
  const remote = aGitOpsRemote({ 'platform.yaml': platform + ours });
  const base = headOf(remote);
  commitByHand(remote, { files: { 'catalog/platform.yaml': platform + theirs } });
  commitByHand(remote, { files: release, message });

  const { asked, commits } = await judged(remote, base);

  expect(new Set(asked)).toEqual(new Set(['https://tickets.example.com/CHG-1']));
  expect(wordsOf(commits)).toContain('the ticket system is named by these commits themselves');
});

test.each([
  ['where there was no ticket system before', (remote: string) => headOf(remote)],
  ['where there is nothing before', () => undefined],
])('nobody is asked %s', async (_, baseOf) => {
  const remote = aGitOpsRemote();
  const base = baseOf(remote);
  commitByHand(remote, { files: { 'catalog/platform.yaml': platform + theirs } });
  commitByHand(remote, { files: release, message });

  const { asked, commits } = await judged(remote, base);

  expect(asked).toEqual([]);
  expect(commits.at(-1)?.isAllowed).toBe(false);
});

test('the ticket system of the catalog before the range is asked, and that of the branch when the branch is judged', async () => {
  const remote = aGitOpsRemote({ 'platform.yaml': platform + ours });
  const base = headOf(remote);
  commitByHand(remote, { files: release, message });

  expect((await judged(remote, base)).asked).toEqual(['https://tickets.example.com/CHG-1']);
  expect((await judged(remote, undefined, true)).asked).toEqual(['https://tickets.example.com/CHG-1']);
});
