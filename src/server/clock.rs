//! One thread that looks after the time of all connections.
//!
//! A timer for each would make the runtime set an alarm in the kernel every time it waits for
//! requests. Nobody needs to know to the millisecond that somebody else is slow, so this thread
//! looks at everybody a few times in a second, and sleeps while nobody is there.

use std::mem;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use super::limits::Limits;
use super::wire::Pulse;

/// The time of a server, and the thread that moves it on.
pub(super) struct Clock {
    time: Arc<Time>,
    /// Wakes the thread when somebody comes; it ends when this is dropped.
    bell: Sender<()>,
}

/// The time, as of the last look at it.
pub(super) struct Time {
    start: Instant,
    /// Milliseconds since `start`.
    now: AtomicU64,
    /// Milliseconds between two looks.
    tick: u64,
    watched: Mutex<Vec<Weak<Pulse>>>,
}

impl Clock {
    /// Starts the thread. It ends with the clock.
    ///
    /// # Panics
    /// If the system has no thread to give.
    pub(super) fn start(limits: &Limits) -> Clock {
        let shortest = limits
            .head_time
            .min(limits.idle_time)
            .min(limits.answer_time);
        let time = Arc::new(Time {
            start: Instant::now(),
            now: AtomicU64::new(0),
            tick: ms(shortest / 16).clamp(5, 500),
            watched: Mutex::default(),
        });
        let theirs = Arc::clone(&time);
        let (bell, rings) = mpsc::channel();
        thread::spawn(move || look_after(&theirs, &rings));
        Clock { time, bell }
    }

    /// The notes of a new connection, whose task is woken when it takes too long.
    pub(super) fn watch(&self, limits: &Arc<Limits>) -> Arc<Pulse> {
        // The thread may have slept until now.
        self.time.look();
        let pulse = Arc::new(Pulse::new(Arc::clone(&self.time), Arc::clone(limits)));
        let mut watched = self.time.watched();
        watched.push(Arc::downgrade(&pulse));
        if watched.len() == 1 {
            let _ = self.bell.send(());
        }
        pulse
    }
}

impl Time {
    /// Milliseconds since the start, as of the last look: at most a tick too few.
    pub(super) fn now(&self) -> u64 {
        self.now.load(Relaxed)
    }

    /// When something that began at `since` and may take so long has surely taken longer.
    pub(super) fn end(&self, since: u64, allowed: Duration) -> u64 {
        since + ms(allowed) + self.tick
    }

    fn look(&self) {
        self.now.fetch_max(ms(self.start.elapsed()), Relaxed);
    }

    fn watched(&self) -> MutexGuard<'_, Vec<Weak<Pulse>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes who is late, and forgets who has gone; says whether anybody is left.
    fn tick(&self) -> bool {
        self.look();
        // New connections do not wait until all others have been looked at.
        let mut watched = mem::take(&mut *self.watched());
        watched.retain(|pulse| match pulse.upgrade() {
            Some(pulse) => {
                pulse.wake_if_late();
                true
            }
            None => false,
        });
        let mut new = self.watched();
        watched.append(&mut new);
        *new = watched;
        !new.is_empty()
    }
}

/// Looks at everybody at each tick; where nobody is, waits until the bell rings.
fn look_after(time: &Time, rings: &Receiver<()>) {
    let tick = Duration::from_millis(time.tick);
    loop {
        let rung = match time.tick() {
            true => rings.recv_timeout(tick),
            false => rings.recv().map_err(RecvTimeoutError::from),
        };
        if rung == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
