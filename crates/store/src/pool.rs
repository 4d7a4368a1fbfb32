//! A few threads for work that does not wait: compressing, hashing, encoding.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::Error;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that live as long as the pool. The queue is short, so that whoever produces work faster than it is done waits,
/// and memory stays flat.
#[derive(Debug)]
pub(crate) struct Pool {
    jobs: Option<SyncSender<Job>>,
    threads: Vec<thread::JoinHandle<()>>,
}

/// The result of a job, when it is done.
#[derive(Debug)]
pub(crate) struct Ticket<T>(Receiver<T>);

impl Pool {
    /// Starts `threads` threads.
    pub(crate) fn new(threads: usize) -> Self {
        let (jobs, queue) = sync_channel::<Job>(1);
        let queue = Arc::new(Mutex::new(queue));
        let threads = (0..threads.max(1))
            .map(|_| {
                let queue = Arc::clone(&queue);
                thread::spawn(move || {
                    loop {
                        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        match job {
                            Ok(job) => job(),
                            Err(_closed) => break,
                        }
                    }
                })
            })
            .collect();
        Self { jobs: Some(jobs), threads }
    }

    /// Returns how many threads work.
    pub(crate) fn width(&self) -> usize {
        self.threads.len()
    }

    /// Queues a job; waits while the queue is full.
    pub(crate) fn run<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Ticket<T> {
        let (sender, receiver) = sync_channel(1);
        if let Some(jobs) = &self.jobs {
            // A closed queue drops the job and with it the sender, which the ticket reports.
            let _closed = jobs.send(Box::new(move || {
                let _unwanted = sender.send(job());
            }));
        }
        Ticket(receiver)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in self.threads.drain(..) {
            let _panicked = thread.join();
        }
    }
}

impl<T> Ticket<T> {
    /// Waits for the result.
    pub(crate) fn wait(self) -> Result<T, Error> {
        self.0.recv().map_err(|_gone| Error::Stopped)
    }
}
