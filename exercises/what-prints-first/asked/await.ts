async function serve(name: string) {
  console.log(`${name} asks`);
  await Promise.resolve();
  console.log(`${name} is answered`);
}

void serve('Ann');
void serve('Bob');
console.log('free again');
