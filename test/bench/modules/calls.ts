// Calls between process code: a tail call, and one that is awaited.

export async function tail(n: number): Promise<number> {
  if (n === 0) return 0;
  return tail_other(n - 1);
}

async function tail_other(n: number): Promise<number> {
  if (n === 0) return 0;
  return tail(n - 1);
}

export async function awaited(n: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await one(i);
  return sum;
}

async function one(i: number) {
  return i & 1;
}

export async function own_tail(n: number): Promise<number> {
  if (n === 0) return 0;
  return own_tail(n - 1);
}
