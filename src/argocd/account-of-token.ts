import * as z from 'zod';

const Claims = z.looseObject({ sub: z.string().min(1) });

/**
 * Name by which Argo CD tells of whoever has one of its tokens: of an account without what it may be used for, of a role of a
 * project as it is (`proj:<project>:<role>`). A token is not verified: this is for who holds it himself.
 *
 * @returns undefined for what is no token of Argo CD's own
 */
export function accountOfToken(token: string): string | undefined {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const claims = Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    // util/session/sessionmanager.go, GetSubjectAccountAndCapability
    return claims.data?.sub.replace(/:(?:login|apiKey)$/, '');
  } catch {
    return undefined;
  }
}
