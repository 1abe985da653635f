import * as z from 'zod';

import type { GitWriter } from '../gitops/git-writer';
import { Refusal } from '../model/refusal';
import { ApprovalStatement } from './approval-statement';
import type { RefWriting } from './proposals';
import { readUntrusted } from './read-untrusted';
import { Sealed } from './sealed';

const ref = 'refs/slipway/answers';

const SealedList = z.array(Sealed);

/** Answers to requests, by run id. */
export type AnswersByRun = ReadonlyMap<string, readonly Sealed[]>;

/** All answers that were ever kept: a later commit that takes one away changes nothing. */
export async function keptAnswers(source: Pick<GitWriter, 'refs' | 'contentsEver'>): Promise<AnswersByRun> {
  const commit = (await source.refs(ref)).get(ref);
  const answers = new Map<string, Sealed[]>();
  for (const content of commit === undefined ? [] : await source.contentsEver(commit)) {
    for (const one of readUntrusted(SealedList, content.toString('utf8')) ?? []) {
      const runId = readUntrusted(ApprovalStatement, one.statement)?.proposal;
      if (runId === undefined) continue;
      const others = answers.get(runId) ?? [];
      if (!others.some((other) => isSame(one, other))) answers.set(runId, [...others, one]);
    }
  }
  return answers;
}

/**
 * Answers that have to outlive their proposal: a rejection, and what was agreed to of a change that the forge merges, whose
 * record was written before anybody had looked.
 */
export class AnswerStore {
  constructor(private readonly writer: GitWriter) {}

  /** Adds answers to requests. What is kept already is not added again. */
  async keep(answersByRun: AnswersByRun, { author, at }: RefWriting): Promise<void> {
    if ([...answersByRun.values()].every((answers) => answers.length === 0)) return;
    for (;;) {
      const kept = await keptAnswers(this.writer);
      const base = (await this.writer.refs(ref)).get(ref);
      const files = [...answersByRun].flatMap(([runId, answers]) => {
        const before = kept.get(runId) ?? [];
        const added = answers.filter((one) => !before.some((other) => isSame(one, other)));
        const content = `${JSON.stringify([...before, ...added], null, 1)}\n`;
        return added.length === 0 ? [] : [{ path: `${runId}.json`, content }];
      });
      if (files.length === 0) return;
      const [commit] = await this.writer.commit(base, [{ files, message: 'answers\n', author, at }]);
      const pushed = await this.writer.pushRef(ref, base, commit);
      if (pushed.kind === 'done') return;
      if (pushed.kind === 'refused') throw new Refusal(`the remote refuses ${ref}: ${pushed.message}`, 'answer');
    }
  }
}

function isSame(one: Sealed, other: Sealed): boolean {
  return one.statement === other.statement && one.signature === other.signature;
}
