import fc from 'fast-check';

/**
 * The text of a random program: eight functions of all kinds that call each other, each only those
 * after it, so that every program ends. It runs as the body of a function and knows the globals of
 * `OrderWorld`; every step that can be told from another goes to the log.
 */
export function randomProgram(features: { using: boolean }): fc.Arbitrary<string> {
  const grammar = new Grammar(features.using);
  return fc
    .tuple(
      fc.constantFrom('', '"use strict";\n'),
      ...ROSTER.map(({ kind, open, close }, level) =>
        grammar
          .body({ level, kind, depth: level === 0 ? 3 : 2, loops: 0 })
          .map((body) => `${open}\n${body}${close}`),
      ),
      grammar.concise(),
    )
    .map((parts) => numberSteps(parts.join('\n') + RUN));
}

type Kind = 'function' | 'async' | 'generator' | 'asyncGenerator';
type Source = fc.Arbitrary<string>;

interface Member {
  call: string;
  kind: Kind;
  open: string;
  close: string;
}

/** In each of them `p` is the parameter; entering is a step, and ends the function when out of fuel. */
const ROSTER: Member[] = [
  { call: 'main', kind: 'async', open: 'async function main(p) { step("main", p);', close: '}' },
  { call: 'a', kind: 'async', open: 'async function a(p = step(§)) { step("a", p);', close: '}' },
  {
    call: 'ag',
    kind: 'asyncGenerator',
    open: 'async function* ag(p) { step("ag", p);',
    close: '}',
  },
  { call: 'g', kind: 'generator', open: 'function* g(p) { step("g", p);', close: '}' },
  {
    call: 'arrow',
    kind: 'async',
    open: 'const arrow = async (p) => { step("arrow", p);',
    close: '};',
  },
  {
    call: 'object.ag',
    kind: 'asyncGenerator',
    open: 'const object = { async *ag(p) { step("object.ag", p);',
    close: '},',
  },
  {
    call: 'object.g',
    kind: 'generator',
    open: '*g(p) { step("object.g", p);',
    close: '} };',
  },
  { call: 's', kind: 'function', open: 'function s(p) { step("s", p);', close: '}' },
];

/** Every function is started from here too, so that none is dead code. */
const RUN = `
async function drain(source) {
  try {
    for await (const x of source) step('item', x);
  } catch (error) {
    step('failed', error);
  }
}
for (const promise of [main(0), a(), arrow(1), concise(2)]) {
  promise.then((value) => step('fulfilled', value), (error) => step('rejected', error));
}
for (const source of [ag(3), object.ag(4)]) drain(source);
for (const source of [g(5), object.g(6)]) {
  try {
    for (const x of source) step('item', x);
  } catch (error) {
    step('failed', error);
  }
}`;

/** Gives each place its number: `§` stands for one. */
function numberSteps(text: string): string {
  let next = 1;
  return text.replaceAll('§', () => String(next++));
}

/** Where a piece of a program is to stand. */
interface Place {
  /** Index in the roster of the function around it. */
  level: number;
  kind: Kind;
  /** How much deeper it may nest. */
  depth: number;
  /** The loops around it, labelled l1, l2… from the outside. */
  loops: number;
}

const isAsync = ({ kind }: Place) => kind === 'async' || kind === 'asyncGenerator';
const isGenerator = ({ kind }: Place) => kind === 'generator' || kind === 'asyncGenerator';
const deeper = (place: Place): Place => ({ ...place, depth: place.depth - 1 });
const inLoop = (place: Place): Place => ({ ...deeper(place), loops: place.loops + 1 });

/** `source\`await ${promise}\`` is the text with each arbitrary replaced by a text of its. */
function source(strings: TemplateStringsArray, ...parts: Source[]): Source {
  return fc
    .tuple(...parts)
    .map((texts) => strings.reduce((text, string, i) => text + texts[i - 1] + string));
}

/** Shrinks to its first choice. */
function choice(...choices: (Source | false)[]): Source {
  return fc.oneof(...choices.filter((one) => one !== false));
}

class Grammar {
  readonly #hasUsing: boolean;
  readonly #made = new Map<string, Source>();

  constructor(hasUsing: boolean) {
    this.#hasUsing = hasUsing;
  }

