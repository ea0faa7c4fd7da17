/** Scripts that log the texts of their functions. */
export const TEXTS: Record<string, string> = {
  declarations: `
    function f ( a,b ){ return g( a ) }
    async  function h() { await g() } function* i(){yield 1} async function * j() {}
    function g() {}
    log(f + '', String(g), \`\${h}\`, i.toString(), Function.prototype.toString.call(j));`,
  'arrow functions': `
    const f = (a,b) => g( a ), h = a=>a, i = async  a => { await a }, j = () => ({ "a" : 1 }), g = () => {};
    const k = (a) =>
      // why
      g(a, () =>
        2);
    const l = ((a) => a), m = a => b => c => a+b ;
    log(...[f, h, i, j, g, k, l, m, m(1), m(1)(2)].map(String));`,
  'methods and accessors': `
    const o = { a ( ) { return g() }, get  b() { return 1 }, set b( x ) {}, async*c(){}, 'd e'() {}, ["f"+1]() {},
      async [(() => 'h')()](){}, i : function(){ }, j:()=>1, *[Symbol.iterator]() {} };
    const d = Object.getOwnPropertyDescriptors(o);
    log(...Reflect.ownKeys(d).flatMap((k) => [d[k].value, d[k].get, d[k].set]).map(String));
    function g() {}`,
  classes: `
    class A { constructor( ){ g() } m(){return this.#p()} #p () { return String(this.#p) } static  s() {} static /* c */ get // d
      t() { return 1 } static static() {} static async*u() { yield super.toString } static { log(String(this)) } f = () => 1; static h = class{ } }
    class B extends A { } const C = class extends class{ m(){} }{ n( ) { } };
    class D { [(() => 'k')()]() { g() } }
    const d = Object.getOwnPropertyDescriptors(A);
    log(String(A), A.prototype.m + '', new A().m(), ...['s', 'static', 'u', 'h'].map((k) => String(d[k].value)), String(d.t.get));
    log(String(B), String(C), String(C.prototype.n), String(new A().f), String(D), String(D.prototype.k));
    function g() {}`,
  'parameters with functions in them': `
    function f(a = function(){ return 1 }, { b = () => 2 } = {}) { return [a, b] }
    const g = (a = (x) => x) => a;
    log(String(f), ...f().map(String), String(g), String(g()));`,
  directives: `
    function f() { 'use strict' ; return g() } function g() { "use strict"; "other" } log(String(f), String(g));`,
  'functions that become variables': `
    function f(a) { function a( ) { return 1 } function b() { } return [a, b] } log(...f().map(String));`,
  'functions in with': `with ({}) { log(String(() => 1), String(function( ) { return { } })) }`,
  'text that looks like a mark': `
    const f = () => "/*!coroscope:abc:1:2*/", g = () => /* !coroscope:abc:1:2 */ f( ); log(String(f), String(g));`,
  'line ends, tabs and characters outside of ASCII':
    'const f = (ä)=>\t"😀\u2028"  +\r\n  `\r\n`;\r\nlog(String(f));',
  'what is rewritten': `const f = async ( ) => { for await(const {b} of []) { } try { } catch {  } }; log(String(f));`,
  'equal literals': `log(String(() => {}) === String(() => {}), { [() => {}]: 1 }[String(() => {})]);`,
  'copies made of the text': `
    function add(a, b) { return one(a) + b } function one(x) { return x }
    const copy = new Function('one', 'return ' + add)((x) => x * 10);
    log(copy(1, 2), String(copy) === String(add), eval('(' + (() => one(5)) + ')')());`,
};
