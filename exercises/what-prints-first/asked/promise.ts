console.log('ask');

Promise.resolve('stored').then((answer) => {
  console.log(answer);
});

console.log('go on');
