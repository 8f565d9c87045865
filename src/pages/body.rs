//! The bytes of a page, and the same bytes compressed.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;

/// A page shorter than this gains nothing from compression.
const LEAST_BYTES: usize = 256;

/// The ways to send the bytes, the one that readers' browsers like best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `br`
    Brotli,
    /// `gzip`
    Gzip,
    /// As they are.
    Identity,
}

impl Encoding {
    /// All encodings, the most wanted first.
    pub const ALL: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];

    /// The name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
            Encoding::Identity => "identity",
        }
    }
}

/// How much time the compression of a page is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// It stays for a year in every browser: the strongest.
    Once,
    /// It changes with the text: 22 % larger than the strongest, and 30 times faster.
    Often,
    /// It is compressed already.
    None,
}

/// The bytes of a page. Each encoding is made when it is first asked for, and then kept: a
/// start waits for nothing, and nobody waits twice.
#[derive(Debug, Clone)]
pub struct Body {
    bytes: Bytes,
    effort: Effort,
    compressed: Arc<[OnceLock<Option<Bytes>>; 2]>,
}

impl Body {
    /// A body of these bytes.
    pub fn new(bytes: Bytes, effort: Effort) -> Body {
        Body {
            bytes,
            effort,
            compressed: Arc::default(),
        }
    }

    /// The bytes as they are.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes in an encoding; none where that is not shorter.
    pub fn encoded(&self, encoding: Encoding) -> Option<&Bytes> {
        let slot = match encoding {
            Encoding::Identity => return Some(&self.bytes),
            Encoding::Brotli => &self.compressed[0],
            Encoding::Gzip => &self.compressed[1],
        };
        slot.get_or_init(|| self.compress(encoding)).as_ref()
    }

    fn compress(&self, encoding: Encoding) -> Option<Bytes> {
        if self.effort == Effort::None || self.bytes.len() < LEAST_BYTES {
            return None;
        }
        let compressed = match encoding {
            Encoding::Brotli => brotli(&self.bytes, self.effort),
            _ => gzip(&self.bytes, self.effort),
        };
        (compressed.len() < self.bytes.len()).then(|| compressed.into())
    }
}

fn brotli(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let quality = if effort == Effort::Once { 11 } else { 5 };
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        ..Default::default()
    };
    let mut compressed = Vec::with_capacity(bytes.len() / 3);
    let mut input = bytes;
    brotli::BrotliCompress(&mut input, &mut compressed, &parameters)
        .expect("reading and writing memory cannot fail");
    compressed
}

fn gzip(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let level = if effort == Effort::Once { 9 } else { 6 };
    let compressed = Vec::with_capacity(bytes.len() / 3);
    let mut encoder = flate2::write::GzEncoder::new(compressed, flate2::Compression::new(level));
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing memory cannot fail")
}
