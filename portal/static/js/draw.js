// A place to draw. Without this script a photo of a drawing can be chosen; with it the drawing is put into that field.
(function () {
  "use strict";
  const place = document.querySelector("[data-draw]");
  const field = place && document.getElementById(place.dataset.draw);
  if (!field || !window.DataTransfer || !HTMLCanvasElement.prototype.toBlob) return;
  const canvas = place.querySelector("canvas");
  const pen = canvas.getContext("2d");
  let drawn = false, last = null, sending = false;

  function clear() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#85748a";
    pen.lineWidth = 4;
    pen.strokeRect(2, 2, canvas.width - 4, canvas.height - 4);
    pen.lineWidth = 6;
    pen.lineCap = "round";
    pen.strokeStyle = "#2e1a33";
    drawn = false;
  }
  function at(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  }
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    pen.beginPath(); pen.moveTo(last[0], last[1]); pen.lineTo(last[0] + 0.1, last[1]); pen.stroke();
    drawn = true;
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = at(event);
    pen.beginPath(); pen.moveTo(last[0], last[1]); pen.lineTo(next[0], next[1]); pen.stroke();
    last = next;
  });
  ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => { last = null; }));
  // A finger on the canvas draws, and does not move the page.
  canvas.style.touchAction = "none";
  place.querySelector("[data-clear]").addEventListener("click", clear);

  field.form.addEventListener("submit", (event) => {
    if (!drawn || sending || field.files.length) return;
    event.preventDefault();
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "drawing.png", { type: "image/png" }));
      field.files = files.files;
      sending = true;
      field.form.submit();
    }, "image/png");
  });
  clear();
  place.hidden = false;
})();
