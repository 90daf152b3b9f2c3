// Under `require-trusted-types-for 'script'` a worker is made only from a URL that a policy vouches for: this one
// vouches for the very file that was built, of this origin, alone.

/** @param built as Vite answers it for `?worker&url` */
export function startWorker(built: string, name: string): Worker {
  const url = new URL(built, import.meta.url).href;
  return new Worker(trusted(url, `chasqui-${name}`), { type: 'module', name });
}

interface TrustedTypesOfPage {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ): { createScriptURL(url: string): string };
  };
}

function trusted(url: string, policyName: string): string {
  const { trustedTypes } = globalThis as TrustedTypesOfPage;
  if (trustedTypes === undefined) return url;
  const policy = trustedTypes.createPolicy(policyName, {
    createScriptURL: (asked) => {
      if (asked !== url || new URL(asked).origin !== location.origin) throw new Error('not a worker of ours');
      return asked;
    },
  });
  return policy.createScriptURL(url);
}
