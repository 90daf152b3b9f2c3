// Lint rules of this house that no ready rule states (5-style): no classes in the core, no file named after
// nothing, and no test switched off by any of the names that Vitest and Playwright give to that. oxlint loads this as an ESLint plugin; tests/architecture sees each rule fire.
import { basename } from 'node:path';

const vague = /^(utils?|helpers?|common|misc|manager|service|types?|index|lib|stuff)(\.|$)/;

/** @type {{ create(context: any): object }} */
const noClass = {
  create: (context) => {
    const report = (/** @type {{ declare?: boolean }} */ node) => {
      if (node.declare === true) return; // a global's type, as in shared/base/platform.d.ts
      context.report({ node, message: 'The core is functions and plain values: no class here.' });
    };
    return { ClassDeclaration: report, ClassExpression: report };
  },
};

/** @type {{ create(context: any): object }} */
const noVagueName = {
  create: (context) => ({
    Program: (/** @type {object} */ node) => {
      if (vague.test(basename(context.filename))) {
        context.report({ node, message: 'Name the file after the thing or the verb in it.' });
      }
    },
  }),
};

const switchedOff = /^(skip|only|todo|fixme|fails?|skipIf|runIf)$/;

/** @type {{ create(context: any): object }} */
const noDisabledTests = {
  create: (context) => ({
    MemberExpression: (/** @type {any} */ node) => {
      let root = node.object;
      while (root.type === 'MemberExpression') root = root.object;
      if (!/^(test|it|describe|suite)$/.test(root.name ?? '') || !switchedOff.test(node.property.name ?? '')) return;
      context.report({ node, message: 'Every test runs, everywhere: mend it or remove it.' });
    },
  }),
};

export default {
  meta: { name: 'house' },
  rules: { 'no-class': noClass, 'no-vague-name': noVagueName, 'no-disabled-tests': noDisabledTests },
};
