import { Refusal } from '../../model/refusal';

/** A pull request of GitHub or a merge request of GitLab, as the API of its host takes comments for it. */
export interface ReviewPlace {
  readonly host: 'GitHub' | 'GitLab';
  /** Where the comments of this request are listed and made. */
  readonly comments: string;
  /** Where one comment is updated. */
  readonly comment: (id: number) => string;
  /** How it is updated: REST APIs differ. */
  readonly updateMethod: 'PATCH' | 'PUT';
  /** Who asks. */
  readonly me: string;
  /** Where a token of an app can ask it; only GraphQL of GitHub answers that. */
  readonly viewer?: string;
  /** Characters that a comment may have. */
  readonly longest: number;
}

/**
 * Finds the API by the address of a pull request as people see it. github.com has its API at a host of its own, GitHub
 * Enterprise Server below `/api/v3`, GitLab below `/api/v4`.
 *
 * @param variables the servers that CI names: a token goes to them, to github.com and gitlab.com, and nowhere else
 * @throws Refusal for another address
 */
export function reviewPlace(
  address: string,
  variables: Readonly<Record<string, string | undefined>> = {},
): ReviewPlace {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !isSafe(url)) throw notKnown(address);
  const onGitHub = /^\/([^/]+\/[^/]+)\/pull\/(\d+)\/?$/.exec(url.pathname);
  if (onGitHub !== null) {
    const [, repository = '', number = ''] = onGitHub;
    refuseOthers(url, 'https://github.com', 'GITHUB_SERVER_URL', variables);
    const api = url.host === 'github.com' ? 'https://api.github.com' : `${url.origin}/api/v3`;
    return {
      host: 'GitHub',
      comments: `${api}/repos/${repository}/issues/${number}/comments`,
      comment: (id) => `${api}/repos/${repository}/issues/comments/${id}`,
      updateMethod: 'PATCH',
      me: `${api}/user`,
      viewer: url.host === 'github.com' ? `${api}/graphql` : `${url.origin}/api/graphql`,
      longest: 65_536,
    };
  }
  const onGitLab = /^\/(.+)\/-\/merge_requests\/(\d+)\/?$/.exec(url.pathname);
  if (onGitLab === null) throw notKnown(address);
  refuseOthers(url, 'https://gitlab.com', 'CI_SERVER_URL', variables);
  const [, project = '', number = ''] = onGitLab;
  const api = `${url.origin}/api/v4`;
  const comments = `${api}/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  return {
    host: 'GitLab',
    comments,
    comment: (id) => `${comments}/${id}`,
    updateMethod: 'PUT',
    me: `${api}/user`,
    longest: 1_000_000,
  };
}

/** The address comes from a workflow, and a workflow may take it from somebody else. */
function refuseOthers(
  url: URL,
  usual: string,
  variable: string,
  variables: Readonly<Record<string, string | undefined>>,
): void {
  const named = variables[variable] ?? '';
  const known = URL.canParse(named) ? new URL(named).origin : undefined;
  if (url.origin === usual || url.origin === known) return;
  throw new Refusal(
    `the token is not sent to "${url.host}", which is no server that is known here; set ${variable}=${url.origin} if it is yours`,
    'usage',
  );
}

/** A token must not travel in the clear; on this machine it does not travel. */
function isSafe(url: URL): boolean {
  const hasNobody = url.username === '' && url.password === '';
  return hasNobody && (url.protocol === 'https:' || (url.protocol === 'http:' && isOfThisMachine(url)));
}

function isOfThisMachine({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function notKnown(address: string): Refusal {
  return new Refusal(
    `"${address}" is no address of a pull request; name one such as https://github.com/org/repository/pull/7 or ` +
      'https://gitlab.com/group/project/-/merge_requests/7',
    'usage',
  );
}
