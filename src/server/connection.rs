//! One connection from its first byte to its last.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::http::{Request, StatusCode};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep, timeout};

use super::answers::{Answering, Answers, Refused};
use super::limits::STREAMS;
use super::log::Client;
use super::wire::{Endless, Pulse, Wire};

/// What is left to read of a connection that we close, so that our last answer is not lost.
const LINGER_BYTES: u64 = 4 * 1024 * 1024;
/// How long that may take.
const LINGER_TIME: Duration = Duration::from_secs(2);
/// How an HTTP/2 connection begins (RFC 9113, 3.4). No method of HTTP/1 begins like this.
const PREFACE: &[u8] = b"PRI * HTTP/2";

/// Answers what comes over a connection until one side has had enough.
pub(super) async fn serve(stream: TcpStream, answers: Arc<Answers>, pulse: Arc<Pulse>) {
    // An answer leaves in one write; waiting for more to send with it only delays its end.
    let _ = stream.set_nodelay(true);
    // Nothing is reserved for a connection before it says something.
    let is_http2 = tokio::select! {
        first = in_time(&pulse, begins(&stream)) => match first {
            Some(Ok(is_http2)) => is_http2,
            _ => return,
        },
        // Who has said nothing by then has nothing to lose.
        () = last_call(&answers) => return,
    };
    // Nobody learns who is there unless the operator asks for it.
    let client = answers
        .options
        .logs_clients
        .then(|| stream.peer_addr().ok());
    let client = client.flatten().map(|address| Client(address.ip()));
    let wire = TokioIo::new(Wire::new(stream, Arc::clone(&pulse)));
    if is_http2 {
        pulse.speaks_http2();
        // Boxed, so that the many connections of HTTP/1 do not carry its size.
        Box::pin(serve_http2(wire, answers, pulse, client)).await;
    } else {
        serve_http1(wire, answers, pulse, client).await;
    }
}

/// Ends some time after the process was told to stop.
async fn last_call(answers: &Answers) {
    answers.stop.told().await;
    sleep(answers.limits.last_call).await;
}

/// What a connection does first, unless it takes too long. From now on its task is woken when it
/// does.
async fn in_time<T>(pulse: &Pulse, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| {
        pulse.belongs_to(context.waker());
        match work.as_mut().poll(context) {
            Poll::Pending if pulse.is_late() => Poll::Ready(None),
            done => done.map(Some),
        }
    })
    .await
}

/// Whether the first bytes are those of HTTP/2. They stay where they are.
async fn begins(stream: &TcpStream) -> io::Result<bool> {
    let mut first = [0; PREFACE.len()];
    let length = stream.peek(&mut first).await?;
    if length == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    // Three letters are enough to tell them apart, and arrive in one piece.
    Ok(length >= 3 && PREFACE.starts_with(&first[..length]))
}

/// How a connection ended.
enum End {
    /// By itself: the protocol says how.
    Done(hyper::Result<()>),
    /// It took too long.
    Late,
}

