//! From a request to its answer: the map first, then the addresses that take a question.

use std::collections::HashMap;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll};

use arc_swap::ArcSwap;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, HOST, HeaderValue, RETRY_AFTER,
};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, Uri, Version};
use http_body_util::{BodyExt as _, Either, Full, LengthLimitError, Limited};
use hyper::body::Body as HttpBody;
use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;
use tower::{BoxError, ServiceExt as _};

use super::deliver::deliver;
use super::limits::Limits;
use super::log::Noted;
use super::metrics::Metrics;
use super::shelf::Shelf;
use super::{below, router};
use crate::live::Live;
use crate::pages;

/// What is sent: bytes that lie ready, or whatever the router made.
pub type Sent = Either<Full<Bytes>, Body>;

/// How a server treats its visitors.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What a visitor may ask for, and how long they may take.
    pub limits: Limits,
    /// Believe `X-Request-Id` and `X-Forwarded-For`, because a proxy of ours writes them.
    pub trusts_proxy: bool,
    /// Write the address of the visitor beside each logged request.
    pub logs_clients: bool,
    /// Count requests, for `/metrics` on an address of its own.
    pub counts: bool,
}

/// Everything that answers requests. It holds no state about visitors.
pub struct Answers {
    live: Arc<Live>,
    shelf: Arc<ArcSwap<Shelf>>,
    router: Router,
    /// The most bytes that may be sent, by the paths that take something.
    takers: HashMap<&'static str, usize>,
    /// Paths that are not in the map and still have an answer.
    asked: Vec<router::Asked>,
    bodies: Semaphore,
    pub(super) limits: Arc<Limits>,
    pub(super) stop: Arc<Stop>,
    pub(super) metrics: Option<Metrics>,
    pub(super) options: Options,
}

/// An answer that is there, or is being made.
pub(super) enum Answering {
    /// Taken when it is first asked for.
    AtOnce(Option<Response<Sent>>),
    Asked(Pin<Box<dyn Future<Output = Response<Sent>> + Send>>),
}

/// Whether the process has been told to stop.
#[derive(Default)]
pub(super) struct Stop {
    is_told: AtomicBool,
    news: Notify,
}

/// Why a request was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// Its head took too long.
    SlowHead,
    /// Its body took too long.
    SlowBody,
    /// Its address is too long.
    LongAddress,
    /// Its head is too long.
    LongHead,
    /// Its body is longer than the address it was sent to takes.
    LongBody,
    /// It does not say which host it is for, or says so twice (RFC 9112, 3.2).
    NoHost,
    /// Its body broke off, or is not framed as HTTP says.
    BrokenBody,
    /// Too many bodies are being read.
    ManyBodies,
    /// Too many connections are open.
    ManyConnections,
}

impl Answers {
    /// Everything that answers for a site, which may be replaced later.
    pub fn new(live: Arc<Live>, options: Options) -> Arc<Answers> {
        let shelf = Arc::new(ArcSwap::from_pointee(Shelf::new(Arc::clone(&live.site()))));
        let next = Arc::clone(&shelf);
        live.tell(Box::new(move |site| {
            next.store(Arc::new(Shelf::new(Arc::clone(site))));
        }));
        let stop = Arc::new(Stop::default());
        let (takers, asked) = router::paths();
        Arc::new(Answers {
            router: router::router(Arc::clone(&live), Arc::clone(&stop)),
            shelf,
            takers,
            asked,
            bodies: Semaphore::new(options.limits.bodies),
            limits: Arc::new(options.limits.clone()),
            stop,
            metrics: options.counts.then(Metrics::default),
            options,
            live,
        })
    }

