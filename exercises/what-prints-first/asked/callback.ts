console.log('open');

['tea', 'soup'].forEach((order) => {
  console.log(order);
});

console.log('close');
