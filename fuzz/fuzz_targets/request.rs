//! Addresses, `Accept-Encoding`, `If-None-Match` and `Range`, a line each.
#![no_main]

#[path = "../properties.rs"]
#[allow(dead_code, reason = "each target checks one of them")]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut lines = bytes.splitn(4, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let Ok(path) = std::str::from_utf8(line()) else {
        return;
    };
    properties::request(path, line(), line(), line());
});
