import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { transform } from '../../src/index.js';

function namesIn(code: string, filename = 'test.tsx'): string[] {
  const { metadata } = transform(code, { filename, sourceType: 'module', modules: false });
  return metadata!.functions.map(({ name }) => name);
}

describe('qualified names', () => {
  it.each<[string, string[]]>([
    ['function f() {}', ['f']],
    ['const f = () => {}', ['f']],
    ['const f = function g() {}', ['g']],
    ['let f; f = () => {}', ['f']],
    ['function f() { function g() {} const h = () => {}; }', ['f', 'f.g', 'f.h']],
    ['const { f = () => {} } = x', ['f']],
    ['export default () => {}', ['default']],
    ['export default function () {}', ['default']],
    // Classes
    ['class Cart { checkout() {} static open() {} }', ['Cart.checkout', 'Cart.open']],
    ['class Cart { get size() {} set size(x) {} }', ['get Cart.size', 'set Cart.size']],
    ['class Cart { constructor() { this.f = () => {}; } }', ['new Cart', 'Cart.f']],
    ['class Cart { #pay() {} #by = () => {} }', ['Cart.#pay', 'Cart.#by']],
    ['class Cart { static { f(() => {}); } }', ['Cart.<static block>', 'Cart.<static block>.<f>']],
    ['class Cart { handle = () => {}; add = debounce(() => {}) }', ['Cart.handle', 'Cart.<add>']],
    [
      'class A { [Symbol.iterator]() {} ["b"]() {} 3() {} [c]() {} [d()]() {} }',
      ['A.[Symbol.iterator]', 'A.b', 'A.3', 'A.[c]', 'A.[…]'],
    ],
    ['const Cart = class { add() {} }', ['Cart.add']],
    ['const Cart = class Basket { add() {} }', ['Basket.add']],
    ['const Cart = mixin(class { add() {} })', ['Cart.add']],
    ['function f() { return class { m() {} constructor() {} } }', ['f', 'f.m', 'new f']],
    ['(class { constructor() {} m() {} })', ['new <anonymous>', 'm']],
    // Objects
    ['const routes = { users: { get() {} } }', ['routes.users.get']],
    ['const routes = { users: [{ get: async () => {} }] } as const', ['routes.users.get']],
    ['const o = { get a() {}, set a(x) {}, async *b() {} }', ['get o.a', 'set o.a', 'o.b']],
    ['const app = create({ setup() {} })', ['app.setup']],
    ['create({ setup() {} })', ['<create>.setup']],
    ['export default { data() {} }', ['data']],
    ['module.exports = { data() {}, run: () => {} }', ['data', 'run']],
    ['module.exports = () => {}', ['module.exports']],
    ['exports.run = () => {}', ['run']],
    ['Cart.prototype.add = function () {}', ['Cart.add']],
    ['a.b.c = () => {}', ['a.b.c']],
    ['a[b] = () => {}', ['a.[b]']],
    // Callbacks
    ['list.map((x) => x)', ['<map>']],
    ['function f() { list.map((x) => x); }', ['f', 'f.<map>']],
    ['list?.map((x) => x)', ['<map>']],
    ["server.on('close', () => {})", ['<on close>']],
    ["app.get('/users/:id', auth, async () => {})", ['<get /users/:id>']],
    ["it('does something that takes long to say', () => {})", ['<it>']],
    ['new Promise((resolve) => {})', ['<Promise>']],
    ['const handler = useCallback(() => {}, [])', ['<handler>']],
    ['const Button = React.memo(() => {})', ['<Button>']],
    ['const Button = memo(forwardRef(() => {}))', ['<Button>']],
    ['const lengths = list.map((x) => x)', ['<map>']],
    ['const config = (() => {})()', ['<config>']],
    // Functions that are called where they stand
    ['(function () {})(); (() => {})()', ['<iife>', '<iife>']],
    ['!function () { function f() {} }()', ['<iife>', 'f']],
    ['(function () { class A { m() {} } }).call(this)', ['<iife>', 'A.m']],
    [
      'function f() { (async () => { await list.map((x) => x); })(); }',
      ['f', 'f.<iife>', 'f.<map>'],
    ],
    ['new (class { m() {} })()', ['m']],
    // Functions that are returned
    ['const f = () => () => () => 1', ['f', 'f.<returned>', 'f.<returned>.<returned>']],
    [
      'function f() { if (x) return function () {}; return y ? async () => {} : [() => {}]; }',
      ['f', 'f.<returned>', 'f.<returned>', 'f.<returned>'],
    ],
    ['function f() { return function g() {}; }', ['f', 'f.g']],
    ['function f() { return { m() {}, n: () => {} }; }', ['f', 'f.m', 'f.n']],
    ['function f() { return wrap(() => {}); }', ['f', 'f.<wrap>']],
    [
      'useEffect(() => { open(); return () => close(); })',
      ['<useEffect>', '<useEffect>.<returned>'],
    ],
    ['const f = () => ({ m: () => {} })', ['f', 'f.m']],
    // Defaults and choices
    ['const f = (g = () => {}) => {}', ['f', 'f.g']],
    ['const f = c ? () => {} : () => {}', ['f', 'f']],
    // What is wrapped, and what it is bound to
    [
      'class A { h = debounce((x) => g(x)); #h = debounce((x) => g(x)); static s = debounce((x) => g(x)); }',
      ['A.<h>', 'A.<#h>', 'A.<s>'],
    ],
    ['class A { accessor h = debounce((x) => g(x)); static #s = () => g(); }', ['A.<h>', 'A.#s']],
    ['const m = lodash.debounce((x) => g(x))', ['<debounce>']],
    ['const [state, set] = useState(() => load())', ['<useState>']],
    ['const { data } = useQuery({ queryFn: () => load() })', ['<useQuery>.queryFn']],
    ['this.h = debounce(() => g())', ['<h>']],
    ['routes.home = wrap(async () => g())', ['<routes.home>']],
    ['const o = { save: action(() => g()) }', ['o.<save>']],
    ['export default memo(() => g())', ['<default>']],
    ['const Button = styled.button`${(props) => g(props)}`', ['<button>']],
    // Callbacks that their arguments tell apart
    ["it.each([1])('adds %i', () => {})", ['<each adds %i>']],
    ["describe.each`a | b`('adds', () => {})", ['<each adds>']],
    ['app.get(`/users`, () => {})', ['<get /users>']],
    ['emitter.on(Events.Close, () => {})', ['<on Events.Close>']],
    ['handlers[kind](() => {})', ['<[kind]>']],
    ['connect(state)(() => {})', ['<connect>']],
    ['class A { @Transform(({ value }) => g(value)) name; }', ['A.<Transform>']],
    ['(0, module_1.load)((x) => g(x))', ['<load>']],
    ['class A extends B { constructor() { super((x) => g(x)); } }', ['new A', 'A.<super>']],
    // Bound functions
    ['const f = function () {}.bind(this)', ['f']],
    ['this.onClose = function () {}.bind(this)', ['onClose']],
    ["socket.on('close', function () {}.bind(this))", ['<on close>']],
    ['const o = { get: ((k) => g(k)).bind(null, key) }', ['o.get']],
    ['function f() { return socket.bind(() => {}); }', ['f', 'f.<bind>']],
    // JSX
    [
      'function useCart() { return <button onClick={() => {}} />; }',
      ['useCart', 'useCart.<onClick>'],
    ],
    ['const a = <Await>{(x) => x}</Await>', ['<Await>']],
    // TypeScript
    ['namespace A { export function f() {} const g = () => {}; }', ['A.f', 'A.g']],
    ['const f = (() => {}) as Handler, g = <const T,>(x: T) => x', ['f', 'g']],
    ['class A { private async load?(): void {} m!: () => void }', ['A.load']],
  ])('%s', (code, expected) => {
    expect(namesIn(code)).toEqual(expected);
  });

  it.each(documented())('are as documented: %s', (code, names) => {
    expect(namesIn(code)).toEqual(names);
  });

  it.each(['automatic', 'transform'] as const)(
    'are those of JSX when it has been compiled',
    (jsx) => {
      const code = `
      function List({ items }) {
        return <main><ul onClick={() => {}}>{items.map((item) => <li key={item} />)}</ul></main>;
      }
      const a = <Await.Once>{(x) => x}</Await.Once>;
      const routes = { home: <Route when={() => true}>text {() => {}}</Route> };`;
      const compiled = transformSync(code, { loader: 'jsx', jsx }).code;
      expect(namesIn(compiled, 'test.js')).toEqual(namesIn(code));
    },
  );
});

/** The rows of the table of docs/names.md. */
function documented(): [code: string, names: string[]][] {
  const page = readFileSync(join(__dirname, '../../../../docs/names.md'), 'utf8');
  const rows = page.matchAll(/^\| (``? ?)(.+?)\1 +\| (`.+?`) +\|/gm);
  return [...rows].map(([, , code, names]) => [code!, names!.slice(1, -1).split('`, `')]);
}
