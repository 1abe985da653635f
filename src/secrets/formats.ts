import { credentialsIn } from './credentials';
import { isExample } from './literal';

/** What keys and tokens look like whose makers gave them a form, so that they can be found in any text. */
const formats: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  [
    'a private key in base64',
    /\bLS0tLS1CRUdJTiB(?:QUklWQVRF|SU0EgUFJJVkFUR|FQyBQUklWQVRF|PUEVOU1NIIFBSSVZBVE|FTkNSWVBURUQgUFJJVkFUR)/,
  ],
  ['an age key', /\bAGE-SECRET-KEY-1[A-Z\d]{58}/],
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ['an API key of Google', /\bAIza[\w-]{35}(?![\w-])/],
  ['a client secret of Google', /\bGOCSPX-[\w-]{28}/],
  ['a storage key of Azure', /\bAccountKey=[A-Za-z\d+/]{86}==/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z\d]{36}|github_pat_[A-Za-z\d]{22}_[A-Za-z\d]{59})/],
  ['a token of GitLab', /\bgl(?:pat|dt|rt|cbt|ptt|agent|soat)-[\w-]{20}/],
  ['a token of Slack', /\bxox[abeprs]-\d+-[A-Za-z\d-]{10}/],
  ['a webhook of Slack', /\bhooks\.slack\.com\/services\/T[A-Z\d]+\/B[A-Z\d]+\/[A-Za-z\d]{20}/],
  ['a key of Stripe', /\b(?:sk|rk)_live_[A-Za-z\d]{20}/],
  ['a key of SendGrid', /\bSG\.[\w-]{22}\.[\w-]{43}/],
  ['a token of npm', /\bnpm_[A-Za-z\d]{36}\b/],
  ['a token of PyPI', /\bpypi-AgEI[\w-]{50}/],
  ['a token of Docker Hub', /\bdckr_[po]at_[\w-]{27}/],
  ['a key of OpenAI', /(?<![\w-])sk-[\w-]{20,}T3BlbkFJ[\w-]{20}/],
  ['a key of Anthropic', /\bsk-ant-[a-z\d]+-[\w-]{80}/],
  ['a token of Hugging Face', /\bhf_[A-Za-z]{34}\b/],
  ['a token of Vault', /\bhv[sbr]\.[\w-]{24}/],
  ['a token of DigitalOcean', /\bdo[por]_v1_[\da-f]{64}/],
  ['a token of Grafana', /\bgl(?:sa|c)_[A-Za-z\d+/]{32}/],
  ['a token of Databricks', /\bdapi[\da-f]{32}\b/],
  ['a token of Telegram', /\b\d{8,10}:AA[\w-]{33}\b/],
  ['a webhook of Discord', /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60}/],
  ['a key of New Relic', /\bNRAK-[A-Z\d]{27}\b/],
  ['a signed token', /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20}/],
];

/** A part of each of them: a text without one, as nearly all are, is looked at once. */
const hint =
  /PRIVATE KEY|AGE-SEC|A[KS]IA|AIza|GOCSPX|AccountKey|gh[pousr]_|github_pat|gl(?:pat|dt|rt|cbt|ptt|agent|soat)-|xox|slack\.com|_live_|SG\.|npm_|pypi-|dckr_|sk-|hf_|hv[sbr]\.|do[por]_v1|gl(?:sa|c)_|dapi|:AA|api\/webhooks|NRAK|eyJ|LS0tLS1CRUdJTiB/;

/** A password in an address, also one with signs that nobody has to write otherwise there. */
const password = /\b[a-z][a-z\d+.-]{0,30}:\/\/[^\s:/@"'$<{]*:([^\s/@"']{3,256})@[\w.[-]/g;

/** Says which known key or token, or which name with its password, a text has in it. Never repeat the text to people. */
export function formatOfSecret(text: string): string | undefined {
  if (hint.test(text)) for (const [name, pattern] of formats) if (pattern.test(text)) return name;
  const isAddress = text.includes('://') && [...text.matchAll(password)].some(([, found = '']) => !isExample(found));
  return isAddress ? 'an address with a password' : credentialsIn(text);
}
