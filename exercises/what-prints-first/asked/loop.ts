setTimeout(() => {
  console.log('reminder');
}, 1);

let sum = 0;
for (let n = 1; n <= 900_000; n++) {
  sum = (sum + n) % 1009;
}

console.log('counted');
