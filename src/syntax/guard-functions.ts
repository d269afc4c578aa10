// guard-functions — what may be called in a guard: erl_internal's guard BIFs, type tests and operators.

const TYPE_TESTS =
  "is_atom/1 is_binary/1 is_bitstring/1 is_boolean/1 is_float/1 is_function/1 is_function/2 is_integer/1 is_list/1 " +
  "is_map/1 is_number/1 is_pid/1 is_port/1 is_record/2 is_record/3 is_reference/1 is_record/1 is_tuple/1";
const OLD_TYPE_TESTS =
  "integer/1 float/1 number/1 atom/1 list/1 tuple/1 pid/1 reference/1 port/1 binary/1 record/2 function/1";
const GUARD_BIFS =
  "abs/1 binary_part/2 binary_part/3 bit_size/1 byte_size/1 ceil/1 element/2 float/1 floor/1 hd/1 is_integer/3 " +
  "is_map_key/2 length/1 map_size/1 map_get/2 max/2 min/2 node/0 node/1 round/1 self/0 size/1 tl/1 trunc/1 tuple_size/1";
const OPERATORS =
  "+/1 -/1 */2 //2 +/2 -/2 bnot/1 div/2 rem/2 band/2 bor/2 bxor/2 bsl/2 bsr/2 not/1 and/2 or/2 xor/2 ==/2 /=/2 " +
  "=</2 </2 >=/2 >/2 =:=/2 =/=/2";

const typeTests = new Set(`${TYPE_TESTS} ${OLD_TYPE_TESTS}`.split(" "));
const guardBifs = new Set(`${TYPE_TESTS} ${GUARD_BIFS}`.split(" "));
const operators = new Set(OPERATORS.split(" "));

/** Whether a test may be called so at the top of a guard, the old names included. Mirrors erl_internal:type_test/2. */
export function isTypeTest(name: string, arity: number): boolean {
  return typeTests.has(`${name}/${arity}`);
}

/** Whether a function may be called in a guard. Mirrors erl_internal:guard_bif/2. */
export function isGuardBif(name: string, arity: number): boolean {
  return guardBifs.has(`${name}/${arity}`);
}

/** Whether an operator may stand in a guard: those of arithmetic, comparison and truth. */
export function isGuardOperator(name: string, arity: number): boolean {
  return operators.has(`${name}/${arity}`);
}