    /// The answer to a request.
    pub async fn answer<B>(self: &Arc<Self>, request: Request<B>) -> Response<Sent>
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        match self.begin(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        }
    }

    /// The answer to a request, which is there at once if it is a page of the map: for those no
    /// future is set up, none is woken, and nothing is allocated but the head.
    pub(super) fn begin<B>(self: &Arc<Self>, request: Request<B>) -> Answering
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let version = request.version();
        let noted = Noted::begin(self, &request);
        if let Some(mut answer) = self.at_once(&request) {
            self.end(&mut answer, version, noted);
            return Answering::AtOnce(Some(answer));
        }
        let answers = Arc::clone(self);
        Answering::Asked(Box::pin(async move {
            let mut answer = answers.ask(request).await;
            answers.end(&mut answer, version, noted);
            answer
        }))
    }

    /// What is done with every answer before it leaves.
    fn end(&self, answer: &mut Response<Sent>, version: Version, noted: Option<Noted>) {
        if let Some(noted) = noted {
            noted.end(answer.status(), self.metrics.as_ref());
        }
        // HTTP/2 says it in a frame of its own.
        if self.stop.is_told() && version <= Version::HTTP_11 {
            let close = HeaderValue::from_static("close");
            answer.headers_mut().insert(CONNECTION, close);
        }
    }

    /// The short way: whatever lies ready for an address without a question.
    ///
    /// It does no more than find the page, choose an encoding and copy a head that was made
    /// before; nothing here waits for anything.
    fn at_once<B>(&self, request: &Request<B>) -> Option<Response<Sent>> {
        let (method, uri, headers) = (request.method(), request.uri(), request.headers());
        let is_head = match *method {
            Method::GET => false,
            Method::HEAD => true,
            _ => return None,
        };
        if uri.query().is_some_and(|query| !query.is_empty())
            || uri.path().len() > self.limits.address_bytes
            || (request.version() == Version::HTTP_11 && !has_one_host(headers))
        {
            return None;
        }
        let shelf = self.shelf.load();
        // Only what may fail stands inside: what comes out is moved about.
        let ready = catch_unwind(AssertUnwindSafe(|| {
            let path = below(&shelf.base_path, uri.path());
            // Without its base path, `/guide/http` is a page even of a site below `/guide`.
            match shelf.find(path).or_else(|| shelf.find(uri.path())) {
                Some(entry) => {
                    let part = if is_head { None } else { entry.part(headers) };
                    Some(part.unwrap_or_else(|| entry.ready(headers)))
                }
                None if self.is_asked(path) || path.ends_with('/') => None,
                None => Some(shelf.missing(path).ready(headers)),
            }
        }));
        let ready = ready.unwrap_or_else(|_| Some(shelf.failed.ready(headers)))?;
        let answer = ready.answer(headers);
        Some(if is_head {
            without_body(answer)
        } else {
            answer.map(|bytes| Either::Left(Full::new(bytes)))
        })
    }

    /// The long way: addresses that take a question or a text, redirects, other methods.
    async fn ask<B>(&self, request: Request<B>) -> Response<Sent>
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let is_head = request.method() == Method::HEAD;
        let length = request.uri().path().len() + request.uri().query().map_or(0, str::len);
        if length > self.limits.address_bytes {
            return self.refuse(Refused::LongAddress);
        }
        if request.version() == Version::HTTP_11 && !has_one_host(request.headers()) {
            return self.refuse(Refused::NoHost);
        }
        let (mut parts, body) = request.into_parts();
        self.leave_base(&mut parts.uri);
        let (bytes, permit) = match self.read(&parts.uri, &parts.headers, body).await {
            Ok(read) => read,
            Err(refused) => return self.refuse(refused),
        };
        let request = Request::from_parts(parts, Body::from(bytes));
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        drop(permit);
        let mut response = router::finish(response);
        self.shelf.load().safety.add(response.headers_mut());
        let length = response.body().size_hint().exact();
        let is_unchanged = response.status() == StatusCode::NOT_MODIFIED;
        let headers = response.headers_mut();
        let never = HeaderValue::from_static("no-store");
        headers.entry(CACHE_CONTROL).or_insert(never);
        if is_unchanged {
            // The length of what has not changed is not zero, and nobody needs to know it.
            headers.remove(CONTENT_LENGTH);
        } else if is_head && let Some(length) = length {
            // The router has said it already where it took a body away.
            headers.entry(CONTENT_LENGTH).or_insert(length.into());
        }
        response.map(Either::Right)
    }

    /// The body of a request, if its address takes one; everything else is left unread.
    async fn read<B>(
        &self,
        uri: &Uri,
        headers: &HeaderMap,
        body: B,
    ) -> Result<(Bytes, Option<tokio::sync::SemaphorePermit<'_>>), Refused>
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let most = self.takers.get(uri.path()).copied();
        let Some(most) = most.filter(|_| !body.is_end_stream()) else {
            return Ok((Bytes::new(), None));
        };
        let said = headers.get(CONTENT_LENGTH).and_then(|it| it.to_str().ok());
        let is_larger = said.and_then(|it| it.parse::<u64>().ok()) > Some(most as u64);
        if is_larger {
            return Err(Refused::LongBody);
        }
        let permit = self.bodies.try_acquire().map_err(|_| Refused::ManyBodies)?;
        let all = Limited::new(body, most).collect();
        match timeout(self.limits.body_time, Box::pin(all)).await {
            Err(_) => Err(Refused::SlowBody),
            Ok(Ok(all)) => Ok((all.to_bytes(), Some(permit))),
            Ok(Err(err)) if err.is::<LengthLimitError>() => Err(Refused::LongBody),
            Ok(Err(_)) => Err(Refused::BrokenBody),
        }
    }
}

