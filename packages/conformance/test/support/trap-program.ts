import fc from 'fast-check';

type Source = fc.Arbitrary<string>;

/** Where an expression stands: what may be written there. */
interface Place {
  awaits: boolean;
  yields: boolean;
}

const FUNCTIONS: { open: string; place: Place; run: string }[] = [
  { open: 'function $(p)', place: { awaits: false, yields: false }, run: '$(T);' },
  { open: 'async function $(p)', place: { awaits: true, yields: false }, run: 'await $(T);' },
  {
    open: 'function* $(p)',
    place: { awaits: false, yields: true },
    run: 'for (const value of $(T)) void value;',
  },
  {
    open: 'async function* $(p)',
    place: { awaits: true, yields: true },
    // Not by `for await`, whose calls of `next` have a frame of the runtime below them.
    run: 'const iterator = $(T); while (!(await iterator.next()).done);',
  },
];

/**
 * The text of a random script, whose value is a promise of its end. At each call, member access,
 * operation on it and iteration it makes the trap `T` look at the stack.
 */
export function trapProgram(): fc.Arbitrary<string> {
  const functions = FUNCTIONS.map(({ open, place }, i) =>
    fc
      .array(statement(place, 2), { minLength: 1, maxLength: 4 })
      .map((body) => `${open.replace('$', `f${i}`)} {\n${body.join('\n')}\n}`),
  );
  const calls = FUNCTIONS.map(({ run }, i) => `try { ${run.replace('$', `f${i}`)} } catch {}`);
  return fc
    .tuple(...functions)
    .map((texts) => `${texts.join('\n')}\n(async () => { ${calls.join(' ')} })();`)
    .map(numberNames);
}

/** Gives every `§` a number of its own. */
function numberNames(text: string): string {
  let number = 0;
  return text.replace(/§/g, () => String(number++));
}

/** Layout between two tokens between which a line may end. */
const space: Source = fc.constantFrom('', '', '', ' ', '\n', '\n  ', '/* a.b() */');

/** Joins texts and arbitrary ones, with layout at each `_`. */
function text(strings: TemplateStringsArray, ...parts: Source[]): Source {
  const pieces = strings.flatMap((fixed, i) => [
    ...fixed
      .split('_')
      .flatMap((piece, j) => (j === 0 ? [fc.constant(piece)] : [space, fc.constant(piece)])),
    ...(i < parts.length ? [parts[i]!] : []),
  ]);
  return fc.tuple(...pieces).map((all) => all.join(''));
}

function expression(place: Place, depth: number): Source {
  const leaves = [fc.constantFrom('T', 'T', 'p', 'T.a', 'T?.b')];
  if (depth === 0) return fc.oneof(...leaves);
  const e = expression(place, depth - 1);
  const inFunction = expression({ awaits: false, yields: false }, depth - 1);
  const inAsync = expression({ awaits: true, yields: false }, depth - 1);
  const forms = [
    text`(${e})_._a`,
    text`T_.a_(_${e}_)`,
    text`T_?._b`,
    text`T_?._(_${e}_)`,
    text`T_[_${e}_]`,
    text`(_${e}_)_(_${e},_${e}_)`,
    text`new_ T_._C_(_${e}_)`,
    text`T.tag\`a\${_${e}_}\``,
    text`(${e}_+_${e})`,
    text`(${e},_${e})`,
    text`(${e}_?_${e}_:_${e})`,
    text`[_..._${e}_]`,
    text`{ x:_${e}, get y() { return ${inFunction}; } }`.map((object) => `(${object}).y`),
    text`((a) => ${inFunction})_(_)`,
    text`(a =>_(_${inFunction}_))_(_${e}_)`,
    text`(async () => ${inAsync})_(_)`,
    text`(function () { ${statement({ awaits: false, yields: false }, depth - 1)} }_)_(_)`,
    // A class has no position of its own either: what ran before it must have one.
    text`(T_.c,_class { static s_=_${inFunction}; static { ${inFunction}; } })`,
    text`(T_.x_=_${e})`,
    text`!_${e}`,
  ];
  if (place.awaits)
    forms.push(
      text`(_await_ ${promise(e)}_)`,
      text`(_await_ ${e}_)`,
      text`(await ${e})_._m_(_)`,
      text`(await ${e})()`,
    );
  if (place.yields) forms.push(text`(_yield ${e}_)`, text`(yield ${e})?._m_(_)`);
  return fc.oneof(...leaves, ...forms);
}

/** An expression whose value is a promise that is pending, which is neither called nor looked into. */
function promise(e: Source): Source {
  const simple = [
    text`T_._p`,
    text`T_?._p`,
    text`T_[_'p'_]`,
    text`T_._q_(_${e}_)`,
    text`T_.q_?._(_)`,
    text`(_T._q_)_(_${e}_)`,
  ];
  const one = fc.oneof(...simple);
  return fc.oneof(
    ...simple,
    text`(_${one}_)`,
    text`(${e}_,_${one})`,
    text`(${e}_?_${one}_:_${one})`,
    text`(!${e}_||_${one})`,
    text`(T_.x_=_${one})`,
  );
}

function statement(place: Place, depth: number): Source {
  const e = expression(place, depth);
  const simple = [
    text`${e};`.map((code) => `void ${code}`),
    text`const c§ =_${e};`,
    text`const {_a:_a§_,_b:_{_c:_c§ = T.d_}_} =_${e};`,
    text`let [_a§ = T.d_,_..._b§_] =_${e};`,
    text`return_ ${fc.oneof(e, promise(e))}`.map((code) =>
      code.replace(/^return\s*(\/\*.*?\*\/)?\s*/, 'if (T.r) return '),
    ),
    text`throw ${e};`.map((code) => `try { ${code} } catch (e§) { T.caught; }`),
  ];
  if (depth === 0) return fc.oneof(...simple);
  const s = statement(place, depth - 1);
  const nested = [
    text`if_(_${e}_) {_${s} }_else_{ ${s}_}`,
    text`for_(_const x§ of_ ${e}_)_{_${s}_}`,
    text`try_{ ${s} }_catch_(_{ message: m§_}_) {_${s} }_finally_{_${s} }`,
    text`label§:_{ ${s}_}`,
    text`switch_(_${e}_)_{_default:_${s}_}`,
  ];
  if (place.awaits) nested.push(text`for await_(_const {_z:_z§_} of_ [_${e}_]_)_{_${s}_}`);
  return fc.oneof(...simple, ...nested);
}
