import { existsSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

/** Secrets that texts have in them: each has the form that its maker gave it, and is nobody's. */
export const plantedSecrets: readonly string[] = [
  `ghp_${'c4N1'.repeat(9)}`,
  `AKIA${'J7Q2'.repeat(4)}`,
  `glpat-${'k7W2-rY0u5'.repeat(2)}`,
  `xoxb-123456789012-1234567890123-${'p9R3'.repeat(6)}`,
  `npm_${'m5T8'.repeat(9)}`,
  `sk_live_${'z2Q6'.repeat(6)}`,
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${'h8V4'.repeat(16)}\n-----END OPENSSH PRIVATE KEY-----`,
  `eyJ${'b6S7'.repeat(5)}.eyJ${'b6S7'.repeat(8)}.${'d3L9'.repeat(10)}`,
];

/** The end of a secret, which nothing else has: what hides its beginning alone has hidden nothing. */
export function coreOf(secret: string): string {
  return secret.replace(/\n-----END.*$/, '').slice(-12);
}

/** A file that is there as soon as a part of a text was executed, wherever that happened. */
export class Canary {
  private readonly name = 'executed-canary';

  /** @param folder a folder of its own, which every text names */
  constructor(private readonly folder: string) {}

  get path(): string {
    return join(this.folder, this.name);
  }

  /** Whether something was executed. @param others folders in which a name without a folder would have come to be */
  wasTouched(...others: readonly string[]): boolean {
    return [this.folder, process.cwd(), ...others].some((folder) => existsSync(join(folder, this.name)));
  }

  /** Parts of texts that make the file when a shell, Git or a reader of YAML does more with them than keep them. */
  get pieces(): readonly string[] {
    const [here, there] = [`touch ${this.path}`, `touch ${this.name}`];
    return [
      `$(${here})`,
      `$(${there})`,
      `\`${here}\``,
      `;${here};`,
      `"; ${here} #`,
      `'; ${here} #`,
      `|${here}`,
      `&& ${here}`,
      `\n${here}\n`,
      `--upload-pack=${here}`,
      `--receive-pack=${here}`,
      `--exec=${here}`,
      `-oProxyCommand=${here}`,
      `-ccore.sshCommand=${here}`,
      `-ccore.fsmonitor=${here}`,
      `ext::sh -c touch% ${this.path}`,
      `!!js/function "function(){require('fs').writeFileSync('${this.path}','')}"`,
      `\${process.mainModule.require('fs').writeFileSync('${this.path}','')}`,
      `{{ exec "${here}" }}`,
      `%(trailers:key=x)$(${here})`,
    ];
  }
}

/** Parts of texts that would like to be more than text to Git, to readers of JSON and YAML, to a terminal or to a command line. */
const pieces: readonly string[] = [
  // Trailers, of Git's users and ours.
  ...['\n', '\n\n', '\r\n\r\n', '\r', '\u2028', '\u0085', '\v', '\n  '].flatMap((end) => [
    `${end}Signed-off-by: Mallory <mallory@example.com>`,
    `${end}Co-authored-by: Mallory <mallory@example.com>`,
    `${end}Approved-By: mallory (signed)`,
    `${end}Run-Id: forged-run`,
    `${end}Requested-By: mallory (signed)`,
    `${end}Change-Ticket: CHG-666`,
    `${end}Branch: forged`,
  ]),
  '\n---\n',
  '\n# ------------------------ >8 ------------------------\n',
  // Commits and streams of Git.
  '\ngpgsig -----BEGIN SSH SIGNATURE-----\n',
  '> 0 +0000\ncommitter mallory <mallory@example.com> 0 +0000\n',
  '<mallory@example.com>',
  '\ncommit refs/heads/forged\n',
  '\nreset refs/heads/forged\n',
  '\nM 100644 inline forged\ndata 1\nx\n',
  '\ndata <<EOF\n',
  '\ndone\n',
  '../../forged',
  '/forged',
  '.git/config',
  'a.lock',
  '@{u}',
  // JSON and YAML.
  '","forged":true,"x":"',
  '"}],"forged":{"a":"',
  '\\","forged":true,\\"',
  '{"__proto__":{"forged":true}}',
  '\nforged: true\n',
  '\n  forged: true\n',
  '\n    forged: true\n',
  '"\nforged: true\n"',
  "'\nforged: true\n'",
  ': {forged: true}',
  '{forged: true}',
  ', forged: true',
  '\n---\nforged: true\n',
  '&a [*a, *a]',
  '<<: *forged',
  '!!binary aGk=',
  ' # ',
  '|-\n forged: true',
  '%YAML 1.1\n',
  '? forged',
  // Command lines.
  '--option',
  '--force',
  '--help',
  '--',
  '-',
  // Terminals and runners of CI.
  '\0',
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://example.com\u0007',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\ud800',
  '::stop-commands::x',
  '##vso[task.setvariable variable=a]b',
  // Lengths.
  'x'.repeat(300),
  '😀'.repeat(1000),
  'word '.repeat(14_000),
];

/** Texts that try to be more than text, the same for the same seed. @param count how many */
export function fuzzedTexts(count: number, canary: Canary, seed: number): readonly string[] {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 3, arbitrary: fc.constantFrom(...canary.pieces) },
    // A token that is glued to a word has no form that anybody could know it by.
    { weight: 1, arbitrary: fc.constantFrom(...plantedSecrets.map((secret) => ` ${secret} `)) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    { weight: 2, arbitrary: fc.constantFrom('web', 'dev', 'v1.2.3', 'CHG-1', 'a word', ' ') },
  );
  return fc
    .sample(fc.array(piece, { minLength: 1, maxLength: 4 }), { numRuns: count, seed })
    .map((parts) => parts.join(''));
}
