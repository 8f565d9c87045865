// In the head and not deferred, so that no page is painted in the colours the reader did not choose.
try { const theme = localStorage.getItem("theme"); if (theme) document.documentElement.dataset.theme = theme; } catch {}