impl Answers {
    /// The router knows its paths without the base path, which a reload may change. A proxy may
    /// pass it on or strip it; both work.
    fn leave_base(&self, uri: &mut Uri) {
        let inner = below(&self.shelf.load().base_path, uri.path()).to_owned();
        if inner == uri.path() || !self.is_asked(&inner) {
            return;
        }
        let question = uri.query().map_or_else(String::new, |it| format!("?{it}"));
        if let Ok(inner) = format!("{inner}{question}").parse() {
            *uri = inner;
        }
    }

    fn is_asked(&self, path: &str) -> bool {
        self.asked.iter().any(|asked| asked.is(path))
    }

    /// The page that says why a request was not read.
    fn refuse(&self, refused: Refused) -> Response<Sent> {
        self.refused(refused);
        let page = pages::refused(&self.live.site().guide, refused.status(), refused.words());
        let mut response = deliver(&page, &HeaderMap::new());
        if refused.status() == StatusCode::SERVICE_UNAVAILABLE {
            let headers = response.headers_mut();
            headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        self.shelf.load().safety.add(response.headers_mut());
        response.map(Either::Right)
    }

    /// Counts what was refused.
    pub(super) fn refused(&self, refused: Refused) {
        if let Some(metrics) = &self.metrics {
            metrics.refused(refused.status());
        }
    }
}

impl Future for Answering {
    type Output = Result<Response<Sent>, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Answering::AtOnce(answer) => Poll::Ready(Ok(answer.take().expect("nobody asks twice"))),
            Answering::Asked(asked) => asked.as_mut().poll(context).map(Ok),
        }
    }
}

impl Stop {
    /// Tells every connection.
    pub(super) fn tell(&self) {
        self.is_told.store(true, Relaxed);
        self.news.notify_waiters();
    }

    pub(super) fn is_told(&self) -> bool {
        self.is_told.load(Relaxed)
    }

    /// Ends when the process is told to stop.
    pub(super) async fn told(&self) {
        let news = self.news.notified();
        // Told after the question was asked or before: either way it ends.
        if !self.is_told() {
            news.await;
        }
    }
}

impl Refused {
    /// The status that HTTP has for it.
    pub(super) fn status(self) -> StatusCode {
        match self {
            Refused::SlowHead | Refused::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Refused::LongAddress => StatusCode::URI_TOO_LONG,
            Refused::LongHead => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Refused::LongBody => StatusCode::PAYLOAD_TOO_LARGE,
            Refused::NoHost | Refused::BrokenBody => StatusCode::BAD_REQUEST,
            Refused::ManyBodies | Refused::ManyConnections => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What the visitor can do.
    pub(super) fn words(self) -> &'static str {
        match self {
            Refused::SlowHead | Refused::SlowBody => {
                "Your request took too long to arrive. Send it again."
            }
            Refused::LongAddress => {
                "This address is too long. Shorten what follows the question mark."
            }
            Refused::LongHead => {
                "Your browser sent more header lines than we read. Delete the cookies of this site \
                 and try again."
            }
            Refused::LongBody => {
                "What you sent is too large. Send a smaller file or a shorter text."
            }
            Refused::NoHost => "Name the host in one Host header line.",
            Refused::BrokenBody => "Only part of what you sent arrived. Send it again.",
            Refused::ManyBodies | Refused::ManyConnections => {
                "Too many people are sending something at this moment. Try again in a few seconds."
            }
        }
    }
}

/// Every request of HTTP/1.1 names its host once (RFC 9112, 3.2).
fn has_one_host(headers: &HeaderMap) -> bool {
    // Usually no name at all comes twice, which is known without looking.
    let is_once =
        || headers.len() == headers.keys_len() || headers.get_all(HOST).iter().count() == 1;
    headers.contains_key(HOST) && is_once()
}

/// The same head, with the length of the body that is not sent.
fn without_body(answer: Response<Bytes>) -> Response<Sent> {
    let (mut parts, bytes) = answer.into_parts();
    if parts.status != StatusCode::NOT_MODIFIED {
        parts.headers.insert(CONTENT_LENGTH, bytes.len().into());
    }
    Response::from_parts(parts, Either::Left(Full::default()))
}
