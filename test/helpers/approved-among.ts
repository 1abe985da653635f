import type { CatalogEdit } from '../../src/catalog/edit';
import { Head } from '../../src/delivery/head';
import { judgeEdit, type JudgedEdit } from '../../src/delivery/judge-edit';
import { aGitOpsRemote } from './a-delivery';
import { aWriter } from './a-remote';

const places = { catalog: 'catalog', root: '' };

const facts = {
  now: '2026-11-25T10:00:00.000Z',
  requester: { name: 'dev', proof: 'signed' },
  alsoInvolved: [],
  evidence: [],
  wantsTests: false,
} as const;

const set = (document: string, path: readonly string[], value: unknown): CatalogEdit =>
  new Map([[document, { kind: 'change', operations: [{ kind: 'set', path: [...path], value }] }]]);

const pending = set('services/web/prod.yaml', ['release', 'version'], 'v9.0.0');

/**
 * Looks again and again at one edit of prod while others are made.
 *
 * @param edits made of another service
 * @param every how many edits pass between two looks
 * @returns how often the digest was the same
 */
export async function approvedAmong(edits: number, every: number): Promise<number> {
  const writer = await aWriter(aGitOpsRemote());
  let head = await Head.open(writer, (await writer.fetch()) ?? '', places);
  const digest = await digestOn(head);
  let looks = 0;
  for (let index = 1; index <= edits; index++) {
    const made = await judged(head, set('services/api/dev.yaml', ['release', 'version'], `v2.${index}.0`));
    head = made.after.committedAs(head.commit);
    if (index % every !== 0) continue;
    expect(await digestOn(head)).toBe(digest);
    looks++;
  }
  const relevant: readonly CatalogEdit[] = [
    set('services/web/prod.yaml', ['terminationGracePeriodSeconds'], 45),
    set('services/web/service.yaml', ['terminationGracePeriodSeconds'], 45),
    set('environments/prod.yaml', ['gates', 'approvalLife'], '1h'),
    set('environments/prod.yaml', ['gates', 'ticket', 'prefix'], 'OPS-'),
    set('platform.yaml', ['gates'], { approvalLife: '2h' }),
  ];
  const digests = await Promise.all(relevant.map(async (edit) => await digestOn((await judged(head, edit)).after)));
  expect(digests).not.toContain(digest);
  const others = await judged(head, pending, { statement: 'another request' });
  expect(others.digest).not.toBe(digest);
  return looks;
}

async function digestOn(head: Head): Promise<string> {
  return (await judged(head, pending)).digest;
}

async function judged(head: Head, edit: CatalogEdit, request = { statement: 'a request' }): Promise<JudgedEdit> {
  const found = await judgeEdit(head, { edit, request, facts, approvals: [] });
  if (found === undefined) throw new Error('the edit changes nothing');
  return found;
}
