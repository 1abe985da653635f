import { createHmac } from 'node:crypto';

import * as fc from 'fast-check';

import { verifySignature } from '../../src/portal/port/verify-signature';

const secret = 'client-secret-0123456789abcdef';
const timestamp = '1700000000';

function sign(text: string): string {
  return `v1,${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('base64')}`;
}

function verify(sent: string, signature: string, isAgent = true): ReturnType<typeof verifySignature> {
  const rules = { secrets: [secret], isAgent, now: Number(timestamp) * 1000 };
  return verifySignature({ timestamp, signature }, Buffer.from(sent), rules);
}

/** As Python's `json.dumps` writes it: with spaces, and all but ASCII as escapes. */
function asPython(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asPython).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, one]) => `${escaped(key)}: ${asPython(one)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? escaped(value) : JSON.stringify(value);
}

/** The same without spaces, as the agent signs it: made from the value, not from the text. */
function asAgentSigns(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asAgentSigns).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, one]) => `${escaped(key)}:${asAgentSigns(one)}`)
      .join(',')}}`;
  return asPython(value);
}

function escaped(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const values = fc
  .jsonValue({ maxDepth: 4 })
  .filter((value) => !/__proto__|constructor|prototype/.test(JSON.stringify(value)));

/**
 * Holds bodies as the agent of Port sends them: each is verified and read as it was signed; not where no agent is said to be between,
 * nor with one more space in a text, nor with a key twice.
 *
 * @returns of how many bodies others were tried that are nearly the same
 */
export function verifyAgentBodies(runs: number): number {
  let others = 0;
  fc.assert(
    fc.property(values, (value) => {
      const [sent, signed] = [asPython(value), asAgentSigns(value)];

      expect(verify(sent, sign(signed))).toEqual({ text: signed });
      if (sent !== signed) expect(verify(sent, sign(signed), false)).toHaveProperty('fault');
      // The first quote opens a text: one more space in it is another text.
      const spaced = sent.replace(/"(?:[^"\\]|\\.)*/, '$& ');
      if (spaced !== sent) expect(verify(spaced, sign(signed))).toHaveProperty('fault');
      const [, first] = /^\{("(?:[^"\\]|\\.)*"): /.exec(sent) ?? [];
      if (first !== undefined) {
        const [twice, signedTwice] = [`{${first}: 1, ${sent.slice(1)}`, `{${first}:1,${signed.slice(1)}`];
        expect(verify(twice, sign(signedTwice))).toHaveProperty('fault');
        others += 1;
      }
    }),
    { numRuns: runs },
  );
  return others;
}
