import { JestProject, figuresOf, rowsOf } from './support/jest-project.js';

const project = new JestProject();
afterAll(() => project.remove());

// The interface is dropped: what follows it is elsewhere then, but for who follows the map.
const CART = `
interface Item {
  id: number;
}

export class Cart {
  private readonly items: Item[] = [{ id: 1 }, { id: 2 }];

  async total(price: (item: Item) => Promise<number>): Promise<number> {
    let sum = 0;
    for (const item of this.items) {
      sum += await price(item);
    }
    return sum;
  }
}

export const fail = async (): Promise<never> => {
  await null;
  throw new Error('declined');
};
`;

const TEST = `
import { Cart, fail } from './cart';

async function price(item: { id: number }): Promise<number> {
  await null;
  return item.id;
}

describe('cart', () => {
  it('totals', async () => {
    expect(await new Cart().total(price)).toBe(3);
    expect(Cart.prototype.total).toHaveSuspended(2);
    expect('price').toHaveBeenEntered(2);
  });

  it('shows where it failed', async () => {
    await fail();
  });
});
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'commonjs',
    esModuleInterop: true,
    strict: true,
    types: ['jest'],
  },
};
const BABEL = {
  presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'],
};

beforeAll(() => {
  project.writeAll({
    'src/cart.ts': CART,
    'src/cart.test.ts': TEST,
    'src/types.d.ts': "import '@coroscope/jest';",
    'tsconfig.json': JSON.stringify(TSCONFIG),
    'babel.config.json': JSON.stringify(BABEL),
  });
});

describe('names, places and stack traces are those of the source', () => {
  it.each([
    ['babel-jest', { '\\.ts$': 'babel-jest' }],
    ['@swc/jest', { '\\.ts$': '@swc/jest' }],
    ['ts-jest', { '\\.ts$': ['ts-jest', { isolatedModules: true }] }],
  ])('through %s', async (_name, transform) => {
    const { code, output, figures } = await project.jest({ transform });
    expect(output).toContain('✓ totals');
    expect(output).toContain('✕ shows where it failed');
    expect(code).toBe(1);
    const {
      'Cart.total': total,
      price,
      fail,
    } = {
      ...rowsOf(figuresOf(figures, 'cart totals')),
      ...rowsOf(figuresOf(figures, 'cart shows where it failed')),
    };
    expect(total).toMatchObject({ calls: 1, suspensions: 2, kind: 'async', line: 9, column: 3 });
    expect(total!.file).toBe(`${project.directory}/src/cart.ts`);
    expect(price).toMatchObject({ calls: 2, suspensions: 2, line: 4 });
    expect(fail).toMatchObject({ calls: 1, suspensions: 1, line: 18 });
    // Jest's own code frame, and its stack trace, go through the composed map.
    expect(output).toMatch(/> 20 \| +throw new Error\('declined'\);/);
    expect(output).toMatch(/at fail \(src\/cart\.ts:20:9\)/);
  });
});

it('has the transformers of a preset wrapped, too', async () => {
  project.write('preset.cjs', "module.exports = { transform: { '\\\\.ts$': '@swc/jest' } };");
  const { figures } = await project.jest(
    { preset: './preset.cjs' },
    { arguments: ['-t', 'totals'] },
  );
  expect(rowsOf(figuresOf(figures, 'cart totals'))['Cart.total']).toMatchObject({ calls: 1 });
});

it.each([
  ['es5', true],
  ['es2015', false],
])('says what async functions that are compiled to %s cost: %s', async (target, isSaid) => {
  const { output } = await project.jest(
    { transform: { '\\.ts$': ['@swc/jest', { jsc: { target } }] } },
    { arguments: ['-t', 'totals'] },
  );
  expect(output.includes('async functions have been compiled to ES5')).toBe(isSaid);
});

it('says which transformer is missing', async () => {
  const { output } = await project.jest({ transform: { '\\.ts$': 'none-jest' } });
  expect(output).toContain(
    `@coroscope/jest: the transformer 'none-jest' can't be found from ${project.directory}: npm install --save-dev none-jest`,
  );
});
