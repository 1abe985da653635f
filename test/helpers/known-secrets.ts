/** Secrets with a form that is known, by what it is. Put together here, so that no scanner takes an example for a secret. */
export const knownSecrets = [
  ['an access key of AWS', ['AKIA', 'Q7LHTWM2XK5PZJ3R'].join('')],
  ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
  ['a private key', ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ')],
  ['an address with a password', ['postgres://web:', 'hunter2', '@db.shop.svc:5432/web'].join('')],
  ['a webhook of Slack', `https://hooks.slack.com/services/T024BE7LD/B024BE7LH/${'aB3'.repeat(8)}`],
  [
    'a signed token',
    ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9'].join('.'),
  ],
] as const;
