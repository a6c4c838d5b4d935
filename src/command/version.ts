/** The same as in `package.json`; a test holds them together. */
export const VERSION = '0.1.0';

/** The schema of the policy as it is published with this version, in the repository that `package.json` names; `scripts/owner.ts` writes whose. */
export const SCHEMA = `https://raw.githubusercontent.com/OWNER/bulkhead/v${VERSION}/bulkhead.schema.json`;
