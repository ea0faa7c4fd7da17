const RUN = '(this, void 0, void 0, function* () { yield g(); })';
const WRAP = '(function* () { yield g(); })()';
const STRANGER = '(a, b, c, generator) => [...generator()]';

/** What minifiers make of the helper of esbuild. */
const SHORT =
  '(t,n,e)=>new Promise((r,o)=>{var u=s=>{try{i(e.next(s))}catch(f){o(f)}},c=s=>{try{i(e.throw(s))}catch(f){o(f)}},i=s=>s.done?r(s.value):Promise.resolve(s.value).then(u,c);i((e=e.apply(t,n)).next())})';

/** Programs that name helpers, and what is not one, in more than one scope; with what is seen in them. */
export const SCOPES: Record<string, [code: string, coroutines: string[]]> = {
  'a variable that shadows a helper': [
    `import { __awaiter } from 'tslib';
    function f() { return __awaiter${RUN}; }
    function h() { const __awaiter = ${STRANGER}; return __awaiter${RUN}; }`,
    ['async f: await', 'generator h.<__awaiter>: yield'],
  ],
  'a variable of a block': [
    `import { __awaiter } from 'tslib';
    function f() { { const __awaiter = ${STRANGER}; __awaiter${RUN}; } return __awaiter${RUN}; }`,
    ['async f.<returned>: await', 'generator f.<__awaiter>: yield'],
  ],
  'a variable that is declared later': [
    `import { __awaiter as e } from 'tslib';
    function f() { return e${RUN}; }
    function h() { g(() => e${RUN}); if (g()) { var e = ${STRANGER}; } }`,
    ['async f: await', 'generator h.<g>.<e>: yield'],
  ],
  'a parameter that shadows an alias': [
    `import { __awaiter as e } from 'tslib';
    function f() { return e${RUN}; }
    function h(e) { return e${RUN}; }`,
    ['async f: await', 'generator h.<e>: yield'],
  ],
  'what is caught, a class and a destructured variable': [
    `import e from '@babel/runtime/helpers/asyncToGenerator';
    function f() { return e${WRAP}; }
    function h() { try { g(); } catch (e) { e(function* () { yield 1; }); } }
    function i() { class e {} return e(function* () { yield 2; }); }
    function j([e]) { return e(function* () { yield 3; }); }`,
    [
      'async f: await',
      'generator h.<e>: yield',
      'generator i.<e>: yield',
      'generator j.<e>: yield',
    ],
  ],
  'an alias in another scope': [
    `function f() { const e = require('tslib').__awaiter; return e${RUN}; }
    function h() { return e${RUN}; }
    const i = (e) => { const { __awaiter: a } = require('tslib'); return a${RUN}; };
    function j(a) { return a${RUN}; }`,
    ['async f: await', 'async i: await', 'generator h.<e>: yield', 'generator j.<a>: yield'],
  ],
  'an alias of an alias': [
    `import { __awaiter as e } from 'tslib'; const a = e, b = a;
    function f() { return b${RUN}; }`,
    ['async f: await'],
  ],
  'a helper that only one function has': [
    `function f() { const e = ${SHORT}; return e(this, null, function* () { yield g(); }); }
    function h(e) { return e(this, null, function* () { yield g(); }); }
    async function i() { await 1; }`,
    ['async f: await', 'async i: await', 'generator h.<e>: yield'],
  ],
  'a helper that has become short, in the function around a bundle': [
    `(() => {
      var e = ${SHORT};
      function f() { return e(this, null, function* () { yield g(); }); }
      const h = (e) => e(this, null, function* () { yield g(); });
    })();`,
    ['async f: await', 'generator h.<e>: yield'],
  ],
  'a function that has nothing of a helper but the name': [
    `function __awaiter(self, list, P, generator) { return [...generator()]; }
    const _asyncToGenerator = (f) => f().next;
    function f() { return __awaiter${RUN}; }
    function h() { return _asyncToGenerator(function* () { yield 1; }); }
    function i() { return __async${RUN}; }`,
    ['async i: await', 'generator f.<__awaiter>: yield', 'generator h.<_asyncToGenerator>: yield'],
  ],
  'methods of libraries for generators': [
    `exports.f = Promise.async(function* () { yield 1; });
    exports.h = Q.async(function* () { yield 1; });
    function i() { return (0, tslib_1.__awaiter)${RUN}; }`,
    ['async i: await', 'generator <async>: yield', 'generator <async>: yield'],
  ],
  'what bundlers add to names': [
    `var import_asyncToGenerator = __toESM(require_asyncToGenerator());
    function f() { return (0, import_asyncToGenerator.default)${WRAP}; }
    var __awaiter$1 = n(12);
    function h() { return __awaiter$1${RUN}; }`,
    ['async f: await', 'async h: await'],
  ],
};
