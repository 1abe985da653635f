import { resolve } from 'node:path';

import type { Context, ExitCode } from '../context';
import { Refusal } from '../../model/refusal';
import { printableLine } from '../../model/printable';
import { isOnDisk, readText } from '../../tree/named-calls';
import { putComment } from '../review/put-comment';
import { reviewPlace, type ReviewPlace } from '../review/review-place';

/** What `slipway comment` was asked. */
export interface CommentOptions {
  /** Address of the pull request, as people see it. */
  readonly address: string;
  /** File with the text. */
  readonly file: string;
}

/** Puts a text on a pull request as one comment, which later runs update. */
export async function comment({ address, file }: CommentOptions, context: Context): Promise<ExitCode> {
  const place = reviewPlace(address, context.variables);
  const text = textOf(file, place, context);
  const outcome = await putComment(place, text, tokenFor(place, context));
  context.stdout.write(`${outcome} the comment on ${printableLine(address)}\n`);
  return 0;
}

function textOf(file: string, { host, longest }: ReviewPlace, { workingDirectory }: Context): string {
  const path = resolve(workingDirectory, file);
  if (!isOnDisk(path))
    throw new Refusal(`there is no file "${file}"; write it with "slipway diff --markdown"`, 'usage');
  const text = readText(path);
  if (!/^<!-- .+ -->\r?\n/.test(text))
    throw new Refusal(
      `"${file}" does not begin with a line that marks the comment, such as "<!-- slipway diff -->"; ` +
        'write it with "slipway diff --markdown"',
      'usage',
    );
  if (text.length > longest)
    throw new Refusal(
      `"${file}" has ${text.length} characters, and ${host} takes ${longest}; write it with "slipway diff --markdown"`,
      'usage',
    );
  return text;
}

function tokenFor({ host }: ReviewPlace, { variables }: Context): string {
  const name = host === 'GitHub' ? 'GITHUB_TOKEN' : 'GITLAB_TOKEN';
  // The file that it was read from has an end of line.
  const token = variables[name]?.trim();
  if (token === undefined || token === '')
    throw new Refusal(`${name} is not set; put a token there that may write comments on ${host}`, 'usage');
  // Whoever makes a header of anything else is told so with the whole text.
  if (!/^[!-~]+$/.test(token))
    throw new Refusal(
      `${name} is no token: it has blanks, several lines or other signs; put the token alone there`,
      'usage',
    );
  return token;
}
