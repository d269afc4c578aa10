// The logger: filters, levels of modules, callbacks of reports, formatters, and what it says to wrong arguments.
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";
import { prints } from "./prints.ts";

prints({
  'logger:add_primary_filter(f, {fun(_, X) -> X end, stop}), logger:error("hidden").': `ok`,
  "logger:add_primary_filter(f, {fun(_, X) -> X end, stop}), logger:add_primary_filter(f, {fun(_, X) -> X end, stop}).": `{error,{already_exist,f}}`,
  "logger:add_primary_filter(f, {fun(X) -> X end, bar}).": `{error,{invalid_filter,{f,{#Fun<erl_eval.42.130099583>,
    bar}}}}`,
  "logger:set_primary_config(filter_default, foo).": `{error,{invalid_filter_default,foo}}`,
  "logger:set_primary_config(foo, bar).": `{error,{invalid_primary_config,{foo,bar}}}`,
  "logger:set_handler_config(default, level, loud).": `{error,{invalid_level,loud}}`,
  "logger:set_module_level([1], debug).": `{error,{not_a_list_of_modules,[1]}}`,
  "logger:set_module_level(mymod, debug), logger:unset_module_level(mymod), logger:get_module_level().": `[]`,
  "logger:set_module_level(mymod, none), logger:allow(error, mymod).": `false`,
  "logger_filters:level(#{level => error}, {log,gteq,foo}).": `** exception error: bad argument
    in function  logger_filters:level/2
    called as logger_filters:level(#{level => error},{log,gteq,foo})`,
  "[logger_filters:level(#{level => error}, {stop,Op,L}) || Op <- [eq,neq,lt,gt,lteq,gteq], L <- [critical,error,warning]].": `[ignore,stop,ignore,stop,ignore,stop,stop,ignore,ignore,
    ignore,ignore,stop,stop,stop,ignore,ignore,stop,stop]`,
  "[logger_filters:domain(#{meta => #{domain => [a,b]}}, {stop,C,D}) || C <- [super,sub,equal,not_equal,undefined], D <- [[],[a],[a,b],[a,b,c]]].": `[ignore,ignore,stop,stop,stop,stop,stop,ignore,ignore,
    ignore,stop,ignore,stop,stop,ignore,stop,ignore,ignore,
    ignore,ignore]`,
  "[logger_filters:domain(#{meta => #{}}, {stop,C,[a]}) || C <- [super,sub,equal,not_equal,undefined]].": `[ignore,ignore,ignore,stop,stop]`,
  "logger_filters:progress(x, y).": `** exception error: bad argument
    in function  logger_filters:progress/2
    called as logger_filters:progress(x,y)`,
  "logger:update_formatter_config(default, #{foo => bar}).": `{error,{invalid_formatter_config,logger_formatter,
    {foo,bar}}}`,
  "logger:update_formatter_config(nosuch, #{single_line => true}).": `{error,{not_found,nosuch}}`,
});

/** What the lines print, without the times in headers. */
async function printed(...lines: string[]): Promise<string> {
  const output = await new ScriptedSession().run(lines.map((line) => `${line}\n`).join(""));
  return output.replace(/\d\d?-\w{3}-\d{4}::[\d:.]+/g, "TIME").replace(/\n\d+> $/, "");
}

test("a filter changes an event, for one handler", async () => {
  const change = `fun(Event, _) -> Event#{msg => {string,"changed"}} end`;
  expect(
    await printed(`logger:add_handler_filter(default, f, {${change}, x}).`, `logger:error("as it was").`),
  ).toContain("=ERROR REPORT==== TIME ===\nchanged\nok");
});

test("a filter that fails, or answers nonsense, is taken out, and the event goes on", async () => {
  for (const body of ["error(oops)", "nonsense"]) {
    const output = await printed(
      `logger:add_primary_filter(bad, {fun(_, _) -> ${body} end, x}).`,
      `logger:error("told").`,
      "logger:get_primary_config().",
    );
    expect(output).toContain("===\ntold");
    expect(output).toContain("filters => []");
  }
});

test("the default handler tells events without a domain, and those of OTP", async () => {
  const event = (domain: string) => `logger:error("told of ${domain}", #{domain => [${domain}]}).`;
  const output = await printed(event("mine"), event("otp"), event("otp,sasl"), event("otp,mine"));
  expect(output.match(/told of \S+/g)).toEqual(["told of otp", "told of otp,sasl"]);
});

test("an event whose metadata names a function has the level of its module", async () => {
  const output = await printed(
    "logger:set_module_level(loud, debug), logger:set_module_level(silent, none).",
    `logger:debug("told", #{mfa => {loud,f,1}}).`,
    `logger:debug("below", #{mfa => {other,f,1}}).`,
    `logger:error("silenced", #{mfa => {silent,f,1}}).`,
  );
  expect(output).toContain("=DEBUG REPORT==== TIME ===\ntold\n");
  expect(output).not.toContain("below");
  expect(output).not.toContain("silenced");
});

test("a report is told by its callback", async () => {
  const told = (callback: string) => printed(`logger:error(#{a => 1}, #{report_cb => ${callback}}).`);
  expect(await told(`fun(_) -> {"cb ~p",[x]} end`)).toContain("\ncb x\nok");
  expect(await told('fun(_, _) -> [<<"two">>] end')).toContain("\ntwo\nok");
  expect(await told("fun(_) -> foo end")).toContain("\nREPORT_CB/1 ERROR: #{a => 1}; Returned: foo\nok");
});

test("a fun makes the event when it is asked for, with metadata of its own", async () => {
  const output = await printed(
    `logger:error(fun(X) -> {"lazy ~p",[X]} end, y).`,
    "logger:error(fun(_) -> ignore end, y).",
    "logger:error(fun(X) -> error(X) end, y).",
    `logger:error(fun(_) -> {"elsewhere", #{domain => [z]}} end, y).`,
  );
  expect(output).toContain("\nlazy y\nok");
  expect(output).toMatch(/LAZY_FUN CRASH: {#Fun<.*>,y}; Reason: {error,y}\n/);
  expect(output).not.toContain("elsewhere");
});

test("the formatter breaks lines, or does not, and follows a template", async () => {
  const event = `logger:error("a~nb ~p", [lists:seq(1, 40)]).`;
  const output = await printed(
    "logger:update_formatter_config(default, single_line, true).",
    event,
    `logger:update_formatter_config(default, #{template => [level," ",mine,{mine,["+"],["-"]},"|",msg,"\\n"]}).`,
    `logger:error("x", #{mine => 7}).`,
    `logger:error("x").`,
  );
  expect(output).toMatch(/\na, b \[1,2,.*,40\]\nok/);
  expect(output).toContain(" error 7+|x\nok");
  expect(output).toContain(" error -|x\nok");
});
