// A voice note. Without this script a sound can be chosen or recorded by the phone itself; with it there is a button.
(function () {
  "use strict";
  const place = document.querySelector("[data-voice]");
  const field = place && document.getElementById(place.dataset.voice);
  if (!field || !window.MediaRecorder || !window.DataTransfer || !navigator.mediaDevices) return;
  const button = place.querySelector("[data-record]");
  const said = place.querySelector("[data-said]");
  const LONGEST = 180000;
  let recorder = null;

  function keep(parts, type) {
    const files = new DataTransfer();
    files.items.add(new File(parts, "voice", { type: type }));
    field.files = files.files;
    said.textContent = place.dataset.done;
    button.textContent = place.dataset.again;
    recorder = null;
  }

  button.addEventListener("click", async () => {
    if (recorder) { recorder.stop(); return; }
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    // No microphone, or they said no: the field below is still there.
    if (!stream) { place.hidden = true; return; }
    const parts = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32000 });
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      keep(parts, parts.length ? parts[0].type : "");
    });
    recorder.start();
    button.textContent = place.dataset.stop;
    said.textContent = "";
    setTimeout(() => { if (recorder && recorder.state === "recording") recorder.stop(); }, LONGEST);
  });
  place.hidden = false;
})();
