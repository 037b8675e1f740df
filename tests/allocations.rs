//! Once warm, a step asks for no memory: its time would depend on the allocator, and a browser's memory would grow.
#![allow(unsafe_code, reason = "an allocator can only be counted by being one")]

mod common;

use autoencoder_lab::config::OptimizerKind;
use autoencoder_lab::{DatasetKind, RunConfig, Trainer};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Counting;

static REQUESTS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        REQUESTS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The only test here: another one would be counted too.
#[test]
fn a_warm_step_allocates_nothing() {
    let dataset = common::dataset(DatasetKind::Mnist);
    for (tied, optimizer) in
        [(false, OptimizerKind::Adam), (true, OptimizerKind::Momentum), (false, OptimizerKind::Sgd)]
    {
        // The last batch of an epoch has 10 images.
        let config = RunConfig { hidden_units: 50, batch_size: 30, tied, optimizer, ..RunConfig::default() };
        let mut trainer = Trainer::new(config.validate().unwrap(), &dataset).unwrap();
        let mut quiet_steps = 0;
        for step in 0..40 {
            let (before, curve) = (REQUESTS.load(Ordering::Relaxed), trainer.history().revision());
            trainer.step();
            let requests = REQUESTS.load(Ordering::Relaxed) - before;
            // A step on which an evaluation is due keeps a copy of the run.
            if step >= 4 && trainer.history().revision() == curve {
                assert_eq!(requests, 0, "step {step}, {optimizer:?}, tied {tied}");
                quiet_steps += 1;
            }
        }
        assert!(quiet_steps > 10, "only {quiet_steps} steps were looked at");
    }
}
