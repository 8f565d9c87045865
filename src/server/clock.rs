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

/// After how many milliseconds without a look the whole process must have been stopped.
const STOPPED: u64 = 4_000;

/// The time of a server, and the thread that moves it on.
pub(super) struct Clock {
    time: Arc<Time>,
    /// Wakes the thread when somebody comes; it ends when this is dropped.
    bell: Sender<()>,
}

/// The time, as of the last look at it.
pub(super) struct Time {
    start: Instant,
    /// Milliseconds since `start`, without those that the whole process was stopped.
    now: AtomicU64,
    /// Those that it was stopped.
    stopped: AtomicU64,
    /// Milliseconds between two looks.
    tick: u64,
    watched: Mutex<Watched>,
}

#[derive(Default)]
struct Watched {
    all: Vec<Weak<Pulse>>,
    /// Whether the thread sleeps until the bell rings.
    is_asleep: bool,
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
            stopped: AtomicU64::new(0),
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
        let mut watched = self.time.watched();
        if mem::take(&mut watched.is_asleep) {
            self.time.look();
            let _ = self.bell.send(());
        }
        let pulse = Arc::new(Pulse::new(Arc::clone(&self.time), Arc::clone(limits)));
        watched.all.push(Arc::downgrade(&pulse));
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
        let now = ms(self.start.elapsed()) - self.stopped.load(Relaxed);
        self.now.store(now, Relaxed);
    }

    /// Leaves out the time that the whole process was stopped, as by `docker pause`: nobody was
    /// slow then.
    fn forgive(&self) {
        let now = ms(self.start.elapsed()) - self.stopped.load(Relaxed);
        let passed = now.saturating_sub(self.now());
        if passed > STOPPED {
            self.stopped.fetch_add(passed - self.tick, Relaxed);
        }
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes who is late, and forgets who has gone; says whether anybody is left.
    fn tick(&self) -> bool {
        // New connections do not wait until all others have been looked at.
        let mut all = mem::take(&mut self.watched().all);
        all.retain(|pulse| match pulse.upgrade() {
            Some(pulse) => {
                pulse.wake_if_late();
                true
            }
            None => false,
        });
        let mut watched = self.watched();
        watched.all.append(&mut all);
        watched.is_asleep = watched.all.is_empty();
        !watched.is_asleep
    }
}

/// Looks at everybody at each tick; where nobody is, waits until the bell rings.
fn look_after(time: &Time, rings: &Receiver<()>) {
    let tick = Duration::from_millis(time.tick);
    loop {
        let waited = match time.tick() {
            true => rings.recv_timeout(tick),
            false => rings.recv().map_err(RecvTimeoutError::from),
        };
        if waited == Err(RecvTimeoutError::Disconnected) {
            return;
        }
        time.forgive();
        time.look();
    }
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
