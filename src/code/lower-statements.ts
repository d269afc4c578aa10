// lower-statements — how the statements and expressions of a process function are written as those of a generator.
//
//   await x              (yield ($r.at = LINE, x))
//   yield x              (yield new $Y((yield x)))            in an async generator
//   yield* x             (yield* $rt.delegate(x))             there too
//   return x             return x                             the driver makes a tail call of it if x is a frame
//                        { $0 = …; continue $tail }           if x is a call of the function itself: lower-tails.ts
//                        return (yield x)                     in an async generator
//                        … and within try/finally x is started before the `finally` runs
//   while (c) s          { $k = 0; while (c) { if (++$k > 1000000) …; s } }
//   for await (x of xs)  a `for` over what `next()` gives, within try/finally
//
// The line is noted after the operand if that awaits as well: whoever ran in between has noted lines of its own.
import type { Emitter, Rule } from "./lower-emit.ts";
import type { Node } from "./lower-syntax.ts";
import { ownTail } from "./lower-tails.ts";

/** Turns that a loop may make without a suspension, before it lets others run. */
const TURNS = 1_000_000;

const await_: Rule = (node, e) => {
  if (!e.fn.lowered) return false;
  e.text("(yield ");
  operand(node, node.argument, e);
  e.text(")");
  return true;
};

/** What is yielded, with its line noted. */
function operand(node: Node, argument: Node, e: Emitter): void {
  const reset = e.analysis.inLoop.has(node) ? `${e.prefix}k = 0, ` : "";
  const value = () => {
    if (!isReceive(argument, e)) e.emit(argument);
    else {
      e.text(`${e.hoist("R")}(`);
      e.list(argument.arguments);
      e.text(")");
    }
  };
  if (e.analysis.nested.has(node)) {
    e.text(`(${reset}${e.runtime}.at(`);
    value();
    e.text(`, ${e.lineOf(node.start)}))`);
    return;
  }
  e.text(`(${e.at(node.start)}, ${reset}`);
  value();
  e.text(")");
}

/** `(0, import_eshell_ts.receive)(…)`: awaited where it stands, it need not be an object that could be held. */
function isReceive(node: Node, e: Emitter): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "SequenceExpression") return false;
  const member: Node = node.callee.expressions[1];
  return member?.property?.name === "receive" && e.analysis.links.variables.get(member.object.name) === true;
}

const yield_: Rule = (node, e) => {
  if (!e.fn.lowered) return false;
  if (node.delegate) {
    e.text(`(yield* ${e.runtime}.delegate(`);
    e.emit(node.argument);
    e.text("))");
    return true;
  }
  e.text(`(yield new ${e.hoist("Y")}(`);
  if (node.argument === null) e.text("void 0");
  else {
    e.text("(yield ");
    operand(node, node.argument, e);
    e.text(")");
  }
  e.text("))");
  return true;
};

const return_: Rule = (node, e) => {
  if (!e.fn.lowered || node.argument === null) return false;
  if (e.fn.generator) {
    e.text("return (yield ");
    operand(node, node.argument, e);
    e.text(");");
    return true;
  }
  if (e.analysis.ownTails.has(node)) {
    ownTail(node, e);
    return true;
  }
  if (!e.analysis.beforeFinally.has(node)) return false;
  // A frame that is only made starts while this one is suspended, so that it does before the `finally` runs.
  const value = `${e.prefix}v`;
  e.text(`return (${value} = `);
  e.emit(node.argument);
  e.text(`) instanceof ${e.hoist("F")} ? (yield (${e.at(node.start)}, void 0), ${value}) : ${value};`);
  return true;
};

const loop: Rule = (node, e) => {
  if (!e.fn.lowered) return false;
  if (node.await) forAwait(node, node.start, e);
  else counted(node, node.start, e);
  return true;
};

/** A label stays with its loop. */
const labelled: Rule = (node, e) => {
  let statement = node;
  while (statement.type === "LabeledStatement") statement = statement.body;
  if (!e.fn.lowered || loops.get(statement.type) === undefined) return false;
  if (statement.await) forAwait(statement, node.start, e);
  else counted(statement, node.start, e);
  return true;
};

/** A loop that counts its turns on the way back, and lets others run after very many. */
function counted(node: Node, start: number, e: Emitter): void {
  const count = `${e.prefix}k`;
  const outermost = e.analysis.outermostLoops.has(node);
  if (outermost) e.text(`{ ${count} = 0; `);
  e.out.copy(start, node.start);
  const body: Node = node.body;
  e.children({ ...node, body: null } as unknown as Node, node.start, body.start);
  const check = `if (++${count} > ${TURNS}) { ${count} = 0; yield (${e.at(node.start)}, ${e.hoist("P")}); }`;
  if (body.type === "BlockStatement") e.block(body, ` ${check}`);
  else {
    e.text(`{ ${check} `);
    e.emit(body);
    e.text(" }");
  }
  if (node.test && node.test.start > body.end) {
    e.out.copy(body.end, node.test.start);
    e.emit(node.test);
    e.out.copy(node.test.end, node.end);
  }
  if (outermost) e.text(" }");
}

function forAwait(node: Node, start: number, e: Emitter): void {
  const unique = node.start;
  const [iterator, result, open, error] = ["n", "s", "o", "e"].map(
    (letter) => `${e.prefix}${letter}${unique}`,
  );
  const reset = e.analysis.inLoop.has(node) ? `${e.prefix}k = 0, ` : "";
  e.text(`{ let ${iterator} = ${e.runtime}.iterate(`);
  e.emit(node.right);
  e.text(`), ${result}, ${open} = false, ${error}; try { `);
  e.out.copy(start, node.start);
  e.text(
    `for (; !(${result} = ${e.runtime}.result(yield (${e.at(node.start)}, ${reset}${iterator}.next()))).done; ${open} = false) `,
  );
  e.text(`{ ${open} = true; `);
  if (node.left.type === "VariableDeclaration") {
    e.emit(node.left);
    e.text(` = ${result}.value; `);
  } else {
    e.text("(");
    e.emit(node.left);
    e.text(` = ${result}.value); `);
  }
  e.emit(node.body);
  e.text(` } } catch (${e.prefix}e) { ${error} = { thrown: ${e.prefix}e }; throw ${e.prefix}e; } `);
  e.text(`finally { if (${open}) yield* ${e.runtime}.close(${iterator}, ${error}); } }`);
}

const loops = new Map<string, Rule>([
  ["WhileStatement", loop],
  ["DoWhileStatement", loop],
  ["ForStatement", loop],
  ["ForInStatement", loop],
  ["ForOfStatement", loop],
]);

export const STATEMENT_RULES: ReadonlyMap<string, Rule> = new Map([
  ["AwaitExpression", await_],
  ["YieldExpression", yield_],
  ["ReturnStatement", return_],
  ["LabeledStatement", labelled],
  ...loops,
]);
