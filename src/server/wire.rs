//! The socket of a connection, and what has passed over it: enough to tell a slow sender from an
//! idle browser without touching a timer for each request.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::clock::Time;
use super::limits::Limits;

/// A socket that takes notes.
pub(super) struct Wire {
    pub(super) stream: TcpStream,
    pulse: Arc<Pulse>,
}

/// What is known about a connection.
///
/// One task reads and writes it, so relaxed atomics are plain memory accesses; they are atomics
/// because the task may move between threads.
pub(super) struct Pulse {
    time: Arc<Time>,
    limits: Arc<Limits>,
    /// The task of the connection.
    task: OnceLock<Waker>,
    /// When something last came, or a slow reader had taken everything.
    last: AtomicU64,
    /// When the first byte of the unfinished head came.
    head_since: AtomicU64,
    /// Bytes of the unfinished head; none between two requests.
    head_bytes: AtomicUsize,
    /// Whether the first line of the unfinished head is complete.
    has_line: AtomicBool,
    /// Whether a body follows the head, so that what comes is not the next head.
    in_body: AtomicBool,
    /// Whether only whole requests, and that we can write, show that somebody is there, and not
    /// any byte that comes.
    is_http2: AtomicBool,
    /// Whether the reader is slower than we are.
    stalls: AtomicBool,
    /// Since when.
    stalls_since: AtomicU64,
    has_ended: AtomicBool,
}

/// What is wrong with a head that goes on and on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endless {
    /// There is no end of the first line, so of the address.
    Address,
    /// The fields do not end.
    Fields,
}

impl Pulse {
    pub(super) fn new(time: Arc<Time>, limits: Arc<Limits>) -> Pulse {
        Pulse {
            limits,
            task: OnceLock::new(),
            last: AtomicU64::new(time.now()),
            time,
            head_since: AtomicU64::new(0),
            head_bytes: AtomicUsize::new(0),
            has_line: AtomicBool::new(false),
            in_body: AtomicBool::new(false),
            is_http2: AtomicBool::new(false),
            stalls: AtomicBool::new(false),
            stalls_since: AtomicU64::new(0),
            has_ended: AtomicBool::new(false),
        }
    }

    /// A head is complete. Whatever comes now belongs to its body, if it has one, or to the next.
    pub(super) fn head_ended(&self, has_body: bool) {
        self.head_bytes.store(0, Relaxed);
        self.has_line.store(false, Relaxed);
        self.in_body.store(has_body, Relaxed);
    }

    /// A body is complete, or nobody wants the rest of it.
    pub(super) fn body_ended(&self) {
        self.in_body.store(false, Relaxed);
    }

    /// The protocol has no heads that could be told apart here. So [`Pulse::asked`] says when
    /// there is news, and a head that never ends is silence.
    pub(super) fn speaks_http2(&self) {
        self.is_http2.store(true, Relaxed);
    }

    /// A whole request has come.
    pub(super) fn asked(&self) {
        self.last.store(self.time.now(), Relaxed);
    }

    /// Whether a head has begun and not ended.
    pub(super) fn is_in_head(&self) -> bool {
        self.head_bytes.load(Relaxed) > 0
    }

    /// Whether the other side has closed.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended.load(Relaxed)
    }

    /// Has this task woken when the connection takes too long. A task keeps its waker for life.
    pub(super) fn belongs_to(&self, task: &Waker) {
        let _ = self.task.set(task.clone());
    }

    /// Whether it is a head that the connection waits for. Who has not yet taken an answer may have
    /// sent the next head already, and has time for it afterwards.
    pub(super) fn waits_for_head(&self) -> bool {
        self.is_in_head() && !self.stalls.load(Relaxed)
    }

    /// Whether the connection has taken too long.
    pub(super) fn is_late(&self) -> bool {
        let (since, allowed) = if self.stalls.load(Relaxed) {
            (&self.stalls_since, self.limits.answer_time)
        } else if self.is_in_head() {
            (&self.head_since, self.limits.head_time)
        } else {
            (&self.last, self.limits.idle_time)
        };
        self.time.now() >= self.time.end(since.load(Relaxed), allowed)
    }

    /// Wakes the task of the connection, which sees for itself.
    pub(super) fn wake_if_late(&self) {
        if self.is_late()
            && let Some(task) = self.task.get()
        {
            task.wake_by_ref();
        }
    }

    /// The head that is longer than any we read, if this one is.
    pub(super) fn endless(&self) -> Option<Endless> {
        (self.head_bytes.load(Relaxed) > self.limits.head_bytes).then(|| {
            if self.has_line.load(Relaxed) {
                Endless::Fields
            } else {
                Endless::Address
            }
        })
    }

    fn came(&self, bytes: &[u8]) {
        if self.is_http2.load(Relaxed) {
            return;
        }
        let now = self.time.now();
        self.last.store(now, Relaxed);
        if self.in_body.load(Relaxed) {
            return;
        }
        let before = self.head_bytes.load(Relaxed);
        if before == 0 {
            self.head_since.store(now, Relaxed);
        }
        self.head_bytes.store(before + bytes.len(), Relaxed);
        // Most heads come whole, and then their end is the end of a line.
        let has_line = || bytes.ends_with(b"\n") || memchr::memchr(b'\n', bytes).is_some();
        if !self.has_line.load(Relaxed) && has_line() {
            self.has_line.store(true, Relaxed);
        }
    }

    /// Notes what came of writing.
    fn wrote(&self, written: Poll<io::Result<usize>>, had: usize) -> Poll<io::Result<usize>> {
        match &written {
            Poll::Ready(Ok(taken)) => self.went(*taken, had),
            Poll::Ready(Err(_)) => (),
            Poll::Pending => self.stalled(),
        }
        written
    }

    /// Notes how much of what we had was taken. An answer is usually taken whole, and then there
    /// is nothing to note.
    fn went(&self, taken: usize, had: usize) {
        if taken < had {
            self.stalled();
        } else if self.stalls.load(Relaxed) || self.is_http2.load(Relaxed) {
            let now = self.time.now();
            self.last.store(now, Relaxed);
            self.head_since.store(now, Relaxed);
            self.stalls.store(false, Relaxed);
        }
    }

    /// Notes that the reader is slower than we are.
    fn stalled(&self) {
        if !self.stalls.swap(true, Relaxed) {
            self.stalls_since.store(self.time.now(), Relaxed);
        }
    }
}

impl Wire {
    pub(super) fn new(stream: TcpStream, pulse: Arc<Pulse>) -> Wire {
        Wire { stream, pulse }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // Whoever reads on after so many bytes has found no whole head among them.
        if self.pulse.endless().is_some() {
            return Poll::Ready(Err(io::ErrorKind::FileTooLarge.into()));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        match &buffer.filled()[before..] {
            [] => self.pulse.has_ended.store(true, Relaxed),
            bytes => self.pulse.came(bytes),
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.pulse.wrote(written, bytes.len())
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        let had = parts.iter().map(|part| part.len()).sum();
        self.pulse.wrote(written, had)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
