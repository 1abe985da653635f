import type { SchemaReport } from '../../../src/check/schema/report';
import type { Mutant } from './mutants';

/** Both verdicts on one mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  /** Why the API server refuses it; undefined when it takes it. */
  readonly refusal: string | undefined;
  /** Errors that we find. */
  readonly errors: readonly Pick<SchemaReport, 'rule' | 'path' | 'message'>[];
}

/** A difference that is known, and why it is one. */
export interface Difference {
  readonly name: string;
  readonly reason: string;
  readonly side: 'only the server refuses' | 'only we refuse';
  readonly explains: (verdict: Verdict) => boolean;
}

/** All differences that there may be. Each disagreement is of the first one that explains it. */
export const differences: readonly Difference[] = [
  {
    name: "Linkerd's fields",
    reason: 'Slipway knows the fields that it writes, so that what is unknown, and its values, are no errors',
    side: 'only the server refuses',
    explains: ({ mutant, refusal = '' }) =>
      /(^|\.)linkerd\.io\//.test(mutant.apiVersion) && /field not declared in schema|unknown field/.test(refusal),
  },
  {
    name: 'CEL',
    reason: 'rules of CRDs in CEL are kept as text, and not computed',
    side: 'only the server refuses',
    explains: ({ mutant: { apiVersion }, refusal = '' }) =>
      apiVersion.startsWith('gateway.networking.k8s.io/') && /Invalid value: (?!\\?"|\d)/.test(refusal),
  },
];
