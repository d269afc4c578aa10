// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text
// lowered-cases — JavaScript that must do the same natively and as process code: the body of an async function `main`
// that logs, or a module that declares one. `p(x)` waits for x by way of a native promise.

/** Chapters of cases by name. */
export const CASES: Record<string, Record<string, string>> = {
  "declarations and expressions": {
    "a call awaited returns its value": "async function f(a, b) { return a + b } return await f(1, 2)",
    "a call returned is a tail call":
      "async function f(n) { if (n === 0) return 'end'; return f(n - 1) } return f(1000)",
    "awaited recursion":
      "async function f(n) { return n < 2 ? n : (await f(n - 1)) + (await f(n - 2)) } return f(12)",
    "a module's own function":
      "async function f(x) { return x * 2 } const g = async (x) => await f(x) + 1; async function main(log) { log(await g(4), f.name, f.length, g.name, g.length) }",
    "a named function expression calls itself":
      "const f = async function fac(n) { return n < 2 ? 1 : n * (await fac(n - 1)) }; log(f.name); return f(5)",
    "the name of a function expression cannot be assigned":
      "const f = async function g() { try { g = 1 } catch (e) { return e.name } }; return await f()",
    "names of anonymous functions":
      "const a = async () => {}; const b = async function () {}; let c; c = async () => {}; const o = { d: async () => {}, async e() {}, ['f' + 1]: async () => {}, 'g h': async () => {}, 7: async () => {} }; const [i = async () => {}] = []; const { j = async () => {} } = {}; log(a.name, b.name, c.name, o.d.name, o.e.name, o.f1.name, o['g h'].name, o[7].name, i.name, j.name, (async () => {}).name, (async function () {}).name)",
    "names of anonymous functions that keep what they capture":
      "let n = 0; const a = async () => n++; const b = async function () { return n++ }; const o = { d: async () => n++, async e() { return n++ }, ['f' + 1]: async () => n++ }; const [i = async () => n++] = []; log(a.name, b.name, o.d.name, o.e.name, o.f1.name, i.name, (async () => n++).name); await a(); await b(); await o.d(); await o.e(); await o.f1(); await i(); return n",
    "names of plain functions":
      "const a = () => {}; const b = function () {}; let c; c = () => {}; const o = { d: () => {}, e() {}, ['f' + 1]: () => {}, __proto__: null }; class C { x = () => {}; static y = () => {}; #z = () => {}; z() { return this.#z.name } } const k = [a, b, c, o.d, o.e, o.f1, new C().x, C.y]; log(...k.map((f) => f.name), new C().z())",
    "length counts up to the first default":
      "const f = [async () => {}, async (a) => {}, async (a, b) => {}, async (a, b = 1, c) => {}, async (...r) => {}, async (a, ...r) => {}, async ({ a }, [b]) => {}, async ({ a } = {}, b) => {}]; log(...f.map((g) => g.length))",
    "default parameters see those before":
      "async function f(a, b = a + 1, c = () => a + b) { a = 10; return [a, b, c()] } log(await f(1), await f(1, 5), await f(undefined, undefined, () => 3))",
    "a default with an outer name that the body declares":
      "const x = 'outer'; async function f(a = x) { var x = 'inner'; return [a, x] } const g = async (a = x) => { var x = 1; return [a, x] }; log(await f(), await g())",
    "a closure in a default": "async function f(a, g = async () => a) { a = 2; return g() } return f(1)",
    "destructured parameters":
      "async function f({ a, b: { c = 3 } = {} }, [d, ...e], ...[g]) { return [a, c, d, e, g] } log(await f({ a: 1 }, [1, 2, 3], 4))",
    "an error in a default rejects":
      "async function f(a = (() => { throw new Error('no') })()) { log('never') } const p = f(); log('made'); try { await p } catch (e) { log(e.message) }",
    "an error in a pattern rejects":
      "const f = async ({ a }) => a; const p = f(null); log('made'); try { await p } catch (e) { log(e.name) }",
    "rest parameters":
      "async function f(a, ...r) { return [a, r, r.length] } log(await f(), await f(1), await f(1, 2, 3))",
    "missing arguments are undefined":
      "async function f(a, b) { return [a, b, arguments.length] } log(await f(1))",
    "a function hoisted above its declaration":
      "log(await f()); async function f() { return 'hoisted' } { log(await g()); async function g() { return 'block' } }",
    "a function hoisted that captures what is assigned later":
      "let n = 1; async function f() { return n } const first = await f(); n = 2; return [first, await f()]",
    "a hoisted function called in the dead zone":
      "try { await f() } catch (e) { log(e.name) } const k = 1; async function f() { return k }",
    "a hoisted function called after the dead zone":
      "const k = 1; return f(); async function f() { return k }",
    "the later of two declarations":
      "async function f() { return 1 } async function f() { return 2 } return f()",
    "declarations in a switch":
      "let n = 3; switch (1) { case 0: const k = 1; case 1: async function f() { return n++ } log(await f(), await f()) } return n",
    "immediately invoked":
      "return await (async () => { return 1 })() + await (async function () { return 2 })()",
    "arrows with expression bodies":
      "const f = async (x) => ({ x }); const g = async x => x, h = async () => (1, 2); log(await f(1), await g(2), await h())",
    "a function with a directive": "async function f(a) { 'use strict'; 'other'; return a } return f(1)",
    "async as a name":
      "const async = (x) => x; const o = { async: 1, await: 2 }; return [async (1), o.async, o.await]",
    "it is no constructor's business":
      "async function f() { return typeof this } const g = async () => typeof this; log(await f.call(1), await f.call(undefined))",
    "direct eval sees what the function sees":
      "const k = 1; async function f(a) { let b = 2; return eval('k + a + b + arguments.length') } return f(10)",
    "a comment and a string with keywords":
      "const s = 'async function await'; /* async () => await */ return `${await (async () => s)()} await`",
  },
  "captured bindings": {
    "each turn of a for loop has its own":
      "const fs = []; for (let i = 0; i < 3; i++) fs.push(async () => i); for (const f of fs) log(await f())",
    "each turn of a for loop has its own, assigned":
      "const fs = []; for (let i = 0; i < 3; i++) { fs.push(async () => i++) } log(await fs[0](), await fs[0](), await fs[1]())",
    "in the head of a for loop":
      "const fs = []; for (let i = 0, f = async () => i; i < 3; i++, f = async () => i) fs.push(f); for (const f of fs) log(await f())",
    "of for of":
      "const fs = []; for (const x of [1, 2]) fs.push(async () => x); for (const [k, v] of Object.entries({ a: 1 })) fs.push(async () => k + v); for (const f of fs) log(await f())",
    "declarations in a loop":
      "const fs = []; for (const x of [1, 2]) { let n = x; fs.push(f); async function f() { return n++ } } log(await fs[0](), await fs[0](), await fs[1]())",
    "a counter shared by closures":
      "let n = 0; const up = async () => ++n, down = async () => --n; await up(); await up(); await down(); return n",
    "assigned before it was captured":
      "let x; if (log) x = 1; else x = 2; const f = async () => x; log(await f()); let y = 0; while (y < 3) y++; log(await (async () => y)()); const g = async (a) => { a ??= 5; return (async () => a)() }; log(await g())",
    "assigned in a loop after it was captured":
      "let x = 0; const fs = []; while (x < 3) { fs.push(async () => x); x++ } for (const f of fs) log(await f()); for (let i = 0; i < 4; i++) { i++; fs.push(async () => i) } for (const f of fs) log(await f())",
    "assigned in the head of a for loop":
      "const fs = []; for (let i = 0; i++ < 3; ) fs.push(async () => i); for (let i = 0, j = 9; (j -= 1) > 6; i += 2) fs.push(async () => i * 10 + j); for (const f of fs) log(await f())",
    "assigned by what it is assigned to":
      "let f = async () => typeof f; log(await f()); let n = 1; n = await (async () => n + 1)(); let g; g = async () => g === undefined; log(n, await g())",
    "assigned in finally":
      "const f = async () => { let x = 1; let g; try { g = async () => x; return g } finally { x = 2 } }; log(await (await f())())",
    "assigned after it was captured": "let x = 1; const f = async () => x; x = 2; return f()",
    "assigned while the function waits":
      "let x = 1; const f = async () => { await null; return x }; const p = f(); x = 2; return p",
    "initialised after it was captured": "const f = async () => k; const k = 1; return f()",
    "captured by functions within functions":
      "const a = 1; const f = (b) => async (c) => { const d = 4; return (async (e) => [a, b, c, d, e])(5) }; return f(2)(3)",
    "captured by plain functions within":
      "const k = 1; const f = async (x) => [1, 2].map((y) => x + y + k); return f(10)",
    "a catch's":
      "try { throw 1 } catch (e) { const f = async () => e; log(await f()) } try { throw [1, 2] } catch ([a, b]) { log(await (async () => a + b)()) }",
    "of a var": "var x = 1; var f = async () => x; var x = 2; return f()",
    "a parameter that is assigned":
      "async function f(a) { const g = async () => a; a = 2; return g() } return f(1)",
    "of a class":
      "class A { static async make() { return new A() } async other() { return A.name } } const a = await A.make(); return [a instanceof A, await a.other()]",
    shadowed:
      "const x = 1; const f = async (x) => { { const x = 3; log(await (async () => x)()) } return x }; log(await f(2)); return x",
    destructured: "const { a, b: [c] } = { a: 1, b: [2] }; return (async () => a + c)()",
    "in a switch's dead zone":
      "const f = async (n) => { switch (n) { case 0: const k = 1; default: return (async () => k)() } }; log(await f(0)); try { await f(1) } catch (e) { log(e.name) }",
    "of a function called before initialisation":
      "function early() { return async () => k } const g = early(); const k = 5; return g()",
    "mutual recursion":
      "async function even(n) { return n === 0 ? true : odd(n - 1) } async function odd(n) { return n === 0 ? false : even(n - 1) } log(await even(10), await odd(10))",
    "logical assignment names and binds":
      "let f; f ??= async () => 1; f &&= async () => 2; log(f.name, await f())",
    "compound assignment to a captured name":
      "let n = 1; const f = async () => { n += await 2; n **= 2; return n }; return f()",
  },
  "this, arguments, new.target and super": {
    "methods have their object":
      "const o = { k: 1, async m() { return this.k }, f: async function () { return this.k } }; log(await o.m(), await o.f())",
    "arrows have that of the method":
      "const o = { k: 1, async m() { const f = async () => this.k; return f() }, n() { return async () => this.k } }; log(await o.m(), await o.n()())",
    "arrows in arrows":
      "const o = { k: 1, m() { return () => async () => () => this.k } }; log((await o.m()()())())",
    "arguments of a function":
      "async function f(a) { a = 9; return [...arguments, arguments.length] } return f(1, 2, 3)",
    "arguments in an arrow":
      "async function f() { const g = async () => arguments[0]; return g(2) } function h() { return async () => [...arguments] } log(await f(1), await h(1, 2)(3))",
    "arguments as shorthand":
      "async function f() { const o = { arguments }; return o.arguments.length } function g() { return async () => ({ arguments }).arguments[0] } log(await f(1, 2), await g('x')())",
    "arguments in a function with defaults":
      "async function f(a, b = arguments.length) { return [a, b] } return f(1)",
    "arguments in a plain arrow": "async function f() { return (() => arguments[1])() } return f(1, 2)",
    "new.target in an arrow":
      "function F() { return { f: async () => new.target === F } } log(await new F().f(), await (async () => new.target)())",
    "new.target in an async function":
      "async function f() { const g = async () => new.target; return [new.target, await g()] } return f()",
    "this in a default parameter": "const o = { k: 2, async m(a = this.k) { return a } }; return o.m()",
    "super in a method":
      "class A { m(x) { return ['A', this.k, x] } } class B extends A { k = 1; async m(x) { return super.m(x) } } return new B().m(5)",
    "super in a static method":
      "class A { static m() { return this.name } } class B extends A { static async m() { return super.m() } } return B.m()",
    "super in an object":
      "const a = { m() { return this.k } }; const b = { __proto__: a, k: 3, async m() { return super.m() + (await (async () => super.m())()) } }; return b.m()",
    "super in an arrow":
      "class A { get v() { return this.k } } class B extends A { constructor() { super(); this.k = 1; this.f = async () => super.v } async g() { return () => super.v } } const b = new B(); log(await b.f(), (await b.g())())",
    "super assigned to":
      "class A { set v(x) { this.w = x } get v() { return 1 } } class B extends A { async m() { super.v = 5; super.v += 2; super['v']++; [super.x] = [3]; return [this.w, this.x, super.v] } } return new B().m()",
    "super with a computed key":
      "class A { m() { return 'm' } } class B extends A { async f(k) { return super[k]() + super[await k]?.() + (super.nothing?.()) } } return new B().f('m')",
    "super awaited in arguments":
      "class A { m(...r) { return [this.k, ...r] } } class B extends A { k = 0; async f() { return super.m(await 1, ...(await [2, 3])) } } return new B().f()",
    "super as a tag":
      "class A { t(s, x) { return [this.k, s[0], x] } } class B extends A { k = 1; async f() { return super.t`a${await 2}` } } return new B().f()",
    "two objects share a method with super":
      "class A { m() { return this.k } } class B extends A { constructor(k) { super(); this.k = k } async m() { return super.m() } } const x = new B(1), y = new B(2); log(await x.m(), await y.m())",
    "this before super()":
      "class A {} class B extends A { constructor() { const f = async () => this.k; const g = async () => 'ok'; const p = g(); super(); this.k = 7; this.r = f(); this.p = p } } const b = new B(); log(await b.r, await b.p)",
    "super() in an arrow":
      "class A { constructor(k) { this.k = k } } class B extends A { constructor() { const f = async () => { super(3); return this.k }; let failed; const p = f(); if (!failed) return { p } } } try { log(await new B().p) } catch (e) { log(e.name) }",
    "this in a field":
      "class A { k = 1; f = async () => this.k; static s = 2; static g = async () => this.s } log(await new A().f(), await A.g())",
    "this of a module's arrow":
      "const f = async () => this === undefined || Object.keys(this).length; async function main(log) { log(typeof await f()) }",
  },
  classes: {
    "methods of every kind":
      "class A { async a() { return 'a' } static async b() { return 'b' } async #c() { return 'c' } c() { return this.#c() } static async #d() { return 'd' } static d() { return A.#d() } async ['e' + 1]() { return 'e' } async 'f g'() { return 'f' } async 5() { return 5 } async get() { return 'get' } async static() { return 'static' } async async() { return 'async' } } const a = new A(); log(await a.a(), await A.b(), await a.c(), await A.d(), await a.e1(), await a['f g'](), await a[5](), await a.get(), await a.static(), await a.async()); log(a.a.name, A.b.name, a.e1.name, a.get.name, a.a.length, Object.getOwnPropertyNames(A).join(), Object.getOwnPropertyNames(A.prototype).join())",
    "private names in async methods":
      "class A { #x = 1; async up(n) { this.#x += n; return this.#x } static async of(a) { return a.#x } async has(o) { return #x in o } async inner() { return (async () => this.#x)() } field = async () => this.#x } const a = new A(); log(await a.up(2), await A.of(a), await a.has(a), await a.has({}), await a.inner(), await a.field())",
    "private names on another's object":
      "class A { #x = 1; async m(o) { return #x in o ? o.#x : 'none' } } const m = new A().m; log(await m(new A()), await m({})); try { await A.prototype.m.call(null, {}) } catch (e) { log(e.name) }",
    "private names in an anonymous class":
      "const A = class { #x = 4; async m() { return this.#x } }; log(A.name, await new A().m()); return new (class { #y = 5; async m() { return this.#y } })().m()",
    "private names of two evaluations":
      "const make = (k) => class A { #x = k; async m(o) { return #x in o } async v() { return this.#x + k } }; const X = make(1), Y = make(2); const x = new X(), y = new Y(); log(await x.m(x), await x.m(y), await x.v(), await y.v())",
    "captures of a class in a function":
      "const make = (k) => { let n = 0; return class A { async m() { n++; return [k, n] } static async s() { return [A.name, k] } } }; const X = make(1), Y = make(2); log(await new X().m(), await new X().m(), await new Y().m(), await X.s())",
    "async in a static block":
      "let p; class A { static k = 1; static { p = (async () => this.k)(); const f = async function () { return 2 }; this.q = f() } } log(await p, await A.q)",
    "awaits in a class's head":
      "class A extends (await Promise.resolve(Object)) { [await 'm']() { return 1 } static [await 's'] = 2 } log(new A().m(), A.s)",
    "accessors beside async methods":
      "class A { get a() { return 1 } set a(v) {} async b() { return this.a } static get c() { return 3 } } return new A().b()",
    "a subclass overrides":
      "class A { async m() { return 'A' } } class B extends A { async m() { return 'B' + await super.m() } } return new B().m()",
    "not enumerable, as methods are":
      "class A { async m() {} } return [Object.keys(A.prototype), typeof A.prototype.m, 'prototype' in A.prototype.m]",
    "object methods of every kind":
      "const k = 'x'; const o = { async a() { return 1 }, async [k]() { return 2 }, async 'b c'() { return 3 }, async 4() { return 4 }, async *g() { yield 5 }, async: async () => 6, async await() { return 7 }, get h() { return 8 } }; log(await o.a(), await o.x(), await o['b c'](), await o[4](), (await o.g().next()).value, await o.async(), await o.await(), o.h)",
  },
  "control flow": {
    "try, catch and finally":
      "const f = async (n) => { try { log('try'); if (n === 1) throw new Error('x'); if (n === 2) return 'returned'; await null } catch (e) { log(e.message); return 'caught' } finally { log('finally') } return 'end' }; log(await f(0), await f(1), await f(2))",
    "an awaited error is thrown":
      "const f = async () => { throw new TypeError('t') }; try { await f() } catch (e) { log(e.name) } finally { log('f') }",
    "a returned call is not caught":
      "const f = async () => { throw new Error('out') }; const g = async () => { try { return f() } catch { return 'caught' } }; try { log(await g()) } catch (e) { log(e.message) }",
    "a returned await is caught":
      "const f = async () => { throw new Error('out') }; const g = async () => { try { return await f() } catch { return 'caught' } }; return g()",
    "a returned call starts before finally":
      "const f = async () => { log('f'); await new Promise((r) => setImmediate(r)); log('f goes on'); return 1 }; const g = async () => { try { return f() } finally { log('finally') } }; return g()",
    "finally may await":
      "const f = async () => { log('f') ; return 1 }; const g = async () => { try { return f() } finally { await null; log('finally') } }; return g()",
    "finally outweighs":
      "const f = async () => { try { return 1 } finally { return 2 } }; const g = async () => { for (;;) { try { return 1 } finally { break } } return 3 }; log(await f(), await g())",
    "nested finally":
      "const f = async () => { try { try { return await 1 } finally { log('a'); await null } } finally { log('b') } }; return f()",
    "return within catch before finally":
      "const g = async () => { log('g'); return 'g' }; const f = async () => { try { throw 1 } catch { return g() } finally { log('fin') } }; return f()",
    "labelled loops":
      "outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; log(i, j); await null } } block: { if (true) break block; log('never') } a: b: for (;;) { break a }",
    "labelled while and do":
      "let n = 0; w: while (true) { do { n++; if (n > 5) break w; if (n % 2) continue w } while (await true) } return n",
    "loops as sole statements":
      "let n = 0; if (true) while (n < 3) n++; else for (;;) n++; if (n) for (const x of [1, 2]) n += x; for (const k in { a: 1, b: 2 }) log(k); do n++; while (n < 10); return n",
    "switch with awaits":
      "const f = async (x) => { switch (await x) { case await 1: log('one'); case 2: log('two'); break; default: log('other') } }; await f(1); await f(2); await f(3)",
    "conditions and logic":
      "log(await 1 ? await 2 : await 3, (await null) ?? (await 4), (await 0) || (await 5), (await 1) && (await 6), !(await 0), -(await 7), typeof (await 8), void (await 9), (await 2) ** 2)",
    "member and call chains":
      "const o = { a: { b: async (x) => ({ c: x }) }, n: null }; log((await (await o).a.b(await 1)).c, (await o.n)?.x, await o?.a?.b?.(2), new (await Array)(3).length)",
    "spread and templates":
      "log([...(await [1, 2]), await 3], { ...(await { a: 1 }), [await 'b']: await 2 }, `${await 1}-${await `x${await 2}`}`, Math.max(...(await [1, 5])))",
    "destructuring with awaits":
      "const { a = await 1, [await 'b']: b } = { b: 2 }; let c, d; [c, d = await 4] = [3]; ({ x: c = await 9 } = {}); log(a, b, c, d)",
    "assignment order":
      "const o = {}; const f = async (x) => { log(x); return x }; o[await f('k')] = await f('v'); let n = 1; n += await f(2); log(n, o)",
    "comma and parens": "let x = (await 1, await 2); x = ((await 3)); return x",
    "delete and in":
      "const o = { a: 1 }; delete (await o).a; log('a' in (await o)); log(o instanceof (await Object))",
    "for with awaits in its head":
      "for (let i = await 0; i < (await 3); i += await 1) log(i); for (const x of await [1, 2]) log(await x); for (const k in await { a: 1 }) log(k)",
    "return without a value":
      "const f = async () => { return }; const g = async () => {}; log(await f(), await g())",
    "await of every kind of value":
      "class T { then(f) { f(5) } } log(await 1, await null, await undefined, await Promise.resolve(2), await new T(), await { then: 3 }, await (async () => 4)(), await new Promise((r) => setImmediate(() => r(6))))",
    "await of a rejection":
      "try { await Promise.reject(new Error('r')) } catch (e) { log(e.message) } try { await { then(_, no) { no(7) } } } catch (e) { log(e) }",
    "a promise returned is waited for":
      "const f = async () => Promise.resolve(1), g = async () => new Promise((r) => setImmediate(r, 2)), h = async () => Promise.reject(3); log(await f(), await g()); try { await h() } catch (e) { log(e) }",
    "generators stay as they are":
      "function* g() { const x = yield 1; yield x; return 3 } const i = g(); log(i.next(), i.next('x'), i.next(), [...(function* () { yield* [1, 2] })()])",
    "yield as a result of an awaited generator":
      "function* g() { yield async () => 1; yield 2 } const out = []; for (const x of g()) out.push(typeof x === 'function' ? await x() : x); return out",
    "an error in a nested function":
      "const f = async () => { const g = () => { throw new RangeError('deep') }; await null; g() }; try { await f() } catch (e) { log(e.name, e.message) }",
    "a loop of a million turns and more": "let n = 0; for (let i = 0; i < 2500000; i++) n += i & 1; return n",
    "a nested loop of many turns":
      "let n = 0; outer: for (let i = 0; i < 1500; i++) { let j = 0; while (true) { if (++j > 1000) continue outer; n++ } } return n",
  },
  concurrency: {
    "Promise.all with a failure":
      "const f = async (x) => { if (x) throw new Error('bad'); return 1 }; try { await Promise.all([f(0), f(1)]) } catch (e) { log(e.message) }",
    "Promise.allSettled and any":
      "const ok = async () => 1, no = async () => { throw 2 }; log((await Promise.allSettled([ok(), no()])).map((r) => r.value ?? r.reason), await Promise.any([no(), ok()]), await Promise.race([ok()]))",
    "then and finally of a call":
      "const f = async () => 1; log(await f().then((v) => v + 1), await f().finally(() => log('fin')))",
    "Promise.all of calls":
      "const f = async (x) => { await null; return x * 2 }; log(await Promise.all([f(1), f(2), 3]))",
    "a call kept and awaited later":
      "const f = async () => { await null; return 1 }; const p = f(); await null; await null; log(await p, await p)",
    "a call kept fails later":
      "const f = async () => { throw new Error('later') }; const p = f(); try { await p } catch (e) { log(e.message) } try { await p } catch (e) { log(e.message) }",
    "a kept call returned":
      "const f = async () => { await null; return 'kept' }; const g = async () => { const p = f(); await null; return p }; return g()",
    "async functions in array methods":
      "log(await Promise.all([1, 2, 3].map(async (x) => x * 2)), [1, 2].map((x) => x + 1), (await Promise.all([1, 2].map(async (x, i, all) => all.length + i))))",
    "an executor that is async":
      "return await new Promise(async (resolve) => { await null; resolve('done') })",
    "calls interleave at their awaits":
      "const f = async (name) => { for (let i = 0; i < 3; i++) { log(name + i); await new Promise((r) => setImmediate(r)) } }; await Promise.all([f('a'), f('b')])",
  },
  "async generators": {
    "requests after a failure":
      "async function* g() { yield 1; throw 'x' } const i = g(); log((await Promise.allSettled([i.next(), i.next(), i.next()])).map((r) => r.value ?? r.reason))",
    "values in order":
      "async function* g() { yield 1; const x = await 2; yield x; return 3 } const out = []; for await (const x of g()) out.push(x); return out",
    "what next gives":
      "async function* g() { const a = yield 1; log(a); const b = yield 2; log(b); return 3 } const i = g(); log(await i.next('ignored'), await i.next('a'), await i.next('b'), await i.next())",
    "yield awaits its value":
      "async function* g() { yield Promise.resolve(1); try { yield Promise.reject(2) } catch (e) { yield ['caught', e] } } const i = g(); log(await i.next(), await i.next(), await i.next())",
    "return awaits its value": "async function* g() { return Promise.resolve(5) } log(await g().next())",
    "return within":
      "async function* g() { try { yield 1; log('never') } finally { log('fin'); await null; log('fin 2') } } const i = g(); await i.next(); log(await i.return(9), await i.next())",
    "return with a yield in finally":
      "async function* g() { try { yield 1 } finally { yield 2 } } const i = g(); await i.next(); log(await i.return('r'), await i.next(), await i.next())",
    "return before the start":
      "async function* g() { log('never'); yield 1 } const i = g(); log(await i.return(Promise.resolve(1)), await i.next())",
    "return of a rejection":
      "async function* g() { try { yield 1 } catch (e) { yield ['caught', e] } } const i = g(); await i.next(); log(await i.return(Promise.reject(4)))",
    "throw within":
      "async function* g() { try { yield 1 } catch (e) { log(e); yield 2 } } const i = g(); await i.next(); log(await i.throw('t'), await i.next())",
    "throw before the start":
      "async function* g() { yield 1 } const i = g(); try { await i.throw('t') } catch (e) { log(e) } log(await i.next())",
    "an error ends it":
      "async function* g() { yield 1; throw new Error('e') } const i = g(); await i.next(); try { await i.next() } catch (e) { log(e.message) } log(await i.next())",
    "requests wait their turn":
      "async function* g() { log('a'); yield 1; log('b'); await null; yield 2; log('c') } const i = g(); log(await Promise.all([i.next(), i.next(), i.next(), i.next()]))",
    "yield* of an array":
      "async function* g() { const r = yield* [1, Promise.resolve(2)]; yield r } const out = []; for await (const x of g()) out.push(x); return out",
    "yield* of an async generator":
      "async function* h() { const x = yield 'a'; log(x); return 'r' } async function* g() { const r = yield* h(); yield r } const i = g(); log(await i.next(), await i.next('sent'), await i.next())",
    "yield* passes throw":
      "async function* h() { try { yield 1 } catch (e) { yield ['h', e] } } async function* g() { yield* h() } const i = g(); await i.next(); log(await i.throw('t'), await i.next())",
    "yield* passes return":
      "async function* h() { try { yield 1 } finally { log('h') } } async function* g() { try { yield* h() } finally { log('g') } } const i = g(); await i.next(); log(await i.return('v'), await i.next())",
    "yield* whose return goes on":
      "const h = { [Symbol.asyncIterator]() { let n = 0; return { next: (v) => ({ value: n++, done: false }), return: (v) => ({ value: ['not yet', v], done: false }) } } }; async function* g() { yield* h } const i = g(); await i.next(); log(await i.return('v'), await i.next())",
    "yield* of what cannot throw":
      "const h = { [Symbol.asyncIterator]() { return { next: () => ({ value: 1, done: false }), return: () => { log('closed'); return {} } } } }; async function* g() { try { yield* h } catch (e) { log(e.name) } } const i = g(); await i.next(); log(await i.throw('t'))",
    "yield* without return":
      "const h = { [Symbol.asyncIterator]() { return { next: () => ({ value: 1, done: false }) } } }; async function* g() { try { yield* h } finally { log('fin') } } const i = g(); await i.next(); log(await i.return(Promise.resolve('v')))",
    "this and arguments":
      "const o = { k: 1, async *g() { yield this.k; yield* arguments; yield (async () => this.k + arguments.length)() } }; const out = []; for await (const x of o.g(5, 6)) out.push(x); return out",
    captures:
      "let n = 0; const gs = []; for (const k of [1, 2]) gs.push(async function* () { n++; yield k }); for (const g of gs) for await (const x of g()) log(x); return n",
    methods:
      "class A { #v = [1, 2]; async *[Symbol.asyncIterator]() { yield* this.#v } static async *s() { yield 's' } async *#p() { yield 'p' } p() { return this.#p() } } const out = []; for await (const x of new A()) out.push(x); for await (const x of A.s()) out.push(x); for await (const x of new A().p()) out.push(x); return out",
    "parameters throw at once":
      "async function* g(a = (() => { throw new Error('now') })()) {} try { g(); log('not') } catch (e) { log(e.message) }",
    "it is its own iterator":
      "async function* g() {} const i = g(); log(i[Symbol.asyncIterator]() === i, Object.prototype.toString.call(i), typeof i.next)",
    "yield in expressions":
      "async function* g() { const x = (yield 1) + (yield 2); log(x); log([yield 3, yield 4]) } const i = g(); for (const v of [0, 10, 20, 'a', 'b']) log(await i.next(v))",
    "many values":
      "async function* g() { for (let i = 0; i < 10000; i++) yield i } let s = 0; for await (const x of g()) s += x; return s",
  },
  "for await": {
    "over promises": "for await (const x of [Promise.resolve(1), 2, (async () => 3)()]) log(x)",
    "over a set, a map, a string":
      "for await (const x of new Set([1])) log(x); for await (const [k, v] of new Map([[1, 2]])) log(k, v); for await (const c of 'ab') log(c)",
    "a rejected value ends it and closes":
      "function* g() { yield Promise.reject('r'); yield 2 } try { for await (const x of g()) log(x) } catch (e) { log(e) }",
    "break closes":
      "async function* g() { try { yield 1; yield 2 } finally { log('closed') } } for await (const x of g()) { log(x); break }",
    "return closes":
      "async function* g() { try { yield 1; yield 2 } finally { await null; log('closed') } } const f = async () => { for await (const x of g()) return x }; return f()",
    "throw closes":
      "async function* g() { try { yield 1 } finally { log('closed') } } try { for await (const x of g()) throw new Error('body') } catch (e) { log(e.message) }",
    "an error outweighs one in closing":
      "const it = { [Symbol.asyncIterator]() { return { next: async () => ({ value: 1, done: false }), return: async () => { throw new Error('closing') } } } }; try { for await (const x of it) throw new Error('body') } catch (e) { log(e.message) } try { for await (const x of it) break } catch (e) { log(e.message) }",
    "closing gives no object":
      "const it = { [Symbol.asyncIterator]() { return { next: async () => ({ value: 1, done: false }), return: async () => 1 } } }; try { for await (const x of it) break } catch (e) { log(e.name) }",
    "next gives no object":
      "const it = { [Symbol.asyncIterator]() { return { next: async () => 1, return() { log('never') } } } }; try { for await (const x of it); } catch (e) { log(e.name) }",
    "an error of next does not close":
      "const it = { [Symbol.asyncIterator]() { return { next: async () => { throw 'n' }, return() { log('never') } } } }; try { for await (const x of it); } catch (e) { log(e) }",
    "continue does not close":
      "async function* g() { try { yield 1; yield 2 } finally { log('end') } } for await (const x of g()) { if (x === 1) continue; log(x) }",
    labels:
      "async function* g() { try { yield 1; yield 2 } finally { log('closed') } } outer: for (const a of [1, 2]) { for await (const x of g()) { log(a, x); if (a === 1) continue outer; break outer } } inner: for await (const x of g()) { for (;;) { continue inner } }",
    "assigned and destructured":
      "let a, o = {}; for await (a of [1, 2]); for await (o.x of [3]); for await ({ a, b: o.y = 5 } of [{ a: 9 }]); for await (const { p, q: [r] = [7] } of [{ p: 1 }]) log(p, r); for await (var v of [8]); log(a, o, v)",
    "a body of its own scope": "for await (const x of [1, 2]) { const x = 'inner'; log(x) }",
    "closures capture each turn's":
      "const fs = []; for await (const x of [1, 2]) fs.push(async () => x); for await (let y of [3]) { fs.push(async () => y++) } for (const f of fs) log(await f(), await f())",
    nested: "for await (const x of [1, 2]) for await (const y of [x * 10]) log(x, y)",
    "over what is not iterable":
      "try { for await (const x of 5); } catch (e) { log(e.name) } try { for await (const x of null); } catch (e) { log(e.name) }",
    "over an iterator of our own":
      "const it = { [Symbol.asyncIterator]() { let n = 0; return { next() { return Promise.resolve({ value: n++, done: n > 3 }) } } } }; for await (const x of it) log(x)",
    "in an async generator":
      "async function* g(xs) { for await (const x of xs) yield x * 2 } const out = []; for await (const x of g(g([1, 2]))) out.push(x); return out",
    "with a sole statement":
      "let s = 0; if (true) for await (const x of [1, 2]) s += x; else s = 9; return s",
    "a returned call starts before closing":
      "const f = async () => { log('f'); return 1 }; async function* g() { try { yield 1 } finally { log('closed') } } const h = async () => { for await (const x of g()) { return f() } }; return h()",
  },
};
