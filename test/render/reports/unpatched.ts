/** What a fix without edits has of them. */
export const UNPATCHED = { patch: null, hidesSecrets: false, edits: [], tried: null } as const;
