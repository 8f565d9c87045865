//! `resumable-uploads`: files that arrive in pieces, continued at the byte where they stopped.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::json;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::{Ask, Reply, Server, Variables, hexadecimal, refusing};

const MAX_SIZE: u64 = 20 * 1024 * 1024 * 1024;
const EXPIRES: &str = "Tue, 01 Jan 2036 00:00:00 GMT";

struct Upload {
    account: String,
    length: u64,
    bytes: Vec<u8>,
    /// As it was sent; empty without any.
    metadata: String,
    expected: Option<String>,
}

#[derive(Default)]
struct Store {
    accounts: [String; 2],
    uploads: BTreeMap<String, Upload>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        accounts: [variables["token"].clone(), variables["other"].clone()],
        ..Store::default()
    };
    refusing(store, |store, ask| {
        let reply = store.answer(ask).unwrap_or_else(|refusal| refusal);
        let reply = reply.with("tus-resumable", "1.0.0");
        Ok(reply.for_method(&ask.method))
    })
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Result<Reply, Reply> {
        let (method, path) = ask.route();
        if method == "OPTIONS" {
            return Ok(Reply::status(204)
                .with("tus-version", "1.0.0")
                .with("tus-extension", "creation,expiration,checksum,termination")
                .with("tus-max-size", MAX_SIZE.to_string())
                .with("tus-checksum-algorithm", "sha1"));
        }
        if ask.header("tus-resumable") != "1.0.0" {
            return Err(Reply::status(412).with("tus-version", "1.0.0"));
        }
        let account = ask.bearer().to_owned();
        if !self.accounts.contains(&account) {
            return Err(Reply::status(401).with("www-authenticate", "Bearer"));
        }
        if let ("POST", ["files"]) = (method, path.as_slice()) {
            return self.create(ask, account);
        }
        let id = path.get(1).copied().unwrap_or_default();
        let own = self.uploads.get_mut(id).filter(|it| it.account == account);
        let upload = own.ok_or(Reply::status(404))?;
        match (method, path.as_slice()) {
            ("HEAD", ["files", _]) => {
                let reply = Reply::status(200)
                    .with("upload-offset", upload.bytes.len().to_string())
                    .with("upload-length", upload.length.to_string())
                    .with("cache-control", "no-store");
                Ok(match upload.metadata.as_str() {
                    "" => reply,
                    metadata => reply.with("upload-metadata", metadata),
                })
            }
            ("PATCH", ["files", _]) => upload.append(ask),
            ("DELETE", ["files", _]) => {
                self.uploads.remove(id);
                Ok(Reply::status(204))
            }
            ("GET", ["files", _, "result"]) if !upload.is_whole() => Err(Reply::status(409)),
            ("GET", ["files", _, "result"]) => {
                let digest = hexadecimal(&Sha256::digest(&upload.bytes));
                let fits = upload.expected.as_ref().is_none_or(|it| *it == digest);
                let state = if fits { "complete" } else { "corrupt" };
                Ok(Reply::json(
                    200,
                    json!({ "state": state, "sha256": digest }),
                ))
            }
            _ => Err(Reply::status(404)),
        }
    }

    fn create(&mut self, ask: &Ask, account: String) -> Result<Reply, Reply> {
        let length = ask.header("upload-length").parse();
        let length: u64 = length.map_err(|_| Reply::status(400))?;
        if length > MAX_SIZE {
            return Err(Reply::status(413));
        }
        let metadata = ask.header("upload-metadata").to_owned();
        let mut pairs = metadata.split(',');
        let expected = pairs.find_map(|it| it.trim().strip_prefix("sha256 "));
        let expected = expected.and_then(|it| BASE64.decode(it).ok());
        let expected = expected.and_then(|it| String::from_utf8(it).ok());
        self.next += 1;
        let id = format!("{:032x}", u128::from(self.next) << 64 | 7919);
        let upload = Upload {
            account,
            length,
            bytes: Vec::new(),
            metadata,
            expected,
        };
        self.uploads.insert(id.clone(), upload);
        Ok(Reply::status(201)
            .with("location", format!("/files/{id}"))
            .with("upload-expires", EXPIRES))
    }
}

impl Upload {
    fn is_whole(&self) -> bool {
        self.bytes.len() as u64 == self.length
    }

    fn append(&mut self, ask: &Ask) -> Result<Reply, Reply> {
        if ask.header("content-type") != "application/offset+octet-stream" {
            return Err(Reply::status(415));
        }
        let offset = ask.header("upload-offset").parse();
        let offset: usize = offset.map_err(|_| Reply::status(400))?;
        let sum = match ask.header("upload-checksum") {
            "" => None,
            said => Some(said.strip_prefix("sha1 ").ok_or(Reply::status(400))?),
        };
        if offset != self.bytes.len() {
            return Err(Reply::status(409));
        }
        if (offset + ask.body.len()) as u64 > self.length {
            return Err(Reply::status(413));
        }
        if sum.is_some_and(|it| it != BASE64.encode(Sha1::digest(&ask.body))) {
            return Err(Reply::status(460));
        }
        self.bytes.extend(&ask.body);
        let reply = Reply::status(204).with("upload-offset", self.bytes.len().to_string());
        Ok(if self.is_whole() {
            reply
        } else {
            reply.with("upload-expires", EXPIRES)
        })
    }
}
