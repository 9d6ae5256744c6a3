/** Who wrote a runbook; the version is that of the package, which a test holds it to. */
export const generator = { name: 'ncn-runbook', version: '0.1.0' } as const;
