async function serve(name: string) {
  console.log(`${name}: asked`);
  await Promise.resolve();
  console.log(`${name}: answered`);
}

void serve('Ann');
void serve('Bob');
console.log('free again');