  body(place: Place): Source {
    return this.#once('body', place, () =>
      fc
        .array(this.#statement(place), { minLength: 1, maxLength: place.depth > 1 ? 4 : 2 })
        .map((statements) => statements.join('')),
    );
  }

  /** The last function: an async arrow whose body is an expression. */
  concise(): Source {
    const place: Place = { level: ROSTER.length, kind: 'async', depth: 1, loops: 0 };
    return source`const concise = async (p) => ${choice(this.#value(place), this.#promise(place))};`;
  }

  #statement(place: Place): Source {
    return this.#once('statement', place, () => {
      const value = this.#value(place);
      const exit = choice(
        source`return ${value};\n`,
        source`throw ${value};\n`,
        isAsync(place) && source`return ${this.#promise(place)};\n`,
        place.loops > 0 && this.#jump(place),
      );
      return fc.oneof(
        { weight: 4, arbitrary: source`step(§, ${value});\n` },
        { weight: 2, arbitrary: source`${this.#promise(place)};\n` },
        { weight: 2, arbitrary: source`if (flip()) ${exit}` },
        { weight: 1, arbitrary: exit },
        { weight: place.depth > 0 ? 6 : 0, arbitrary: this.#compound(place) },
      );
    });
  }

  #compound(place: Place): Source {
    if (place.depth <= 0) return fc.constant('');
    const block = this.body(deeper(place));
    const loopBody = this.body(inLoop(place));
    const label = `l${place.loops + 1}`;
    const here = fc.constant(label);
    const resource = source`resource(§, ${fc.constantFrom('"async"', '"sync"', '"throws"', '"rejects"')})`;
    return choice(
      source`if (flip()) {\n${block}} else {\n${block}}\n`,
      source`try {\n${block}} catch (error) {\nstep(§, error);\n${block}}\n`,
      source`try {\n${block}} finally {\n${block}}\n`,
      source`try {\n${block}} catch {\n${block}} finally {\n${block}}\n`,
      source`try {\n${block}} catch ({ name = step(§) }) {\nstep(§, name);\n${block}}\n`,
      source`${here}: for (let i = 0; i < 2; i++) {\n${loopBody}}\n`,
      source`${here}: for (const x of ${this.#iterable(place)}) {\nstep(§, x);\n${loopBody}}\n`,
      this.#drive(place),
      isAsync(place) &&
        source`${here}: for await (const x of ${this.#asyncIterable(place)}) {\nstep(§, x);\n${loopBody}}\n`,
      isAsync(place) && this.#driveAsync(place),
      isAsync(place) &&
        source`{\nconst q = ${this.#promise(place)};\nawait q;\nstep(§, await q);\n}\n`,
      this.#hasUsing && source`{\nusing r = ${resource};\n${block}}\n`,
      this.#hasUsing &&
        isAsync(place) &&
        source`{\nawait using r = ${choice(resource, fc.constant('null'))};\n${block}}\n`,
    );
  }

  #jump(place: Place): Source {
    const label = fc.integer({ min: 1, max: place.loops }).map((loop) => ` l${loop}`);
    return source`${fc.constantFrom('break', 'continue')}${choice(fc.constant(''), label)};\n`;
  }

  /** Works a generator by hand. */
  #drive(place: Place): Source {
    const command = source`step(§, it.${fc.constantFrom('next', 'return', 'throw')}(${this.#value(deeper(place))}));\n`;
    const commands = fc.array(command, { maxLength: 3 }).map((lines) => lines.join(''));
    return source`{\nconst it = ${this.#generator(place)};\n${commands}}\n`;
  }

  /** Works an async generator by hand, with and without waiting for its answers. */
  #driveAsync(place: Place): Source {
    const request = source`it.${fc.constantFrom('next', 'return', 'throw')}(${this.#value(deeper(place))})`;
    const command = choice(
      source`step(§, await ${request});\n`,
      source`${request}.then((x) => step(§, x), (x) => step(§, x));\n`,
    );
    const commands = fc.array(command, { maxLength: 4 }).map((lines) => lines.join(''));
    return source`{\nconst it = ${this.#asyncGenerator(place)};\n${commands}}\n`;
  }

  #value(place: Place): Source {
    return this.#once('value', place, () => {
      const simple = [fc.constant('step(§)'), fc.constant('p')];
      if (place.depth < 0) return choice(...simple);
      const inner = deeper(place);
      return choice(
        ...simple,
        this.#call('function', place),
        source`(${this.#value(inner)}, ${this.#value(inner)})`,
        isAsync(place) && source`(await ${this.#promise(inner)})`,
        isAsync(place) && source`(await ${this.#value(inner)})`,
        isGenerator(place) && source`(yield ${this.#value(inner)})`,
        place.kind === 'generator' && source`(yield* ${this.#iterable(inner)})`,
        place.kind === 'asyncGenerator' && source`(yield ${this.#promise(inner)})`,
        place.kind === 'asyncGenerator' && source`(yield* ${this.#asyncIterable(inner)})`,
      );
    });
  }

  #promise(place: Place): Source {
    return this.#once('promise', place, () => {
      const count = fc.constantFrom('0', '1', '2', '3');
      const simple = [
        source`ticks(§, ${count})`,
        source`ticks(§, ${count})`,
        source`turns(§, ${count})`,
        source`ticks(§, ${count}, flip() && "reject")`,
        source`thenable(§, ${count})`,
        fc.constant('Promise.resolve(step(§))'),
        fc.constant('(flip() ? Promise.reject(step(§)) : Promise.resolve(step(§)))'),
        fc.constant('shared'),
        source`subclassed(§, ${count})`,
      ];
      if (place.depth < 0) return choice(...simple);
      const inner = deeper(place);
      const two = source`[${this.#promise(inner)}, ${this.#promise(inner)}]`;
      return choice(
        ...simple,
        this.#call('async', place),
        place.level < ROSTER.length && source`concise(${this.#value(inner)})`,
        source`${this.#asyncGenerator(place)}.next(${this.#value(inner)})`,
        source`Promise.${fc.constantFrom('all', 'race', 'allSettled', 'any')}(${two})`,
        source`${this.#promise(inner)}.then((x) => step(§, x), (x) => step(§, x))`,
        source`Promise.resolve(${this.#promise(inner)}).finally(() => step(§))`,
      );
    });
  }

  #iterable(place: Place): Source {
    return this.#once('iterable', place, () => {
      const inner = deeper(place);
      return choice(
        source`[${this.#value(inner)}, ${this.#value(inner)}]`,
        this.#generator(place),
        source`iterator(§, ${BEHAVIOUR})`,
      );
    });
  }

  #asyncIterable(place: Place): Source {
    return this.#once('asyncIterable', place, () => {
      const inner = deeper(place);
      return choice(
        this.#asyncGenerator(place),
        this.#iterable(place),
        source`[${this.#promise(inner)}, ${this.#promise(inner)}]`,
        source`asyncIterator(§, ${BEHAVIOUR})`,
      );
    });
  }

  #generator(place: Place): Source {
    return this.#call('generator', place);
  }

  #asyncGenerator(place: Place): Source {
    return this.#call('asyncGenerator', place);
  }

  /** A call of a function of a kind that comes later in the roster, or else of a built-in's. */
  #call(kind: Kind, place: Place): Source {
    const { depth } = place;
    const argument =
      depth > 0 ? this.#value({ ...deeper(place), depth: depth - 2 }) : fc.constant('p');
    const callees = ROSTER.slice(place.level + 1)
      .filter((member) => member.kind === kind)
      .map(({ call }) => call);
    const callee = callees.length > 0 ? fc.constantFrom(...callees) : fc.constant(PRIMITIVE[kind]);
    return source`${callee}(${argument})`;
  }

  #once(symbol: string, place: Place, make: () => Source): Source {
    const key = `${symbol} ${Object.values(place).join(' ')}`;
    let made = this.#made.get(key);
    if (made === undefined) {
      made = make();
      this.#made.set(key, made);
    }
    return made;
  }
}

/** How an iterator that is written by hand behaves. */
const BEHAVIOUR = fc.constantFrom('"plain"', '"closing"', '"throwing"', '"spiteful"', '"odd"');

/** What stands in where no function of the kind is left to call: provided by `OrderWorld`. */
const PRIMITIVE: Record<Kind, string> = {
  function: 'step',
  async: 'primitiveAsync',
  generator: 'primitiveGenerator',
  asyncGenerator: 'primitiveAsyncGenerator',
};
