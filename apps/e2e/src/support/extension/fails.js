setInterval(() => {
  document.documentElement.dataset.extension = 'failed';
  Promise.reject(new TypeError('An extension failed to connect'));
}, 200);
setTimeout(() => {
  throw new TypeError('An extension failed to draw');
}, 300);
