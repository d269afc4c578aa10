// known-bifs — what is known of BIFs when a call is compiled: which may stand in guards, which return at once.
//
// Mirrors erl_internal:guard_bif/2. Lists have the form `name/arity/arity…`.

const GUARD_BIFS = `
  abs/1 binary_part/2/3 bit_size/1 byte_size/1 ceil/1 element/2 float/1 floor/1 hd/1 is_map_key/2 length/1
  map_get/2 map_size/1 max/2 min/2 node/0/1 round/1 self/0 size/1 tl/1 trunc/1 tuple_size/1
`;

const TYPE_TESTS = `
  is_atom/1 is_binary/1 is_bitstring/1 is_boolean/1 is_float/1 is_function/1/2 is_integer/1/3 is_list/1 is_map/1
  is_number/1 is_pid/1 is_port/1 is_record/1/2/3 is_reference/1 is_tuple/1
  atom/1 binary/1 float/1 function/1 integer/1 list/1 number/1 pid/1 port/1 record/2 reference/1 tuple/1
`;

/** Further BIFs that surely return a value at once, run nothing else, and have no effect. */
const PURE_BIFS = `
  atom_to_binary/1/2 atom_to_list/1 binary_to_atom/1/2 binary_to_float/1 binary_to_integer/1/2 binary_to_list/1/3
  bitstring_to_list/1 error/1/2/3 exit/1 float_to_binary/1/2 float_to_list/1/2 get/0/1 integer_to_binary/1/2
  integer_to_list/1/2 iolist_size/1 iolist_to_binary/1 list_to_atom/1 list_to_binary/1 list_to_bitstring/1
  list_to_float/1 list_to_integer/1/2 list_to_tuple/1 pid_to_list/1 ref_to_list/1 setelement/3 split_binary/2 throw/1
  tuple_to_list/1
`;

/** BIFs that have an effect, and return at once as well. */
const QUICK_BIFS = `
  erase/0/1 make_ref/0 put/2
`;

function keys(list: string): string[] {
  return list
    .trim()
    .split(/\s+/)
    .flatMap((entry) => {
      const [name, ...arities] = entry.split("/");
      return arities.map((arity) => `${name}/${arity}`);
    });
}

const guardBifs: ReadonlySet<string> = new Set([...keys(GUARD_BIFS), ...keys(TYPE_TESTS)]);
const pure: ReadonlySet<string> = new Set([...guardBifs, ...keys(PURE_BIFS)]);
const quick: ReadonlySet<string> = new Set([...pure, ...keys(QUICK_BIFS)]);

/** Whether a guard may call it. */
export function isGuardBif(name: string, arity: number): boolean {
  return guardBifs.has(`${name}/${arity}`);
}

/** Whether the BIF surely returns a value, and no frame. */
export function isQuick(name: string, arity: number): boolean {
  return quick.has(`${name}/${arity}`);
}

/** Whether the BIF surely returns a value, and calling it twice is as good as once. */
export function isPure(name: string, arity: number): boolean {
  return pure.has(`${name}/${arity}`);
}
