import { Refusal } from '../model/refusal';
import type { Signer } from '../signatures/signer';
import type { BlobHash } from '../tree/blob-id';
import type { CommitPerson } from './commit-draft';
import type { GitObject } from './git-object';

/** What a commit says. */
export interface CommitContent {
  readonly tree: string;
  readonly parent: string | undefined;
  readonly author: CommitPerson;
  readonly committer: CommitPerson;
  /** RFC 3339. */
  readonly at: string;
  readonly message: string;
}

/** Makes a commit, signed when there is a signer. */
export async function commitObject(
  { tree, parent, author, committer, at, message }: CommitContent,
  signer: Signer | undefined,
  hash: BlobHash,
): Promise<GitObject> {
  const headers = [
    `tree ${tree}`,
    ...(parent === undefined ? [] : [`parent ${parent}`]),
    `author ${personLine(author, at)}`,
    `committer ${personLine(committer, at)}`,
  ].join('\n');
  const body = messageBytes(message);
  const unsigned = Buffer.concat([Buffer.from(`${headers}\n\n`), body]);
  if (signer === undefined) return { kind: 'commit', content: unsigned };
  const signature = (await signer.sign(unsigned)).trimEnd().replaceAll('\n', '\n ');
  const name = hash === 'sha1' ? 'gpgsig' : 'gpgsig-sha256';
  return { kind: 'commit', content: Buffer.concat([Buffer.from(`${headers}\n${name} ${signature}\n\n`), body]) };
}

/** What an annotated tag says. */
export interface TagContent {
  readonly name: string;
  readonly commit: string;
  readonly tagger: CommitPerson;
  /** RFC 3339. */
  readonly at: string;
  readonly message: string;
}

/** Makes a tag, signed when there is a signer: its signature stands below the message. */
export async function tagObject(tag: TagContent, signer: Signer | undefined): Promise<GitObject> {
  const headers = [
    `object ${tag.commit}`,
    'type commit',
    `tag ${tag.name}`,
    `tagger ${personLine(tag.tagger, tag.at)}`,
  ];
  const unsigned = Buffer.concat([Buffer.from(`${headers.join('\n')}\n\n`), messageBytes(tag.message)]);
  const signature = signer === undefined ? '' : await signer.sign(unsigned);
  return { kind: 'tag', content: Buffer.concat([unsigned, Buffer.from(signature)]) };
}

/** A person and a time as Git writes them. What would end a name or a line is left out of it. */
function personLine({ name, email }: CommitPerson, at: string): string {
  const cleanName = name.replaceAll(/[\s\p{Cc}\p{Cf}<>]+/gu, ' ').trim();
  const cleanEmail = email.replaceAll(/[\s\p{Cc}\p{Cf}<>]+/gu, '');
  return `${cleanName || 'unknown'} <${cleanEmail}> ${gitTime(at)}`;
}

/** Seconds since 1970 and the offset from UTC. @throws Refusal when it is no time of RFC 3339, or before 1970 */
function gitTime(at: string): string {
  const offset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|([+-]\d\d):(\d\d))$/.exec(at);
  const seconds = Math.floor(Date.parse(at) / 1000);
  if (offset === null || !(seconds >= 0))
    throw new Refusal(
      `${JSON.stringify(at)} is no time of a commit; write one such as "2026-12-24T18:00:00Z"`,
      'usage',
    );
  return `${seconds} ${offset[1] ?? '+00'}${offset[2] ?? '00'}`;
}

/** A message that ends with a line break, and does not end where Git stops to read. */
function messageBytes(message: string): Buffer {
  return Buffer.from(`${message.replaceAll('\0', '\ufffd').trimEnd()}\n`);
}
