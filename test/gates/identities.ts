import type { Actor } from '../../src/gates/facts';
import type { Truth } from './oracle';

/** People of the worlds, as people.yaml has them. */
export const listedPeople = {
  alice: {
    emails: ['alice@example.com', 'a.smith@example.com'],
    logins: { github: 'alice-gh' },
    teams: ['web-team', 'sre-team'],
  },
  bob: { emails: ['bob@example.com'], logins: { port: 'bob-port' }, teams: ['sre-team'] },
  carol: { emails: ['carol@example.com'], teams: ['web-team'] },
  dan: { emails: ['dan@example.com'] },
};

const alice = { who: 'alice', isListed: true, teams: ['web-team', 'sre-team'], isProved: true };
const bob = { who: 'bob', isListed: true, teams: ['sre-team'], isProved: true };
const nobody = { isListed: false, teams: [], isProved: false };

function stranger(who: string, teams: readonly string[]): Omit<Truth, 'source'> {
  return { who, isListed: false, teams, isProved: true };
}

const told: readonly (readonly [Actor, Omit<Truth, 'source'>])[] = [
  [{ name: 'alice', proof: 'signed' }, alice],
  [{ name: 'ALICE@example.com.', proof: 'portal' }, alice],
  [{ name: 'Alice-GH', proof: 'forge' }, alice],
  [{ name: 'A.Smith@Example.com', proof: 'forge', teams: ['platform-team'] }, alice],
  [{ name: 'bob', proof: 'signed' }, bob],
  [{ name: 'bob-port', proof: 'portal' }, bob],
  [
    { name: 'carol@example.com', proof: 'signed' },
    { who: 'carol', isListed: true, teams: ['web-team'], isProved: true },
  ],
  [
    { name: 'dan', proof: 'signed' },
    { who: 'dan', isListed: true, teams: [], isProved: true },
  ],
  // Names that look like somebody's: nobody's word, but perhaps that person's hand.
  [{ name: 'bob-port', proof: 'forge', teams: ['sre-team'] }, stranger('bob', [])],
  [{ name: 'al\u0131ce@example.com', proof: 'portal', teams: ['sre-team'] }, stranger('alice', [])],
  [
    { name: 'bob@example.com', proof: 'claimed', teams: ['sre-team'] },
    { who: 'bob', ...nobody },
  ],
  [
    { name: 'eve@example.com', proof: 'claimed', teams: ['sre-team', 'web-team'] },
    { who: 'eve', ...nobody },
  ],
  // Pipelines, one of which the portal takes for a person.
  [
    { name: 'ci', proof: 'token', isPipeline: true },
    { who: 'ci', ...nobody },
  ],
  [
    { name: 'robot', proof: 'portal', isPipeline: true, teams: ['sre-team'] },
    { ...stranger('robot', ['sre-team']), isProved: false },
  ],
  // People of the forge and of the portal whom people.yaml does not know, in teams that it knows and in one that it does not.
  [{ name: 'frank', proof: 'forge', teams: ['sre-team', 'api-team'] }, stranger('frank', ['sre-team', 'api-team'])],
  [{ name: 'FRANK', proof: 'forge', teams: ['sre-team', 'api-team'] }, stranger('frank', ['sre-team', 'api-team'])],
  [
    { name: 'grace@example.com', proof: 'portal', teams: ['api-team', 'web-team'] },
    stranger('grace', ['api-team', 'web-team']),
  ],
  [{ name: 'ivan@example.com', proof: 'portal', teams: ['api-team'] }, stranger('ivan', ['api-team'])],
  [{ name: 'heidi', proof: 'forge', teams: ['api-team'] }, stranger('heidi', ['api-team'])],
  [{ name: 'mallory', proof: 'signed', teams: ['sre-team'] }, stranger('mallory', [])],
  [
    { name: 'argocd', proof: 'argocd', teams: ['sre-team'] },
    { who: 'argocd', ...nobody },
  ],
];

/** An identity, and what is true of it. */
export interface Known {
  readonly identity: Actor;
  readonly truth: Truth;
}

export const identities: readonly Known[] = told.map(([identity, truth]) => ({
  identity,
  truth: { ...truth, source: identity.proof },
}));
