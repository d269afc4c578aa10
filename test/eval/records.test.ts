// Records, as tuples and as the native records of OTP 29.
import { beforeEach, expect, test } from "vitest";
import { parseForm } from "../../src/syntax/parser.ts";
import { scan } from "../../src/syntax/scanner.ts";
import { Session } from "./driver.ts";

let session: Session;

function define(text: string): void {
  const scanned = scan(text);
  if ("error" in scanned) throw new Error(text);
  const parsed = parseForm(scanned.tokens);
  if ("error" in parsed) throw new Error(text);
  const [, , kind, [name, fields]] = parsed.form as any;
  session.records.set(name, {
    fields: fields.map((field: any) => ({ name: field[2][2], value: field[3] })),
    native: kind === Symbol.for("native_record"),
  });
}

beforeEach(() => {
  session = new Session();
  define("-record(person, {name, age = 0, email}).");
  define("-record #pt{x = 1, y = 2}.");
});

function answers(lines: readonly (readonly [typed: string, answer: string])[]): void {
  for (const [typed, answer] of lines) expect(`${typed} ${session.type(typed)}`).toBe(`${typed} ${answer}`);
}

test("a record is a tuple with its defaults filled in", () => {
  answers([
    ['P = #person{name = "Ann", age = 30}.', '{person,"Ann",30,undefined}'],
    ["P#person.age.", "30"],
    ["P#person{age = 31}.", '{person,"Ann",31,undefined}'],
    ["#person{_ = x}.", "{person,x,x,x}"],
    ["#person.age.", "3"],
    ["#person{name = N} = P, N.", '"Ann"'],
    ["{is_record(P, person), is_record({person, 1}, person)}.", "{true,false}"],
    ["{record_info(size, person), record_info(fields, person)}.", "{4,[name,age,email]}"],
    ["(foo)#person.name.", "error: {badrecord,foo}"],
    ["(foo)#person{age = 1}.", "error: {badrecord,foo}"],
    ["case P of #person{age = A} when A > 18, P#person.age =:= 30 -> adult; _ -> minor end.", "adult"],
  ]);
});

test("a native record is no tuple", () => {
  answers([
    ["P = #pt{y = 5}.", "#shell_default:pt{x = 1,y = 5}"],
    ["{P#pt.x, P#_.y, P#shell_default:pt.y}.", "{1,5,5}"],
    ["P#pt{x = 9}.", "#shell_default:pt{x = 9,y = 5}"],
    ["#pt{x = X} = P, X.", "1"],
    [
      "{is_record(P), is_record(P, pt), is_record(P, shell_default, pt), is_tuple(P)}.",
      "{true,true,true,false}",
    ],
    ["P =:= #pt{y = 5}.", "true"],
    ["{P =:= #pt{y = 5.0}, P == #pt{y = 5.0}, {a} < P, P < #{}}.", "{false,true,true,true}"],
    ["case P of #pt{y = Y} when Y > 4 -> {big, Y} end.", "{big,5}"],
    ["[Z || #pt{x = Z} <- [P, a, #pt{x = 3}]].", "[1,3]"],
    ["#_{x = Q} = P.", "error: {badmatch,#shell_default:pt{x = 1,y = 5}}"],
    ["P#pt.z.", "error: badarg"],
    ["P#pt{z = 9}.", "error: {badfield,{{shell_default,pt},z}}"],
    ["P#foo:bar.x.", "error: {badarg,#shell_default:pt{x = 1,y = 5}}"],
    ["#foo:bar{x = 1}.", "error: {undef_record,{foo,bar}}"],
    ["(3)#pt.x.", "error: {badarg,{integer,{1,2},3}}"],
  ]);
});
