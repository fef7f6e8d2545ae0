// Runs in every browser back to IE 8, so it is written for them. A feature test, not a guess by name: modules, and the logical
// properties that the pages are laid out with (Chrome 87).
(function () {
  var isNew =
    'noModule' in document.createElement('script') && window.CSS && CSS.supports && CSS.supports('inset-inline', '0');
  if (isNew) return;
  document.getElementById('old-browser').style.display = 'block';
  document.getElementById('root').style.display = 'none';
})();
