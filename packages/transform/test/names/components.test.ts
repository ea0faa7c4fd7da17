import { encodedMap, TraceMap } from '@jridgewell/trace-mapping';
import { transform } from '../../src/index.js';

function namesIn(code: string): string[] {
  const { metadata } = transform(code, { filename: 'a.js', sourceType: 'module', modules: false });
  return metadata!.functions.map(({ name }) => name);
}

/** A line of code, and where parts of it come from: `[text, line, column]`, both from 0; null for nowhere. */
type Line = [code: string, ...origins: [text: string, line: number | null, column?: number][]];

/** What is instrumented of compiled code: functions and awaits, at their places in the source. */
function placesIn(filename: string, lines: readonly Line[]): string[] {
  const mappings = lines.map(([code, ...origins]) =>
    origins.map(([text, line, column]) => {
      const at = code.indexOf(text);
      if (at === -1) throw new Error(`no ${text}`);
      return line === null ? [at] : [at, 0, line, column ?? 0];
    }),
  );
  const decoded = { version: 3, sources: [filename], names: [], mappings };
  const code = lines.map(([text]) => text).join('\n');
  const { metadata } = transform(code, {
    filename,
    sourceType: 'module',
    modules: false,
    inputSourceMap: encodedMap(new TraceMap(decoded as never)),
  });
  const { functions, sites } = metadata!;
  return [
    ...functions.map(({ name, line, column }) => `${name} ${line}:${column}`),
    ...sites
      .filter(({ kind }) => kind === 'await')
      .map(({ line, column }) => `await ${line}:${column}`),
  ];
}

describe('the functions of components', () => {
  it.each<[string, string[]]>([
    // Vue
    [
      "const _sfc_main = { __name: 'Cart', setup(__props) { const add = () => {}; } }",
      ['setup', 'add'],
    ],
    [
      "const _sfc_main = _defineComponent({ __name: 'Cart', async setup(__props) { function add() {} } })",
      ['setup', 'add'],
    ],
    ['const _sfc_main = { data() {}, methods: { add() {} } }', ['data', 'methods.add']],
    [
      'function render() { return _renderList($setup.items, (item) => _createBlock($setup["Item"], { onPick: _cache[0] || (_cache[0] = (x) => add(x)) }, { default: _withCtx(() => [a()]), foot: _withCtx(() => [b()]) })); }',
      [
        'render',
        'render.<v-for>',
        'render.<v-for>.<onPick>',
        'render.<v-for>.<Item>',
        'render.<v-for>.<Item foot>',
      ],
    ],
    [
      '_ssrRenderComponent(_component_Item, { onPick: (x) => add(x) }, { foot: _withCtx(() => a()) }, _parent)',
      ['<onPick>', '<Item foot>'],
    ],
    // What is not Vue's keeps its name.
    ['const app = { setup(context) { const add = () => {}; } }', ['app.setup', 'app.setup.add']],
    // Svelte
    ['export default function Cart($$anchor, $$props) { function add() {} }', ['Cart', 'add']],
    [
      'function Cart($$renderer, $$props) { $.user_effect(() => add()); const x = $.derived(() => add()); }',
      ['Cart', '<$effect>', '<$derived>'],
    ],
    ['const x = derived((a) => add(a))', ['<x>']],
    // Astro
    [
      'const $$Cart = $$createComponent(async ($$result, $$props, $$slots) => { function add() {} })',
      ['Cart', 'add'],
    ],
    [
      "$$renderComponent($$result, 'List', List, { label: (x) => add(x) }, { default: () => a(), foot: () => b() })",
      ['<label>', '<List>', '<List foot>'],
    ],
  ])('have the names that a reader knows: %s', (code, expected) => {
    expect(namesIn(code)).toEqual(expected);
  });

  it('begin with their first statement, where the map has no other place for them', () => {
    expect(
      placesIn('Cart.astro', [
        ['const $$Cart = $$createComponent(async ($$result, $$props, $$slots) => {'],
        ['  const Astro = $$result.createAstro($$props, $$slots);'],
        ['  const items = list();', ['const', 2]],
        ['  const sum = await load(items);', ['const', 3], ['await', 3, 12]],
        ['  return $$render`<p>${sum}</p>`;'],
        ["}, 'Cart.astro', undefined);"],
      ]),
    ).toEqual(['Cart 3:1', 'await 4:13']);
  });

  it('await in Vue where the user wrote it, and the wrapper of that is no function', () => {
    const wrapped =
      '    const cart = ([__temp, __restore] = _withAsyncContext(() => load()), __temp = await __temp, __restore(), __temp);';
    expect(
      placesIn('Cart.vue', [
        ['const _sfc_main = {'],
        ["  __name: 'Cart',"],
        ['  async setup(__props) {'],
        ['    let __temp, __restore;'],
        [wrapped, ['const', 4], ['() =>', 4, 13], [', __temp = await', null]],
        [
          '    ;([__temp, __restore] = _withAsyncContext(() => save()), await __temp, __restore());',
          ['() =>', 5],
          [', await', null],
        ],
        ['    return { cart };'],
        ['  }'],
        ['};'],
        ['const _sfc_setup = _sfc_main.setup;'],
        ['_sfc_main.setup = (props, ctx) => _sfc_setup(props, ctx);', ['_sfc', 4]],
      ]),
    ).toEqual(['setup 5:1', 'await 5:14', 'await 6:1']);
  });

  it('are not reported where nothing in them is of the user', () => {
    expect(() =>
      placesIn('Cart.astro', [
        ['const $$Cart = $$createComponent(($$result, $$props, $$slots) => {'],
        ['  return $$render`<p>${$$renderSlot($$result, $$slots.default)}</p>`;'],
        ['});'],
      ]),
    ).toThrow();
  });
});
