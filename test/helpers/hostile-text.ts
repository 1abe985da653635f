import * as fc from 'fast-check';

/** A line of its own that a text would like to have: people would take it for one of ours. */
export const forged = 'FORGED';

const steering = [
  '::stop-commands::x',
  '::add-mask::a',
  '::error file=a,line=1::b',
  '##[group]',
  '##vso[task.setvariable variable=a]b',
  '\u001b]0;title\u0007',
  '\u001b[31m',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u200b',
  '\u007f',
  `\n${forged}`,
  '\n',
  '\r',
  '\t',
  ' ',
  '-',
  'web',
];

/** A text that tries to be more than text. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...steering) }, fc.string({ unit: 'binary', maxLength: 4 })),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((pieces) => pieces.join(''));

/** The hostile text where a file or a folder can have it as its name. */
export function asName(text: string): string {
  return Buffer.from(text.replaceAll(/[\0/]/g, '_')).subarray(0, 100).toString().replaceAll('\ufffd', '') || '_';
}