async fn serve_http1(
    wire: TokioIo<Wire>,
    answers: Arc<Answers>,
    pulse: Arc<Pulse>,
    client: Option<Client>,
) {
    let service = service_fn({
        let (answers, pulse) = (Arc::clone(&answers), Arc::clone(&pulse));
        move |mut request: Request<Incoming>| {
            if let Some(client) = client {
                request.extensions_mut().insert(client);
            }
            let has_body = !request.body().is_end_stream();
            pulse.head_ended(has_body);
            let answering = answers.begin(request);
            if !has_body {
                return answering;
            }
            let pulse = Arc::clone(&pulse);
            Answering::Asked(Box::pin(async move {
                let Ok(answer) = answering.await;
                pulse.body_ended();
                answer
            }))
        }
    });
    let mut connection = http1::Builder::new()
        // Our own clock sees a slow head without a timer for each request.
        .header_read_timeout(None)
        // A head that does not fit is noticed by `Wire`, which says so in words.
        .max_buf_size(4 * answers.limits.head_bytes)
        .serve_connection(wire, service);
    let end = {
        let stop = answers.stop.told();
        let mut stop = pin!(stop);
        let mut is_watched = false;
        let mut last_call: Option<Pin<Box<Sleep>>> = None;
        let mut is_closing = false;
        poll_fn(|context| {
            if let Poll::Ready(result) = Pin::new(&mut connection).poll(context) {
                return Poll::Ready(End::Done(result));
            }
            // The first look leaves our address; it wakes us, so that asking again each time would
            // tell nothing.
            if !is_watched {
                is_watched = true;
                let _ = stop.as_mut().poll(context);
            }
            if answers.stop.is_told() && !is_closing {
                // Who is between two requests may have sent the next one already. It is answered,
                // with the news that it was the last.
                let time = answers.limits.last_call;
                let last_call = last_call.get_or_insert_with(|| Box::pin(sleep(time)));
                if last_call.as_mut().poll(context).is_ready() {
                    is_closing = true;
                    // A head that has begun is waited for as ever.
                    if !pulse.is_in_head() {
                        Pin::new(&mut connection).graceful_shutdown();
                        // The connection may have ended by what we told it.
                        context.waker().wake_by_ref();
                    }
                }
            }
            if pulse.is_late() {
                return Poll::Ready(End::Late);
            }
            Poll::Pending
        })
        .await
    };
    let refused = match end {
        End::Late => pulse.waits_for_head().then_some(Refused::SlowHead),
        End::Done(Err(_)) => pulse.endless().map(|endless| match endless {
            Endless::Address => Refused::LongAddress,
            Endless::Fields => Refused::LongHead,
        }),
        End::Done(Ok(())) => None,
    };
    let mut stream = connection.into_parts().io.into_inner().stream;
    if let Some(refused) = refused {
        answers.refused(refused);
        let _ = timeout(LINGER_TIME, stream.write_all(refused.message().as_bytes())).await;
    }
    if !pulse.has_ended() {
        linger(stream).await;
    }
}

/// Reads what is still on its way. To close a socket with unread bytes in it tells the other side
/// to forget what we sent, and so our answer to a request that was too large.
async fn linger(mut stream: TcpStream) {
    // It may have been shut down already.
    let _ = stream.shutdown().await;
    let mut rest = stream.take(LINGER_BYTES);
    let mut nowhere = tokio::io::sink();
    let read = tokio::io::copy(&mut rest, &mut nowhere);
    let _ = timeout(LINGER_TIME, read).await;
}

async fn serve_http2(
    wire: TokioIo<Wire>,
    answers: Arc<Answers>,
    pulse: Arc<Pulse>,
    client: Option<Client>,
) {
    let service = service_fn({
        let (answers, pulse) = (Arc::clone(&answers), Arc::clone(&pulse));
        move |mut request: Request<Incoming>| {
            pulse.asked();
            if let Some(client) = client {
                request.extensions_mut().insert(client);
            }
            answers.begin(request)
        }
    });
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(u32::try_from(answers.limits.head_bytes).unwrap_or(u32::MAX))
        // What a stream may keep waiting for a slow reader.
        .max_send_buf_size(64 * 1024)
        .serve_connection(wire, service);
    let mut connection = pin!(connection);
    let mut stop = pin!(answers.stop.told());
    let mut is_told = false;
    poll_fn(|context| {
        if connection.as_mut().poll(context).is_ready() || pulse.is_late() {
            return Poll::Ready(());
        }
        if !is_told && stop.as_mut().poll(context).is_ready() {
            is_told = true;
            connection.as_mut().graceful_shutdown();
            context.waker().wake_by_ref();
        }
        Poll::Pending
    })
    .await;
}

/// The answer to a connection that is one too many.
pub(super) fn turn_away(stream: &TcpStream, answers: &Answers) {
    answers.refused(Refused::ManyConnections);
    // A fresh socket has room for it, and we do not wait for anybody here.
    let _ = stream.try_write(Refused::ManyConnections.message().as_bytes());
}

impl Refused {
    /// A whole answer by hand, for requests that never became one.
    fn message(self) -> String {
        let status = self.status();
        let reason = status.canonical_reason().unwrap_or_default();
        let text = self.words();
        let wait = if status == StatusCode::SERVICE_UNAVAILABLE {
            "retry-after: 5\r\n"
        } else {
            ""
        };
        format!(
            "HTTP/1.1 {} {reason}\r\ncontent-type: text/plain; charset=utf-8\r\n\
             content-length: {}\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\n\
             {wait}connection: close\r\n\r\n{text}\n",
            status.as_u16(),
            text.len() + 1,
        )
    }
}
